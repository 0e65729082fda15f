import { SMALL_FILES } from '../../src/modules/files/files.fixture.js'
import type { Answers } from '../../src/modules/guidelines/domain/answers.js'
import { acceptTheRest, anAuditOf, type Audited, declare, judge, readAudit, signOff } from '../support/auditing.js'
import { upload } from '../support/evidence.js'
import * as grow from '../support/grow.js'
import { sealCopies } from '../support/seal-copies.js'
import type { Player, TestApp } from '../support/test-app.js'
import { anOpening, anOpenRequirement, aPassingBid, eventsHandled, openAfterDeadline, theAuditOf } from '../support/world.js'
import { LONG } from './long-text.js'

/** Audits in every state, with answers judged in every way. */
export interface AuditWorld {
  test: TestApp
  /** At low tier: the ids of questions by what became of the answers to them. */
  low: string
  lowRequirement: string
  questions: Record<'unjudged' | 'accepted' | 'queried' | 'rejected' | 'undone' | 'long', string>
  /** Of the verdict that was undone. */
  undoneVerdict: string
  files: Record<'picture' | 'text' | 'pending' | 'infected' | 'unscannable', string>
  /** By a supplier with a long name. */
  long: string
  medium: string
  high: string
  /** An answer of the audit at high tier with files, and one of those. */
  withFiles: { question: string; file: string }
  /** All judged; the sign-in of the second officer is old. */
  complete: string
  signedOff: string
  signedOffRequirement: string
  rejectedBid: string
}

/** Full audit access is promised, and the terms of a component forbid it (XR-11). */
function contradicting({ Q103, Q803 }: Answers): Answers {
  const { rows } = Q103 as { rows: object[] }
  return { Q103: { rows: rows.map(row => ({ ...row, audit_allowed: 'no' })) }, Q803: { ...(Q803 as object), value: 'full' } }
}

export async function anAuditWorld(test: TestApp): Promise<AuditWorld> {
  const medium = await anAuditOf(test, 'medium', contradicting)
  await acceptTheRest(test, medium.auditId)
  await test.signInAll()
  const high = await anAuditOf(test, 'high')
  await declare(test, 'senior-officer', high.requirementId)
  await acceptTheRest(test, high.auditId)
  await test.signInAll()
  await signOff(test, high.auditId)
  const ready = await aSignedOffCompetition(test)
  const low = await aLowCompetition(test)
  await declare(test, 'second-officer', low.lowRequirement)
  await test.signInAll()
  await ageSignIn(test, 'second-officer')
  return { test, ...low, ...ready, medium: medium.auditId, high: high.auditId, withFiles: await anAnswerWithFiles(test, high) }
}

/** As if somebody had proved an hour ago who they are. */
const ageSignIn = (test: TestApp, player: Player): Promise<unknown> =>
  test.rows(`UPDATE session s SET proved_at = proved_at - interval '1 hour' FROM person p WHERE p.id = s.person_id AND p.email = $1`, [
    `${player}@example.test`,
  ])

async function anAnswerWithFiles(test: TestApp, { auditId }: Audited): Promise<AuditWorld['withFiles']> {
  const { audit } = await readAudit(test, auditId)
  const answer = audit.answers.find(({ files }) => files.length > 0)
  if (answer === undefined) throw new Error('No answer has a file.')
  return { question: answer.questionId, file: answer.files[0]?.id ?? '' }
}

/** Two bids, one of them with files of every kind and by a supplier with a long name; and many more bids beside. */
async function aLowCompetition(
  test: TestApp,
): Promise<Pick<AuditWorld, 'low' | 'lowRequirement' | 'long' | 'questions' | 'undoneVerdict' | 'files' | 'complete'>> {
  await test.signInAll()
  const requirementId = await anOpenRequirement(test, { closesIn: 300 })
  const [bidId, longBid] = [await aPassingBid(test, requirementId), await aPassingBid(test, requirementId, 'rival-admin')]
  const files = { picture: '', text: '', pending: '', infected: '', unscannable: '' }
  for (const [name, file, bytes] of [
    ['picture', 'screen.png', SMALL_FILES.png],
    ['text', 'licence.txt', SMALL_FILES.txt],
    ['pending', 'pending.pdf', SMALL_FILES.pdf],
    ['infected', 'infected.txt', SMALL_FILES.txt],
    ['unscannable', 'unscannable.pdf', SMALL_FILES.pdf],
  ] as const)
    files[name] = ((await upload(test, bidId, file, bytes).expect(201)).body as { id: string }).id
  await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
  await test.api('rival-admin').post(`/bids/${longBid}/submit`).expect(201)
  await openAfterDeadline(test, requirementId)
  const [low, long] = [await theAuditOf(test, bidId), await theAuditOf(test, longBid)]
  for (const scan of ['pending', 'infected', 'unscannable'] as const)
    await test.rows('UPDATE evidence_file SET scan = $2 WHERE id = $1', [files[scan], scan])
  await test.rows(`UPDATE organisation SET name = $2 WHERE id = (SELECT supplier_id FROM bid WHERE id = $1)`, [longBid, LONG.slice(0, 200)])
  const judged = await answersInEveryState(test, low, bidId)
  await manyMoreBids(test, bidId)
  await judge(test, long, { questionId: 'Q906', finding: 'queried', reason: LONG.repeat(3) })
  await acceptTheRest(test, long)
  await judge(test, long, { questionId: 'Q906', finding: 'accepted' })
  return { low, lowRequirement: requirementId, long, files, complete: long, ...judged }
}

