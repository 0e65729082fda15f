import type { Signed } from '../bids/domain/signed-document.js'
import type { ClauseSource } from '../guidelines/domain/pack-source.js'
import { auditHref, competitionReportHref, shortBid } from './audit-addresses.js'
import type { BidReport, CompetitionReport } from './domain/audit-report.js'
import type { NamedReport } from './ethics-reports.service.js'

type Duties = ReadonlyMap<string, string>

export const dutiesOf = (clauses: readonly ClauseSource[]): Duties => new Map(clauses.map(({ id, duty }) => [id, duty]))

/** What the audits of a competition came to, bid by bid. */
export const competitionReportView = (named: NamedReport<Signed<CompetitionReport>>, duties: Duties) => ({
  ...headOf(named),
  href: competitionReportHref(named.requirementId),
  report:
    named.report === null
      ? null
      : {
          ...versionsOf(named.report),
          madeAt: named.report.madeAt,
          bids: named.report.bids.map(bid => ({
            ...bid,
            bid: shortBid(bid.bidId),
            supplierName: named.names[bid.supplierId] ?? bid.supplierId,
            clauses: cited(bid.clauses, duties),
            href: `${auditHref(bid.auditId)}/report`,
          })),
        },
})

/** What the audit of one bid came to, answer by answer. */
export const bidReportView = (named: NamedReport<Signed<BidReport>>, auditId: string, duties: Duties, questions: Duties) => ({
  ...headOf(named),
  href: `${auditHref(auditId)}/report`,
  competitionHref: competitionReportHref(named.requirementId),
  report: named.report === null ? null : bidReportShown(named.report, named.names, duties, questions),
})

const bidReportShown = (report: Signed<BidReport>, names: NamedReport<unknown>['names'], duties: Duties, questions: Duties) => ({
  ...versionsOf(report),
  ...{ tier: report.tier, outcome: report.outcome, version: report.version, officers: report.officers, signedOffAt: report.signedOffAt },
  ...{ seed: report.seed, drawnAt: report.drawnAt, method: report.method, engine: report.engine },
  ...{ contentCommitment: report.contentCommitment, reportHash: report.reportHash },
  supplierName: names[report.supplierId] ?? report.supplierId,
  clauses: cited(report.clauses, duties),
  answers: report.answers.map(answer => ({ ...answer, question: questions.get(answer.questionId) ?? '' })),
  referrals: report.referrals,
})

const headOf = ({ requirementId, title, audits, signedOff, hash }: NamedReport<unknown>) => ({
  requirement: { title, href: `/opportunities/${requirementId}` },
  ...{ audits, signedOff, hash },
})

const versionsOf = ({ guideline, edition, questionnaire, ruleSet, kid }: Signed<BidReport | CompetitionReport>) => ({
  ...{ guideline, edition, questionnaire, ruleSet, kid },
})

const cited = (ids: readonly string[], duties: Duties) => ids.map(id => ({ id, duty: duties.get(id) ?? '' }))
