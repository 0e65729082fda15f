import { describe, expect, it } from '@jest/globals'

import { BID_LETTERS, bidAddresses, type BidFacts } from './bid-letters.js'

const FACTS: BidFacts = {
  title: 'A chatbot\n\nfor the council',
  deadline: '2026-07-04T16:00:00.000000Z',
  occurredAt: '2026-07-04T15:59:58.001999Z',
  version: { number: 2, receivedAt: '2026-07-04T15:59:59.999999Z' },
  addresses: bidAddresses('https://market.example', '1'),
}

const words = (kind: string): string => (BID_LETTERS[kind]?.(FACTS) ?? []).join('\n')

describe('A letter about a bid', () => {
  it.each([
    ['bid.submitted', 'Version: 2'],
    ['bid.submitted', 'Received: 4 July 2026 at 16:59:59.999 (BST), by the clock of the server'],
    ['bid.submitted', FACTS.addresses.verify],
    ['bid.submitted', FACTS.addresses.keys],
    ['bid.submitted', 'Until the deadline, 4 July 2026 at 17:00:00 (BST), you may change the working copy and submit again'],
    ['bid.submitted', 'or withdraw the bid'],
    ['bid.replaced', 'Received: 4 July 2026 at 16:59:59.999 (BST)'],
    ['bid.withdrawn', 'Withdrawn: 4 July 2026 at 16:59:58.001 (BST), by a supplier administrator of your organisation'],
    ['bid.withdrawn', 'Until the deadline, 4 July 2026 at 17:00:00 (BST), your organisation may start a new bid'],
    ['bid.not-submitted', 'The working copy and the ethics answers are kept'],
    ['bid.not-submitted', 'report a problem'],
    ['bid.to-confirm', 'Deadline: 4 July 2026 at 17:00:00 (BST)'],
    ['bid.to-confirm', 'submit it again before the deadline'],
    ['bid.blocked-by-amendment', 'Deadline: 4 July 2026 at 17:00:00 (BST)'],
    ['bid.blocked-by-amendment', 'Only what is submitted before the deadline counts'],
    ['evidence.infected', 'Deadline: 4 July 2026 at 17:00:00 (BST)'],
    ['evidence.infected', FACTS.addresses.files],
    ['evidence.unscannable', 'submit the bid again'],
    ['evidence.unscannable', 'stays as it was received'],
    ['bid.deadline-near', 'Deadline: 4 July 2026 at 17:00:00 (BST)'],
  ])('(%s) says "%s"', (kind, said) => {
    expect(words(kind)).toContain(said)
  })

  it.each(Object.keys(BID_LETTERS))('(%s) names the requirement on one line, and the bid', kind => {
    expect(words(kind)).toContain('Requirement: A chatbot for the council\n')
    expect(words(kind)).toContain(FACTS.addresses.bid)
  })
})
