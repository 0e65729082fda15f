import { type FieldProblem, Refused } from '../../../shared/domain/errors.js'
import { isPromisedTime, type ThreadFacts } from './audit-thread.js'

/** One answer as it stands before sign-off: those that must be judged, and those that were judged all the same. */
export interface StandingAnswer extends Omit<ThreadFacts, 'signedOff'> {
  questionId: string
  mustBeJudged: boolean
}

export const REFERRAL_OUTCOMES = ['cleared', 'upheld'] as const

/** What an officer decides on one referral of the check report. */
export interface ReferralDecision {
  rule: string
  outcome: (typeof REFERRAL_OUTCOMES)[number]
  reason: string
}

/** What keeps an audit from being signed off. */
export interface Obstacle {
  questionId: string
  code: string
  detail: string
}

interface ObstacleRule {
  code: string
  stands: (answer: StandingAnswer) => boolean
  words: (questionId: string) => string
}

const OBSTACLES: readonly ObstacleRule[] = [
  {
    code: 'verdict-missing',
    stands: ({ mustBeJudged, finding }) => mustBeJudged && finding === null,
    words: id => `${id} must be judged and has no verdict.`,
  },
  {
    code: 'query-open',
    stands: ({ finding }) => finding === 'queried',
    words: id => `${id} is queried. Accept or reject it once the supplier has answered or its time is over.`,
  },
  {
    code: 'answer-awaited',
    stands: answer => answer.finding !== 'queried' && isPromisedTime({ ...answer, signedOff: false }),
    words: id => `${id} was rejected while the supplier still has time to explain. Wait for its answer or until the time is over.`,
  },
]

/** Every reason why the audit cannot be signed off yet, with the answer it is about. */
export const obstaclesOf = (answers: readonly StandingAnswer[]): Obstacle[] =>
  answers.flatMap(answer =>
    OBSTACLES.filter(({ stands }) => stands(answer)).map(({ code, words }) => {
      return { questionId: answer.questionId, code, detail: words(answer.questionId) }
    }),
  )

/** Refused with every reason why the audit cannot be signed off yet. */
export function refuseUnjudged(answers: readonly StandingAnswer[]): void {
  const errors: FieldProblem[] = obstaclesOf(answers).map(({ code, detail }) => ({ pointer: '', code, detail }))
  if (errors.length > 0) throw new Refused('audit-not-complete', 'The audit cannot be signed off yet. See errors.', errors)
}

/** Each referral of the check report is decided once, with a reason, and nothing else is. */
export function refuseUndecided(decisions: readonly ReferralDecision[], referrals: readonly string[]): void {
  const given = decisions.map(({ rule }) => rule)
  const missing = referrals
    .filter(rule => !given.includes(rule))
    .map(rule => ({ pointer: '/referrals', code: 'referral-undecided', detail: `Clear or uphold the referral of ${rule}.` }))
  const wrong = decisions.flatMap(({ rule, reason }, place) => [
    ...(referrals.includes(rule)
      ? []
      : [{ pointer: `/referrals/${place}/rule`, code: 'referral-unknown', detail: `The check report holds no referral of ${rule}.` }]),
    ...(given.indexOf(rule) === place
      ? []
      : [{ pointer: `/referrals/${place}/rule`, code: 'referral-twice', detail: `Decide on the referral of ${rule} once.` }]),
    ...(reason.trim() === ''
      ? [{ pointer: `/referrals/${place}/reason`, code: 'reason-missing', detail: 'Say why: the buyer will read it.' }]
      : []),
  ])
  const errors: FieldProblem[] = [...missing, ...wrong]
  if (errors.length > 0)
    throw new Refused('referrals-undecided', 'Each referral of the check report needs a decision with a reason. See errors.', errors)
}
