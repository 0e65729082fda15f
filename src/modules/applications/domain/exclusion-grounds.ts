import type { LibraryAnswer } from '../../library/domain/library-answer.js'
import type { QuestionSet, Regime } from '../../library/domain/question-set.js'

export type GroundKind = 'mandatory' | 'discretionary'

/** A ground of exclusion as a regime knows it. */
export interface Ground {
  /** The question that asks about it, such as L202. */
  id: string
  title: string
  kind: GroundKind
}

/** Every ground that the regime knows, with its kind there. What only the other regime knows is no ground of this one, whatever the supplier says. */
export const groundsOf = ({ parts }: QuestionSet, regime: Regime): Ground[] =>
  parts.flatMap(({ questions }) =>
    questions.flatMap(({ id, title, ground }) => {
      const kind = ground?.[regime]
      return kind === undefined ? [] : [{ id, title, kind }]
    }),
  )

/** Whether the supplier says that the ground applies. */
export const saysYes = ({ values }: Pick<LibraryAnswer, 'values'>): boolean => values['applies'] === 'yes'

export const EXCLUSION_OUTCOMES = ['excluded', 'excludable-kept-out', 'excludable-let-in', 'no-exclusion'] as const

export type ExclusionOutcome = (typeof EXCLUSION_OUTCOMES)[number]

/** Those with which a supplier is not admitted. */
const KEPT_OUT: readonly (ExclusionOutcome | null)[] = ['excluded', 'excludable-kept-out'] satisfies ExclusionOutcome[]

/** Whether a supplier is kept out by what came of a ground; null and undefined where nothing has. */
export const keepsOut = (outcome: ExclusionOutcome | null = null): boolean => KEPT_OUT.includes(outcome)

/** What an officer finds of a ground: that it applies, and that its circumstances continue or are likely to recur (PA 2023 ss. 57 to 58; PCR 2015 reg. 57, self-cleaning). */
export interface ExclusionFindings {
  applies: boolean
  likelyToRecur: boolean
}

/** The outcomes that the findings leave: without both there is no exclusion; with both a mandatory ground excludes, and a discretionary one leaves a choice. */
export function outcomesFor(kind: GroundKind, { applies, likelyToRecur }: ExclusionFindings): readonly ExclusionOutcome[] {
  if (!applies || !likelyToRecur) return ['no-exclusion']
  return kind === 'mandatory' ? ['excluded'] : ['excludable-kept-out', 'excludable-let-in']
}

/** Nothing is decided against a supplier before it has replied, or before the day until which it could is over. What goes in its favour waits for nothing. */
export const mayBeDecided = (outcome: ExclusionOutcome, replied: boolean, replyBy: string, today: string): boolean =>
  outcome === 'no-exclusion' || replied || replyBy < today
