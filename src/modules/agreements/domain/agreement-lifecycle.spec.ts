import { describe, expect, it } from '@jest/globals'

import { type AgreementState, moveAgreement } from './agreement-lifecycle.js'

const STATES: readonly AgreementState[] = ['draft', 'proposed', 'open', 'discarded', 'closed', 'terminated', 'expired']

const MOVES: readonly (readonly [AgreementState, AgreementState])[] = [
  ['draft', 'proposed'],
  ['draft', 'discarded'],
  ['proposed', 'draft'],
  ['proposed', 'open'],
  ['proposed', 'discarded'],
  ['open', 'closed'],
  ['open', 'terminated'],
  ['open', 'expired'],
]

const isMove = (from: AgreementState, to: AgreementState): boolean => MOVES.some(([one, other]) => one === from && other === to)

const PAIRS = STATES.flatMap(from => STATES.map((to): [AgreementState, AgreementState] => [from, to]))

describe('An agreement', () => {
  it.each(MOVES)('goes from %s to %s', (from, to) => {
    expect(moveAgreement(from, to)).toBe(to)
  })

  it.each(PAIRS.filter(([from, to]) => !isMove(from, to)))('does not go from %s to %s', (from, to) => {
    expect(() => moveAgreement(from, to)).toThrow(`An agreement cannot go from ${from} to ${to}.`)
  })
})
