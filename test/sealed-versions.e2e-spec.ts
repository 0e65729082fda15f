import { createSecretKey, randomBytes } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'

import { getBid } from '../src/modules/bids/bid-queries.js'
import { recipientsOfFiles, sealFileKey } from '../src/modules/bids/evidence-keys.js'
import { KeyService } from '../src/modules/keys/key-service.js'
import { OpeningKeys } from '../src/modules/keys/opening-keys.js'
import { UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../src/shared/domain/actor.js'
import { newId } from '../src/shared/ids.js'
import { newFileKey } from '../src/shared/storage/sealed-object.js'
import { type Evidence, hitsInStorage, upload } from './support/evidence.js'
import { openBids } from './support/openings.js'
import { storedPrice, storedVersion } from './support/stored-version.js'
import { hitsInDatabase } from './support/sweep.js'
import { type Player, TestApp } from './support/test-app.js'
import { answer, anOpenRequirement, aPassingBid, type Bidder, declareNoInterests } from './support/world.js'

const CANARIES = {
  award: 'Heliotrope-award-4711',
  declared: 'Heliotrope-declared-4712',
  ethics: 'Heliotrope-ethics-4713',
  price: '48151623.42',
  file: 'Heliotrope-file-4714',
}
const ALL = Object.values(CANARIES)
const CONTENT = Buffer.from(`${CANARIES.file}\n`.repeat(4000))

/** Versions that were submitted, as they lie in the database before and after their opening. */
describe('A submitted version', () => {
  let test: TestApp
  let requirementId: string
  let bidIds: string[]
  let fileId: string
  const others: TestApp[] = []

  beforeAll(async () => {
    test = await TestApp.start()
    requirementId = await anOpenRequirement(test)
    bidIds = [await aBid('supplier-admin'), await aBid('rival-admin')]
    await declareNoInterests(test, requirementId)
  })
  afterAll(async () => {
    for (const other of others) await other.stop()
    await test.stop()
  })

  async function aBid(bidder: Bidder): Promise<string> {
    const bidId = await aPassingBid(test, requirementId, bidder)
    await answer(test, bidId, { Q805: { value: 'yes', parts: { details: CANARIES.ethics } } }, bidder)
    const { headers, body } = await test.api(bidder).get(`/bids/${bidId}`).expect(200)
    const { awardAnswers, priceSchedule } = body as { awardAnswers: { questionId: string }[]; priceSchedule: { lineId: string }[] }
    await test
      .api(bidder)
      .patch(`/bids/${bidId}`)
      .set('If-Match', String(headers['etag']))
      .send({
        awardAnswers: awardAnswers.map(each => ({ ...each, text: CANARIES.award })),
        declarations: { conflictOfInterest: CANARIES.declared, termsAccepted: true },
        priceSchedule: priceSchedule.map(each => ({ ...each, unitPrice: CANARIES.price })),
      })
      .expect(200)
    if (bidder === 'supplier-admin') fileId = ((await upload(test, bidId, 'a.txt', CONTENT).expect(201)).body as Evidence).id
    await test.api(bidder).post(`/bids/${bidId}/submit`).expect(201)
    return bidId
  }

  const giveOut = () => test.app.get(UnitOfWork).run(SYSTEM, tx => test.app.get(OpeningKeys, { strict: false }).giveOut(tx, requirementId))

  const state = async () => ({
    opened: await test.rows('SELECT bid_id, version, quality, report FROM opened_bid ORDER BY bid_id'),
    openings: await test.rows('SELECT * FROM opening'),
    bids: await test.rows('SELECT id, state FROM bid ORDER BY id'),
    consents: await test.rows('SELECT side FROM opening_consent'),
    requirement: await test.rows('SELECT state, revision, bids_opened_at FROM requirement WHERE id = $1', [requirementId]),
  })

  /** As the owner of the database may: with what keeps versions final off. */
  const tamper = async (sql: string, parameters: unknown[] = []): Promise<void> => {
    for (const table of ['bid_version', 'bid_version_file']) await test.rows(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    await test.rows(sql, parameters)
    for (const table of ['bid_version', 'bid_version_file']) await test.rows(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  }

  const content = (on: TestApp, player: Player) => on.api(player).get(`/files/${fileId}/content`).responseType('blob')

  it('is nowhere in the database or the storage of files, however it is spelt', async () => {
    expect(await hitsInDatabase(test.rows.bind(test), ALL)).toEqual([])
    expect(await hitsInStorage(test, ALL)).toEqual([])
    expect(((await content(test, 'supplier-admin').expect(200)).body as Buffer).equals(CONTENT)).toBe(true)
    const part = await storedVersion(test, String(bidIds[0]))
    expect(JSON.stringify(part)).toContain(CANARIES.award)
    expect(String(await storedPrice(test, String(bidIds[0])))).toContain(CANARIES.price)
  })

  it('has keys of its own for quality and price, of which no private half stands in the database', async () => {
    const keys = await test.rows<{ envelope: string; public_key: { x: string }; private_key: Buffer }>(
      'SELECT envelope, public_key, private_key FROM opening_key WHERE requirement_id = $1 ORDER BY envelope',
      [requirementId],
    )
    expect(keys.map(({ envelope }) => envelope)).toEqual(['price', 'quality'])
    expect(new Set(keys.map(each => each.public_key.x)).size).toBe(2)
    for (const each of keys) expect(Object.keys(each.public_key).toSorted()).toEqual(['crv', 'kty', 'x'])
  })

  it('has a key that is given out to nobody before the deadline, nor to one side alone', async () => {
    await expect(giveOut()).rejects.toMatchObject({ code: 'opening-key-refused', message: expect.stringContaining('bids may still come') })
    await openBids(test, requirementId, 'buyer-approver').expect(409)
    await test.moveClock('2 hours')
    await test.signInAll()
    await expect(giveOut()).rejects.toMatchObject({ message: expect.stringContaining('both sides') })
    await openBids(test, requirementId, 'buyer-approver').expect(200, { opened: false })
    await expect(giveOut()).rejects.toMatchObject({ message: expect.stringContaining('both sides') })
  })

  const first = () => String(bidIds[0])

  it.each<[string, () => Promise<() => Promise<void>>]>([
    ['quality is that of another bid', () => exchanged('quality')],
    [
      'quality was changed in its last byte',
      () => changed(`quality = set_byte(quality, length(quality) - 1, 255 - get_byte(quality, length(quality) - 1))`),
    ],
    ['commitment is another', () => changed(`commitment = sha256(commitment)`)],
    ['receipt is that of another bid', () => exchanged('receipt')],
    [
      'receipt says another commitment, and nobody signed it',
      () => changed(`receipt = convert_to(replace(convert_from(receipt, 'UTF8'), '"version":1', '"version":1,"x":1'), 'UTF8')`),
    ],
    ['file is not tied to it any more', untied],
    ['file has the key of another', rekeyed],
  ])('is not opened, and no other bid, when its %s', async (_, spoil) => {
    const mend = await spoil()
    const before = await state()
    const { body } = await openBids(test, requirementId, 'procurement-officer').expect(409)
    expect(body).toMatchObject({ code: 'bid-not-verified', bidId: first() })
    expect(await state()).toEqual(before)
    expect(before.opened).toEqual([])
    const [{ details } = { details: '' }] = await test.rows<{ details: string }>(
      `SELECT convert_from(d.content, 'UTF8') AS details FROM audit_event e JOIN audit_detail d ON d.event_id = e.id
       WHERE e.action = 'bids.opening-refused' AND e.subject_id = $1 ORDER BY e.sequence DESC LIMIT 1`,
      [requirementId],
    )
    expect(JSON.parse(details)).toMatchObject({ code: 'bid-not-verified' })
    expect(await test.rows(`SELECT kind FROM officer_event WHERE reason = 'bid-not-verified'`)).toEqual([{ kind: 'failed-opening' }])
    await mend()
  })

  async function changed(set: string): Promise<() => Promise<void>> {
    const [kept] = await test.rows<{ quality: Buffer; commitment: Buffer; receipt: Buffer }>(
      'SELECT quality, commitment, receipt FROM bid_version WHERE bid_id = $1',
      [first()],
    )
    await tamper(`UPDATE bid_version SET ${set} WHERE bid_id = $1`, [first()])
    return () =>
      tamper('UPDATE bid_version SET quality = $2, commitment = $3, receipt = $4 WHERE bid_id = $1', [
        first(),
        kept?.quality,
        kept?.commitment,
        kept?.receipt,
      ])
  }

  const exchanged = (column: string) =>
    changed(`${column} = (SELECT o.${column} FROM bid_version o WHERE o.bid_id = '${String(bidIds[1])}')`)

  async function untied(): Promise<() => Promise<void>> {
    const [row] = await test.rows<{ sha256: Buffer }>('SELECT sha256 FROM bid_version_file WHERE file_id = $1', [fileId])
    await tamper('DELETE FROM bid_version_file WHERE file_id = $1', [fileId])
    return () =>
      tamper('INSERT INTO bid_version_file (bid_id, version, file_id, sha256) VALUES ($1, 1, $2, $3)', [first(), fileId, row?.sha256])
  }

  /** As somebody may who has the public keys alone. */
  async function rekeyed(): Promise<() => Promise<void>> {
    const [row] = await test.rows<{ key: Buffer; sha256: Buffer }>('SELECT file_key AS key, sha256 FROM evidence_file WHERE id = $1', [
      fileId,
    ])
    const recipients = await test.app.get(UnitOfWork).read(SYSTEM, async view => {
      const { supplierId } = await getBid(view, first())
      return recipientsOfFiles(view, { requirementId, supplierId })
    })
    const elsewhere = { id: newId(), bidId: first(), sha256: Buffer.from(row?.sha256 ?? []) }
    await change(sealFileKey(newFileKey(), recipients, elsewhere))
    return () => change(row?.key)

    async function change(key: Buffer | undefined): Promise<void> {
      await test.rows('ALTER TABLE evidence_file DISABLE TRIGGER USER')
      await test.rows('UPDATE evidence_file SET file_key = $2 WHERE id = $1', [fileId, key])
      await test.rows('ALTER TABLE evidence_file ENABLE TRIGGER USER')
    }
  }

  it('does not open by another master key, which changes nothing', async () => {
    const before = await state()
    const other = await TestApp.start({ beside: test, config: { masterKey: createSecretKey(randomBytes(32)) } })
    others.push(other)
    await openBids(other, requirementId, 'procurement-officer').expect(503)
    await content(other, 'supplier-admin').expect(503)
    expect(await state()).toEqual(before)
  })

  it('is readable where the opening wrote it down and nowhere else, without its price', async () => {
    await openBids(test, requirementId, 'procurement-officer').expect(200, { opened: true })
    const hits = await hitsInDatabase(test.rows.bind(test), ALL)
    expect(hits).toEqual([CANARIES.award, CANARIES.declared, CANARIES.ethics].map(text => `public.opened_bid.quality ${text}: as it is`))
    expect(await test.rows('SELECT bid_id AS id FROM opened_bid ORDER BY bid_id')).toEqual(bidIds.toSorted().map(id => ({ id })))
    const { body } = await test.api('procurement-officer').get(`/requirements/${requirementId}/bids/${first()}`).expect(200)
    expect(JSON.stringify(body)).toContain(CANARIES.award)
    expect(JSON.stringify(body)).not.toContain(CANARIES.price)
    await expect(test.rows('DELETE FROM opened_bid')).rejects.toThrow('never changed')
  })

  it('keeps its files sealed after the opening, by a key that the application opens for whoever may read them', async () => {
    expect(await hitsInStorage(test, ALL)).toEqual([])
    expect(await test.rows('SELECT file_id AS id FROM opened_file')).toEqual([{ id: fileId }])
    const asked = jest.spyOn(test.app.get(KeyService, { strict: false }), 'openPrivate')
    for (const player of ['supplier-admin', 'buyer-approver', 'procurement-officer'] as const)
      expect(((await content(test, player).expect(200)).body as Buffer).equals(CONTENT)).toBe(true)
    expect(asked.mock.calls).toEqual([])
    asked.mockRestore()
    const [other] = others
    if (other === undefined) throw new Error('There is no application with another master key.')
    for (const player of ['supplier-admin', 'buyer-approver'] as const) await content(other, player).expect(503)
    await expect(test.rows('DELETE FROM opened_file')).rejects.toThrow('never changed')
    await expect(test.rows(`INSERT INTO opened_file SELECT id, bid_id, '{}' FROM evidence_file`)).rejects.toThrow('are_sealed')
  })
})
