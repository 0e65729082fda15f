import type { ClauseSource, FindingOutcome } from '../guidelines/domain/pack-source.js'
import type { ClauseResult, ClauseStatus, Finding } from '../guidelines/domain/report.js'
import { type FormView, freshForm } from '../../web/pages/form.js'
import { sectionAddress } from './ethics-views.js'
import type { AcknowledgedQuestionnaire, EthicsQuestionnaire } from './ethics-questionnaire.service.js'
import { bidHref, bidHead } from './bid-head.js'
import { findingInWords } from './finding-words.js'

/** The columns of the matrix, the worst first. */
const STATUSES: readonly ClauseStatus[] = ['not-met', 'referred', 'met-with-warnings', 'met', 'for-evaluators', 'not-applicable']

/** The groups of findings, the worst first. */
const OUTCOMES: readonly FindingOutcome[] = ['block', 'refer', 'warn', 'inform']

/** A form for a reason that was sent and refused. */
export interface RefusedReason {
  rule: string
  form: FormView
}

/** The check report on the answers as saved: every clause in a matrix, and every finding with the way out. */
export function checkReportView(questionnaire: AcknowledgedQuestionnaire, refused: RefusedReason | null = null) {
  const { bid, found: report } = questionnaire
  const findings = OUTCOMES.map(outcome => ({
    outcome,
    findings: report.findings.filter(each => each.outcome === outcome).map(each => findingView(questionnaire, each, refused)),
  }))
  const unreasoned = findings.flatMap(group => group.findings).filter(({ needsReason }) => needsReason).length
  return {
    bid: bidHead(questionnaire.bid),
    form: refused?.form ?? freshForm(),
    outcome: report.outcome,
    tier: report.tier,
    tierFromRequirement: report.tierFromRequirement,
    versions: { guideline: report.guideline, edition: report.edition, ruleSet: report.ruleSet },
    counts: statusesIn(report.clauses).map(status => ({ status, count: report.clauses.filter(each => each.status === status).length })),
    matrix: matrixOf(questionnaire),
    findings: findings.filter(group => group.findings.length > 0),
    unreasoned,
    ethics: `${bidHref(bid.id)}/ethics`,
    isReady: bid.mayWrite && report.outcome !== 'blocked' && unreasoned === 0,
  }
}

/** A column that nothing came out in would stand empty. */
const statusesIn = (clauses: readonly ClauseResult[]): ClauseStatus[] =>
  STATUSES.filter(status => clauses.some(each => each.status === status))

/** One row for each theme of the guideline, and in each cell the clauses that came out so. */
function matrixOf({ found: { clauses }, reader }: AcknowledgedQuestionnaire) {
  const themes = [...new Set(clauses.map(({ id }) => reader.clauses.get(id)?.guideline ?? ''))]
  return themes.map(theme => {
    const own = clauses.filter(({ id }) => reader.clauses.get(id)?.guideline === theme)
    return {
      theme,
      cells: statusesIn(clauses).map(status => ({
        status,
        clauses: own.filter(each => each.status === status).map(clauseLink(reader.clauses)),
      })),
    }
  })
}

const clauseLink =
  (clauses: ReadonlyMap<string, ClauseSource>) =>
  ({ id, rules: [rule] }: ClauseResult) => ({ id, duty: clauses.get(id)?.duty ?? '', href: rule === undefined ? null : `#${rule}` })

function findingView(questionnaire: AcknowledgedQuestionnaire, finding: Finding, refused: RefusedReason | null) {
  const { bid, found: report, reader } = questionnaire
  const { rule, outcome } = finding
  const given = questionnaire.acknowledgements.find(each => each.rule === rule) ?? null
  const needsReason = outcome === 'warn' && given?.stands !== true
  return {
    ...findingInWords(report, reader, finding, id => questionHref(questionnaire, id)),
    given,
    needsReason,
    mayGiveReason: outcome === 'warn' && bid.mayWrite,
    // What was typed stays, also where it is refused; a reason that lapsed is offered to be given again.
    reason: refused?.rule === rule ? (refused.form.values[reasonField(rule)] ?? '') : given?.stands === false ? given.reason : '',
    field: reasonField(rule),
    action: `${bidHref(bid.id)}/check/${rule}/acknowledge`,
  }
}

/** Each rule has a form of its own on the page, so its field has a name of its own. */
export const reasonField = (rule: string): string => `reason-${rule}`

function questionHref({ bid, sections }: EthicsQuestionnaire, id: string): string | null {
  const section = sections.find(({ questions }) => questions.some(each => each.id === id))
  return section === undefined ? null : `${sectionAddress(bid.id, section.id)}#${id}`
}
