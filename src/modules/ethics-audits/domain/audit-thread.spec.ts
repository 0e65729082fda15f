import { describe, expect, it } from '@jest/globals'

import { mayBeAnswered, type ThreadFacts, threadState, type ThreadState } from './audit-thread.js'

const ASKED: ThreadFacts = { finding: 'queried', lastSide: 'operator', duePassed: false, signedOff: false }

describe('A thread', () => {
  it.each<[string, Partial<ThreadFacts>, ThreadState, boolean]>([
    ['while the supplier has time', {}, 'waiting', true],
    ['after that time', { duePassed: true }, 'overdue', true],
    ['once the supplier wrote', { lastSide: 'supplier' }, 'answered', true],
    ['once the answer is accepted', { finding: 'accepted' }, 'closed', false],
    ['once the answer is rejected', { finding: 'rejected', lastSide: 'supplier' }, 'closed', false],
    ['once the audit is signed off', { signedOff: true }, 'closed', false],
  ])('%s', (_when, change, state, answerable) => {
    const facts = { ...ASKED, ...change }
    expect([threadState(facts), mayBeAnswered(threadState(facts))]).toEqual([state, answerable])
  })
})
