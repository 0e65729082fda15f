import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { aboutEnvelope, openEnvelope } from '../src/modules/bids/envelope.js'
import { ForgetCopies } from '../src/modules/bids/forget-copies.js'
import { answersOf, Sealing, workingCopyOf } from '../src/modules/bids/sealing.js'
import { verifyBids } from '../src/modules/bids/verify-bids.js'
import { KeyService } from '../src/modules/keys/key-service.js'
import { OpeningKeys } from '../src/modules/keys/opening-keys.js'
import { SupplierKeys } from '../src/modules/keys/supplier-keys.js'
import { CloseRequirements } from '../src/modules/requirements/close-requirements.js'
import { UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../src/shared/domain/actor.js'
import { RotatingSeal } from '../src/shared/rotating-seal.js'
import { Changes } from './support/changes.js'
import { type Evidence, upload } from './support/evidence.js'
import {
  aDueSplit,
  aSplitRequirement,
  bidIn,
  codeOfLastRefusal,
  declareAll,
  makeHolders,
  openSplit,
  passedTo,
  passphraseOf,
  workingCopyIn,
} from './support/key-holders.js'
import { openBids } from './support/openings.js'
import { contents, LOG, problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'
import { aPassingBid, eventsHandled, GOLDEN, inSeconds, settled } from './support/world.js'

const CLOSES = { closesIn: 300 }

/** An opening key in two shares: what it keeps closed, and how the two who open join it. Who holds it is in key-holders. */
describe('A split opening key', () => {
  let test: TestApp
  let changes: Changes
  const others: TestApp[] = []

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    changes = new Changes(test)
    await makeHolders(test)
  })
  afterAll(async () => {
    for (const other of others) await other.stop()
    await test.stop()
  })

  const passed = (requirementId: string) => passedTo(test, requirementId)
  const aDueRequirement = () => aDueSplit(test)

  const readsBids = (requirementId: string, who: Player = 'procurement-officer') => test.api(who).get(`/requirements/${requirementId}/bids`)

  it('stands nowhere whole: neither database nor master key nor key service open it', async () => {
    const id = await aDueRequirement()
    const keys = await test.rows('SELECT envelope, private_key FROM opening_key WHERE requirement_id = $1 ORDER BY envelope', [id])
    expect(keys).toEqual([
      { envelope: 'price', private_key: null },
      { envelope: 'quality', private_key: null },
    ])
    // As the operator may, who writes into the database that both sides agreed.
    await test.rows(
      `INSERT INTO opening_consent (requirement_id, side, person_id, consented_at, submission_deadline)
       SELECT r.id, c.side, p.id, market_now(), r.submission_deadline FROM requirement r, person p,
         (VALUES ('buyer', 'buyer-approver@example.test'), ('operator', 'procurement-officer@example.test')) c (side, email)
       WHERE r.id = $1 AND p.email = c.email`,
      [id],
    )
    const giveOut = test.app.get(UnitOfWork).run(SYSTEM, tx => test.app.get(OpeningKeys, { strict: false }).giveOut(tx, id))
    await expect(giveOut).rejects.toMatchObject({ code: 'opening-key-refused', message: expect.stringContaining('split') })

    const kept = await test.rows<{ bytes: Buffer }>(
      `SELECT sealed AS bytes FROM key_share WHERE requirement_id = $1 UNION ALL SELECT sealed_key FROM personal_key`,
      [id],
    )
    expect(kept.length).toBeGreaterThan(8)
    const service = test.app.get(KeyService, { strict: false })
    const seals = ['private keys', 'bids'].map(purpose => new RotatingSeal(purpose, test.config.masterKey, null))
    for (const { bytes } of kept) {
      for (const about of [`quality of requirement ${id}`, `price of requirement ${id}`])
        await expect(service.openPrivate(bytes, about)).rejects.toMatchObject({ code: 'unavailable' })
      for (const seal of seals) expect(seal.unseal(bytes, { owner: 'key service', place: `quality of requirement ${id}` })).toBeNull()
    }
  })

  it('is joined by the passphrases of both sides, after the deadline and not before', async () => {
    const id = await aSplitRequirement(test, CLOSES)
    const bidId = await aPassingBid(test, id)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    await declareAll(test, id)
    await openSplit(test, id, 'buyer-approver').expect(problem(409, 'deadline-not-passed'))
    await test.moveClock('6 minutes')
    await test.signInAll()
    await openBids(test, id, 'buyer-approver').expect(problem(422, 'passphrase-needed', '/passphrase'))
    await openSplit(test, id, 'buyer-approver').expect(200, { opened: false })
    expect(await passed(id)).toEqual(['procurement-officer', 'second-officer'])
    const { body } = await test.api('procurement-officer').get(`/requirements/${id}/opening`).expect(200)
    expect(body).toMatchObject({ isSplit: true, holdsShare: true, step: 'complete' })
    await readsBids(id).expect(problem(409, 'bids-sealed'))

    const open = () => openSplit(test, id, 'procurement-officer').set('Idempotency-Key', 'open-split')
    await open().expect(200, { opened: true })
    await open().expect(200, { opened: true })
    expect(await passed(id)).toEqual([])
    const { body: bids } = await readsBids(id).expect(200)
    expect((bids as { items: unknown[] }).items).toHaveLength(1)
    expect(await changes.audited(id)).toEqual(expect.arrayContaining(['bids.opening-agreed', 'bids.opened']))
  })

  it('is not touched by a wrong passphrase, which is on record', async () => {
    const id = await aDueRequirement()
    await settled(test)
    const before = await contents(test, [...LOG, 'officer_event', 'outbox_event', 'notification', 'event_handled'])
    await openSplit(test, id, 'buyer-approver', passphraseOf('procurement-officer')).expect(problem(422, 'passphrase-wrong', '/passphrase'))
    expect(await codeOfLastRefusal(test, id)).toBe('passphrase-wrong')
    expect(await contents(test, [...LOG, 'officer_event', 'outbox_event', 'notification', 'event_handled'])).toEqual(before)
    await openSplit(test, id, 'buyer-approver').expect(200, { opened: false })
  })

  it('waits for the second side through a crash, and opens all bids or none', async () => {
    const id = await aDueRequirement()
    await openSplit(test, id, 'procurement-officer').expect(200, { opened: false })
    const other = await TestApp.start({ beside: test })
    others.push(other)
    for (const [who, token] of test.tokens) other.tokens.set(who, token)
    const spoil = async (to: string): Promise<void> => {
      await test.rows('ALTER TABLE bid_version DISABLE TRIGGER USER')
      await test.rows(`UPDATE bid_version SET commitment = ${to} WHERE bid_id = (SELECT id FROM bid WHERE requirement_id = $1)`, [id])
      await test.rows('ALTER TABLE bid_version ENABLE TRIGGER USER')
    }
    const [kept] = await test.rows<{ hex: string }>(
      `SELECT encode(commitment, 'hex') AS hex FROM bid_version WHERE bid_id = (SELECT id FROM bid WHERE requirement_id = $1)`,
      [id],
    )
    await spoil('sha256(commitment)')
    await openSplit(other, id, 'buyer-approver').expect(problem(409, 'bid-not-verified'))
    expect(await passed(id)).toEqual(['buyer-approver', 'new-second-approver'])
    expect(await test.rows('SELECT FROM opened_bid WHERE requirement_id = $1', [id])).toEqual([])
    await spoil(`decode('${String(kept?.hex)}', 'hex')`)
    await openSplit(other, id, 'buyer-approver').expect(200, { opened: true })
  })

  it('is not joined from shares that were exchanged in the database', async () => {
    const [id, elsewhere] = [await aDueRequirement(), await aSplitRequirement(test)]
    await openSplit(test, id, 'procurement-officer').expect(200, { opened: false })
    const put = (from: string) =>
      test.rows(
        `UPDATE key_share s SET sealed = o.sealed FROM key_share o
         WHERE o.requirement_id = $2 AND s.requirement_id = $1 AND o.envelope = s.envelope AND o.side = s.side AND o.person_id = s.person_id`,
        [id, from],
      )
    await test.rows('CREATE TABLE kept_share AS SELECT * FROM key_share WHERE requirement_id = $1', [id])
    await put(elsewhere)
    await openSplit(test, id, 'buyer-approver').expect(503)
    await test.rows(
      `UPDATE key_share s SET sealed = k.sealed FROM kept_share k
       WHERE k.requirement_id = s.requirement_id AND k.envelope = s.envelope AND k.side = s.side AND k.person_id = s.person_id`,
    )
    await test.rows('DROP TABLE kept_share')
    await openSplit(test, id, 'buyer-approver').expect(200, { opened: true })
  })

  describe('leaves nothing of a submitted bid beyond the deadline that the operator could open alone:', () => {
    let id: string
    let bidId: string
    let file: Evidence

    const sealedRows = () =>
      test.rows<{ what: string; sealed: Buffer }>(
        `SELECT 'quality' AS what, quality AS sealed FROM bid_version WHERE bid_id = $1 UNION ALL SELECT 'price', price FROM bid_version WHERE bid_id = $1
         UNION ALL SELECT 'file', file_key FROM evidence_file WHERE bid_id = $1 UNION ALL SELECT about, sealed FROM supplier_copy WHERE bid_id = $1`,
        [bidId],
      )

    const removals = async (): Promise<number> =>
      (await test.rows(`SELECT FROM audit_event WHERE action = 'bid.copies-removed' AND subject_id = $1`, [bidId])).length

    /** What whoever has the database and every key of the marketplace opens of the bid. */
    async function openedByOperator(): Promise<string[]> {
      const [bid] = await test.rows<{ supplierId: string; workingCopy: Buffer }>(
        'SELECT supplier_id AS "supplierId", working_copy AS "workingCopy" FROM bid WHERE id = $1',
        [bidId],
      )
      if (bid === undefined) throw new Error('There is no bid.')
      const { supplierId, workingCopy } = bid
      const key = await test.app.get(UnitOfWork).read(SYSTEM, view => test.app.get(SupplierKeys, { strict: false }).open(view, supplierId))
      const opened: string[] = []
      for (const { what, sealed } of await sealedRows()) {
        const places = [
          ...(['quality', 'price'] as const).map(name => aboutEnvelope(name, bidId, 1)),
          `key of file ${file.id} of bid ${bidId} with SHA-256 ${file.sha256}`,
        ]
        for (const about of places) if ((await openEnvelope(sealed, key, 'supplier', about)) !== null) opened.push(what)
      }
      const sealing = test.app.get(Sealing)
      const draft = sealing.unseal(workingCopy, workingCopyOf({ id: bidId, supplierId })) as object
      if (Object.keys(draft).length > 0) opened.push('working copy')
      for (const { section, answers } of await test.rows<{ section: string; answers: Buffer }>(
        'SELECT section, answers FROM ethics_answer_section WHERE bid_id = $1',
        [bidId],
      ))
        if (Object.keys(sealing.unseal(answers, answersOf({ id: bidId, supplierId }, section)) as object).length > 0) opened.push('answers')
      return [...new Set(opened)].toSorted()
    }

    it('until then its own checks read copies, after an amendment too', async () => {
      id = await aSplitRequirement(test, { closesIn: 14 * 86_400 })
      bidId = await aPassingBid(test, id)
      file = (await upload(test, bidId, 'a.txt', Buffer.from('What nobody reads.')).expect(201)).body as Evidence
      await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
      expect(await openedByOperator()).toEqual(['answers', `file ${file.id}`, 'version 1', 'working copy'])
      const amended = await changes.amend(id, { whyAi: 'There are more letters than people to read them, every week.' })
      expect(amended.status).toBe(200)
      await eventsHandled(test)
      const [rechecked] = await test.rows<{ n: number }>(
        `SELECT count(*)::int AS n FROM audit_event WHERE action = 'bid.rechecked' AND subject_id = $1`,
        [bidId],
      )
      expect(rechecked).toEqual({ n: 1 })
    })

    it('at the deadline they go, with what its supplier worked on', async () => {
      await test.moveClock('15 days')
      await test.signInAll()
      await test.app.get(CloseRequirements, { strict: false }).closeDue()
      await eventsHandled(test)
      expect(await openedByOperator()).toEqual([])
      expect(await removals()).toBe(1)
      await test.api('supplier-admin').get(`/files/${file.id}/content`).expect(problem(409, 'file-sealed'))
      await test.app.get(ForgetCopies, { strict: false }).forgetLeft()
      expect(await removals()).toBe(1)
    })

    it('and both sides open it all the same, and it verifies', async () => {
      await declareAll(test, id)
      await openSplit(test, id, 'buyer-approver').expect(200, { opened: false })
      await openSplit(test, id, 'procurement-officer').expect(200, { opened: true })
      const { body } = await test.api('procurement-officer').get(`/requirements/${id}/bids/${bidId}`).expect(200)
      expect(JSON.stringify(body)).toContain(String(GOLDEN.bid.awardAnswers[0]?.text).slice(0, 40))
      await test.api('supplier-admin').get(`/files/${file.id}/content`).expect(200)
      const findings: unknown[] = []
      await test.app.get(UnitOfWork).read(SYSTEM, view => verifyBids(view, finding => findings.push(finding)))
      // What other cases here changed in the database on purpose is not of this bid.
      expect(JSON.stringify(findings)).not.toContain(bidId)
    })
  })

  it('is chosen before publication alone, and what was passed on is worth nothing where the deadline is moved', async () => {
    const id = await aDueRequirement()
    await test.app.get(CloseRequirements, { strict: false }).closeDue()
    await eventsHandled(test)
    expect(await workingCopyIn(test, id)).toEqual({})
    await openSplit(test, id, 'buyer-approver').expect(200, { opened: false })
    const asked = { submissionDeadline: await inSeconds(test, 300), reason: 'The marketplace was down.' }
    await changes.verb(id, 'reopen', asked, 'procurement-officer').expect(200, { reopened: false })
    await changes.verb(id, 'reopen', asked, 'buyer-approver').expect(200, { reopened: true })
    await eventsHandled(test)
    expect(await passed(id)).toEqual([])
    expect(await changes.amend(id, { splitKey: false })).toMatchObject({ status: 422, body: { code: 'member-not-amendable' } })
    // Typed anew, and not submitted again.
    const bidId = await bidIn(test, id)
    const { headers } = await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200)
    await test.api('supplier-admin').patch(`/bids/${bidId}`).set('If-Match', String(headers['etag'])).send(GOLDEN.bid).expect(200)
    expect(await workingCopyIn(test, id)).not.toEqual({})
    await test.moveClock('6 minutes')
    await test.signInAll()
    await test.app.get(CloseRequirements, { strict: false }).closeDue()
    await eventsHandled(test)
    expect(await workingCopyIn(test, id)).toEqual({})
    await openSplit(test, id, 'procurement-officer').expect(200, { opened: false })
    await openSplit(test, id, 'new-second-approver').expect(200, { opened: true })
  })
})
