import type { Actor } from '../../shared/domain/actor.js'
import type { SectionSource } from '../guidelines/domain/pack-source.js'
import { declareHref } from '../requirements/interest-addresses.js'
import { answerHref, auditHref, competitionReportHref, shortBid } from './audit-addresses.js'
import type { AnswerView } from './answer-view.js'
import type { AuditView } from './audit-view.js'
import { mayAudit } from './domain/ethics-audit-policy.js'

/** What stands at the head of every page of an audit. */
export const headOf = ({ id, requirementId, requirementTitle, supplierName, bidId, tier, state, overdue }: AuditView) => ({
  id,
  href: auditHref(id),
  requirementTitle,
  requirementHref: `/opportunities/${requirementId}`,
  supplierName,
  bid: shortBid(bidId),
  tier,
  state,
  overdue,
  declareHref: declareHref(requirementId, auditHref(id)),
  competitionReportHref: competitionReportHref(requirementId),
})

export const mayJudge = (actor: Actor, { state }: AuditView): boolean => mayAudit(actor) && state !== 'signed-off'

/** The whole audit: what is to be judged, what is judged, and who acts next. */
export const overviewView = (actor: Actor, audit: AuditView, sections: readonly SectionSource[]) => ({
  audit: {
    ...headOf(audit),
    dueAt: audit.dueAt,
    next: audit.next,
    toJudge: audit.toJudge,
    judged: audit.judged,
    queried: audit.queried,
    waiting: audit.waiting,
    version: audit.version,
    receivedAt: audit.receivedAt,
    contentCommitment: audit.contentCommitment,
    reportHash: audit.reportHash,
  },
  method: audit.method,
  sample: audit.sample,
  referrals: audit.referralList.map(referral => ({ ...referral, questions: referral.questions.map(id => linkTo(audit, id)) })),
  contradictions: audit.answers.filter(({ judgedBecause }) => judgedBecause.includes('contradictory')).map(answer => rowOf(audit, answer)),
  sections: sectionsOf(audit, sections),
  signOffs: audit.signOffs.map(({ place, personId, signedAt }) => ({ place, signedAt, isOwn: personId === actor.personId })),
  nextToJudge: nextToJudge(audit, null),
  mayJudge: mayJudge(actor, audit),
  isSignedOff: audit.state === 'signed-off',
})

const linkTo = (audit: AuditView, questionId: string) => ({
  questionId,
  href: audit.answers.some(answer => answer.questionId === questionId) ? answerHref(audit.id, questionId) : null,
})

const rowOf = (audit: AuditView, { questionId, question, judgedBecause, verdict, thread, assurance }: AnswerView) => ({
  questionId,
  question,
  href: answerHref(audit.id, questionId),
  judgedBecause,
  finding: verdict?.finding ?? null,
  threadState: thread?.state ?? null,
  level: assurance.level,
})

const sectionsOf = (audit: AuditView, sections: readonly SectionSource[]) =>
  sections
    .map(({ id, title, questions }) => ({
      id,
      title,
      answers: audit.answers
        .filter(({ questionId }) => questions.some(question => question.id === questionId))
        .map(answer => rowOf(audit, answer)),
    }))
    .filter(({ answers }) => answers.length > 0)

/** The answer that is to be judged next, after one or from the beginning; null where all have a verdict. */
export function nextToJudge({ id, answers }: AuditView, after: string | null): string | null {
  const place = answers.findIndex(({ questionId }) => questionId === after)
  const inOrder = [...answers.slice(place + 1), ...answers.slice(0, place + 1)]
  const next = inOrder.find(
    ({ judgedBecause, verdict, questionId }) => judgedBecause.length > 0 && verdict === null && questionId !== after,
  )
  return next === undefined ? null : answerHref(id, next.questionId)
}
