import type { Instant } from '../../shared/domain/instant.js'
import type { LetterFacts } from './compose-letter.js'
import { bidAddresses } from './domain/bid-letters.js'

const ID = '019ab1f0-0000-7000-8000-000000000001'
const TITLE = 'Answering residents’ questions about council services'
const DEADLINE = '2026-12-04T17:00:00.000000Z' as Instant
const BEFORE_IT = '2026-12-04T16:42:07.318204Z' as Instant

/** Facts of nobody, for looking at letters. */
export const inventedFacts = (publicUrl: string): LetterFacts => ({
  publicUrl,
  named: {
    agreementId: ID,
    applicationId: ID,
    auditId: ID,
    questionId: 'Q504',
    officerEventId: ID,
    membershipId: ID,
    waiverId: ID,
    question: 'L401',
    daysBefore: 60,
    expiresOn: '2027-02-02',
  },
  toOperator: false,
  ofAccount: () =>
    Promise.resolve({
      code: { text: 'aW52ZW50ZWQtY29kZS1vZi1uby11c2UtdG8tYW55Ym9k', expiresAt: DEADLINE },
      organisation: 'First Example Council',
      person: { name: 'Head of Procurement', email: 'head-of-procurement@example.test' },
      roles: ['buyer-author', 'evaluator'],
      reason: 'The Companies House number belongs to another firm.',
      publicUrl,
    }),
  ofSignIn: () => Promise.resolve({ occurredAt: BEFORE_IT, device: 'Firefox on Windows' }),
  ofRequirement: () => Promise.resolve({ id: ID, title: TITLE, deadline: DEADLINE }),
  ofBid: () =>
    Promise.resolve({
      title: TITLE,
      deadline: DEADLINE,
      occurredAt: BEFORE_IT,
      version: { number: 2, receivedAt: BEFORE_IT },
      addresses: bidAddresses(publicUrl, ID),
    }),
})