async function manyMoreBids(test: TestApp, bidId: string): Promise<void> {
  await test.rows(grow.MORE_SUPPLIERS, [12])
  await test.rows(
    `INSERT INTO bid SELECT (jsonb_populate_record(b, jsonb_build_object('id', gen_random_uuid(), 'supplier_id', o.id))).*
     FROM bid b, organisation o WHERE b.id = $1 AND o.name LIKE 'Supplier %'`,
    [bidId],
  )
  await sealCopies(test.rows.bind(test), test.config)
  await test.rows(grow.REPORTS_OF_ALL_BIDS)
  await test.rows(grow.VERSIONS_OF_ALL_BIDS)
  await test.rows(grow.OPENED_OF_ALL_BIDS)
}

async function answersInEveryState(
  test: TestApp,
  auditId: string,
  bidId: string,
): Promise<Pick<AuditWorld, 'questions' | 'undoneVerdict'>> {
  const { audit } = await readAudit(test, auditId)
  const drawn = audit.answers.filter(({ judgedBecause }) => judgedBecause.length > 0).map(({ questionId }) => questionId)
  const [unjudged = '', accepted = '', queried = '', rejected = '', undone = ''] = drawn
  const long = audit.answers.map(({ questionId }) => questionId).find(id => !drawn.includes(id)) ?? ''
  await judge(test, auditId, { questionId: accepted, finding: 'accepted', checked: 'The number of the certificate.' })
  await judge(test, auditId, { questionId: queried, finding: 'queried', reason: 'Who confirms it?' })
  await judge(test, auditId, { questionId: rejected, finding: 'accepted' })
  await judge(test, auditId, { questionId: rejected, finding: 'rejected', reason: 'Nobody does.', clause: 'AIP-7.1' })
  await judge(test, auditId, { questionId: long, finding: 'queried', reason: LONG.repeat(3) })
  await test
    .api('bid-writer')
    .post(`/bids/${bidId}/audit-threads/${long}/messages`)
    .send({ text: LONG.repeat(3) })
    .expect(201)
  await judge(test, auditId, { questionId: undone, finding: 'accepted' })
  const [verdict] = await test.rows<{ id: string }>('SELECT id FROM verdict WHERE audit_id = $1 AND question_id = $2', [auditId, undone])
  const undoneVerdict = String(verdict?.id)
  const { etag } = await readAudit(test, auditId)
  await test.api('procurement-officer').post(`/ethics-audits/${auditId}/verdicts/${undoneVerdict}/undo`).set('If-Match', etag).expect(200)
  return { questions: { unjudged, accepted, queried, rejected, undone, long }, undoneVerdict }
}

/** Two bids, one accepted and one not, and the report on both. */
async function aSignedOffCompetition(test: TestApp): Promise<Pick<AuditWorld, 'signedOff' | 'signedOffRequirement' | 'rejectedBid'>> {
  await test.signInAll()
  const { requirementId, bidIds } = await anOpening(test, 'supplier-admin', 'rival-admin')
  const [signedOff, rejectedBid] = [await theAuditOf(test, String(bidIds[0])), await theAuditOf(test, String(bidIds[1]))]
  for (const auditId of [signedOff, rejectedBid]) await acceptTheRest(test, auditId)
  await judge(test, rejectedBid, { questionId: 'Q906', finding: 'rejected', reason: 'Nobody confirms it.', clause: 'AIP-C.4' })
  for (const auditId of [signedOff, rejectedBid]) await signOff(test, auditId)
  await eventsHandled(test)
  await declare(test, 'auditor', requirementId)
  return { signedOff, signedOffRequirement: requirementId, rejectedBid }
}
