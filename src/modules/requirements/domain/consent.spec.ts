import { describe, expect, it } from '@jest/globals'

import { type Consent, type ConsentSide, partnerFor, type TwoPersonVerb } from './consent.js'

const other = (side: ConsentSide, same = true): Consent => ({ personId: side, side, same })

describe('Two people', () => {
  it.each<[TwoPersonVerb, ConsentSide, Consent[], boolean]>([
    ['cancel', 'approver', [other('author')], true],
    ['cancel', 'author', [other('approver')], true],
    ['cancel', 'approver', [other('approver')], true],
    ['cancel', 'author', [other('author')], false],
    ['cancel', 'approver', [], false],
    ['cancel', 'approver', [other('author', false)], false],
    ['cancel', 'author', [other('author'), other('approver')], true],
    ['reopen', 'approver', [other('officer')], true],
    ['reopen', 'officer', [other('approver')], true],
    ['reopen', 'approver', [other('approver')], false],
    ['reopen', 'officer', [other('officer')], false],
    ['reopen', 'officer', [other('approver', false)], false],
  ])('%s: the %s with %j are enough: %s', (verb, side, others, enough) => {
    expect(partnerFor(verb, side, others) !== undefined).toBe(enough)
  })
})
