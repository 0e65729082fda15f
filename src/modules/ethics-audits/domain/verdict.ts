import { type FieldProblem, Refused } from '../../../shared/domain/errors.js'

export const FINDINGS = ['accepted', 'queried', 'rejected'] as const

export type VerdictFinding = (typeof FINDINGS)[number]

export interface VerdictInput {
  questionId: string
  finding: VerdictFinding
  /** Of a queried answer, what the supplier is asked: it reads just this. */
  reason: string
  clause: string | null
  /** What the officer looked up or had run again to accept it. */
  checked: string | null
}

/** What a verdict may speak of: the answers given, and the clauses of the pinned edition that bind suppliers. */
export interface Audited {
  questionIds: readonly string[]
  clauseIds: readonly string[]
}

interface VerdictRule {
  pointer: string
  code: string
  detail: string
  broken: (verdict: VerdictInput, audited: Audited) => boolean
}

const RULES: readonly VerdictRule[] = [
  {
    pointer: '/questionId',
    code: 'answer-unknown',
    detail: 'The bid has no answer to this question.',
    broken: ({ questionId }, { questionIds }) => !questionIds.includes(questionId),
  },
  {
    pointer: '/reason',
    code: 'reason-missing',
    detail: 'Say why: the supplier reads what it is asked, and the buyer why an answer is rejected.',
    broken: ({ finding, reason }) => finding !== 'accepted' && reason.trim() === '',
  },
  {
    pointer: '/clause',
    code: 'clause-missing',
    detail: 'Cite the clause that the answer does not meet.',
    broken: ({ finding, clause }) => finding === 'rejected' && clause === null,
  },
  {
    pointer: '/clause',
    code: 'clause-unknown',
    detail: 'Cite a clause that binds suppliers, of the edition this requirement was published with.',
    broken: ({ clause }, { clauseIds }) => clause !== null && !clauseIds.includes(clause),
  },
  {
    pointer: '/checked',
    code: 'checked-without-acceptance',
    detail: 'Say what was checked only where that lets you accept the answer.',
    broken: ({ finding, checked }) => checked !== null && (finding !== 'accepted' || checked.trim() === ''),
  },
]

/** A verdict that speaks of an answer there is, gives its reason, and cites a clause when it rejects; or Refused with what it lacks. */
export function refuseUnfounded(verdict: VerdictInput, audited: Audited): void {
  const errors: FieldProblem[] = RULES.filter(({ broken }) => broken(verdict, audited)).map(({ pointer, code, detail }) => ({
    pointer,
    code,
    detail,
  }))
  if (errors.length > 0) throw new Refused('verdict-unfounded', 'The verdict cannot stand as it is. See errors.', errors)
}
