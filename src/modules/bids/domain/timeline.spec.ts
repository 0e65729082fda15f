import { readdirSync, readFileSync } from 'node:fs'

import { describe, expect, it } from '@jest/globals'

import { CHANGE_KINDS } from '../../requirements/record-change.js'
import { SHOWN_OF_REQUIREMENT, wordsFor } from './timeline.js'

describe('The words of a timeline', () => {
  it.each<[string, string | null, string]>([
    ['bid.submitted', null, 'The bid was submitted.'],
    ['bid.submission-refused', 'It is too late.', 'A submission was refused. It is too late.'],
    ['requirement.closed', null, 'The deadline passed, and the requirement was closed.'],
    ['bid.praised', null, 'Recorded: bid.praised.'],
  ])('for %s with the reason %j are %j', (action, reason, words) => {
    expect(wordsFor(action, reason)).toBe(words)
  })

  it.each(CHANGE_KINDS)('tell every supplier of a requirement that was %s', kind => {
    expect(SHOWN_OF_REQUIREMENT).toContain(`requirement.${kind}`)
  })

  it('are there for everything that is recorded of a bid and its files', () => {
    const recorded = recordedOfBids()
    expect(recorded).toEqual(
      expect.arrayContaining(['bid.started', 'bid.replaced', 'bid.rechecked', 'bid.start-refused', 'evidence.added']),
    )
    expect(recorded.filter(action => wordsFor(action, null).startsWith('Recorded:'))).toEqual([])
  })

  it('show of a requirement nothing that is the buyer’s own', () => {
    expect(SHOWN_OF_REQUIREMENT.filter(action => /return|approv|refus|agreed|declar|held|hold|changed/.test(action))).toEqual([])
  })
})

/** The actions that this module's files name, but for events that are only published or waited for. */
function recordedOfBids(): string[] {
  const folder = new URL('../', import.meta.url)
  const files = readdirSync(folder).filter(name => /(?<!\.spec)\.[jt]s$/.test(name))
  const named = files.flatMap(name => [
    ...readFileSync(new URL(name, folder), 'utf8').matchAll(/(?<!\b(?:type|on): )'((?:bid|evidence)\.[a-z-]+)'/g),
  ])
  return named.map(([, action]) => String(action))
}
