import { createSecretKey, randomBytes } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { EventHandlers, type HandledEvent } from '../src/modules/outbox/event-handlers.js'
import { UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../src/shared/domain/actor.js'
import { newId } from '../src/shared/ids.js'
import { Changes } from './support/changes.js'
import { GuardedMarket, type Kind } from './support/guarded-market.js'
import { openBids } from './support/openings.js'
import { problem } from './support/problems.js'
import { Operator, type Running } from './support/product.js'
import type { TestApp } from './support/test-app.js'
import { TOKEN, type TransitStandIn } from './support/transit-stand-in.js'
import { anOpenRequirement, aPassingBid, aWaitingDraft, type Bidder, declareNoInterests } from './support/world.js'

const AWAY = 'The service that guards the keys of sealed bids cannot be used at the moment. Nothing was changed: try again'

describe('Sealed bids', () => {
  let market: GuardedMarket
  let test: TestApp
  let local: TestApp
  let bidId: string
  const operator = new Operator()

  beforeAll(async () => {
    market = await GuardedMarket.start()
    test = market.test
    local = await market.beside()
  })
  afterAll(async () => {
    await operator.putAway()
    await market.stop()
  })

  const appOf = (kind: Kind): TestApp => (kind === 'local' ? local : test)

  const save = async (description: string): Promise<void> => {
    const { headers } = await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200)
    const declarations = { conflictOfInterest: description, termsAccepted: true }
    await test.api('supplier-admin').patch(`/bids/${bidId}`).set('If-Match', String(headers['etag'])).send({ declarations }).expect(200)
  }

  const submit = (id: string, bidder: Bidder = 'supplier-admin') => test.api(bidder).post(`/bids/${id}/submit`)

  it('ask the key service when a requirement is published and when a supplier begins its first bid, and never on the way in', async () => {
    const publishing = await market.askedBy(async () => market.published.set('transit', await anOpenRequirement(test)))
    expect(publishing).toEqual(['encrypt', 'encrypt'])
    await declareNoInterests(test, market.of('transit'))
    expect(await market.askedBy(async () => market.published.set('local', await anOpenRequirement(local)))).toEqual([])
    const bidding = await market.askedBy(async () => {
      bidId = await aPassingBid(test, market.of('transit'))
    })
    expect(bidding).toEqual(['encrypt'])
    expect(await market.askedBy(() => submit(bidId).expect(201))).toEqual([])
    const kept = await test.rows<{ how: number; count: number }>(
      'SELECT get_byte(private_key, 0) AS how, count(*)::int FROM (SELECT private_key FROM opening_key UNION ALL SELECT private_key FROM supplier_key) k GROUP BY 1 ORDER BY 1',
    )
    expect(kept).toEqual([
      { how: 1, count: 2 },
      { how: 3, count: 3 },
    ])
  })

  it('are worked on, checked, submitted and read while the key service is away; only what needs a new key waits for it', async () => {
    const { id, etag } = await aWaitingDraft(test)
    await test.api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', etag).expect(200)
    const before = await market.state()
    await market.without(async () => {
      await save('None, once more.')
      await test.api('supplier-admin').post(`/bids/${bidId}/ethics-check`).expect(200)
      await submit(bidId).expect(201)
      await test.api('supplier-admin').get(`/bids/${bidId}/receipts/2`).expect(200)
      const { body } = await test.api('buyer-author').post(`/requirements/${id}/publish`).expect(problem(503, 'unavailable'))
      expect(body).toMatchObject({ detail: expect.stringContaining(AWAY) })
      await test
        .api('rival-admin')
        .post(`/requirements/${market.of('transit')}/bids`)
        .expect(problem(503, 'unavailable'))
    })
    expect(await market.state()).toEqual(before)
    await test.api('buyer-author').post(`/requirements/${id}/publish`).expect(200)
    market.published.set('late', id)
  })

  it('of a supplier need no key service at all once its key was made at its approval, which waits for none either', async () => {
    const [rival] = await test.rows<{ id: string }>(
      `SELECT g.organisation_id AS id FROM role_grant g JOIN person p ON p.id = g.person_id WHERE p.email = 'rival-admin@example.test'`,
    )
    const approved = { id: newId(), type: 'registration.approved', payload: { registrationId: String(rival?.id) } }
    const ahead = test.app.get(EventHandlers).registered.find(({ name }) => name === 'make-supplier-key')
    const make = () => test.app.get(UnitOfWork).run(SYSTEM, async tx => ahead?.handle(tx, approved))
    const keys = () => test.rows('SELECT FROM supplier_key WHERE supplier_id = $1', [rival?.id])
    await market.without(make)
    expect(await keys()).toEqual([])
    expect(await market.askedBy(make)).toEqual(['encrypt'])
    expect(await keys()).toHaveLength(1)
    await market.without(async () => {
      await submit(await aPassingBid(test, market.of('late'), 'rival-admin'), 'rival-admin').expect(201)
    })
  })

  it('are checked again after an amendment as soon as the key service is back, and no event is given up meanwhile', async () => {
    const handlers = test.app.get(EventHandlers)
    const waiting = () =>
      test.rows<HandledEvent & { failures: number }>(
        `SELECT id, type, payload, failures FROM outbox_event WHERE handled_at IS NULL AND type IN ('requirement.amended', 'bid.to-confirm') ORDER BY id`,
      )
    const handleNext = async () => {
      for (const event of await waiting()) await handlers.handle(event)
    }
    expect((await new Changes(test).amend(market.of('transit'), { title: 'Finding road defects' })).status).toBe(200)
    await handleNext()
    await market.without(() => expect(handleNext()).rejects.toThrow(AWAY))
    expect(await waiting()).toMatchObject([{ type: 'bid.to-confirm', failures: 0 }])
    const locked = await market.askedBy(handleNext)
    expect(locked).toEqual(['decrypt'])
    expect(await waiting()).toEqual([])
    expect(await test.rows(`SELECT FROM audit_event WHERE action = 'bid.rechecked' AND subject_id = $1`, [bidId])).toHaveLength(1)
  })

  type Ask = (sql: string, parameters: unknown[]) => Promise<unknown>

  const agree = (kind: Kind, side: 'buyer' | 'operator', deadline: string, ask: Ask = (...asked) => test.rows(...asked)) =>
    ask(
      `INSERT INTO opening_consent (requirement_id, side, person_id, consented_at, submission_deadline)
       SELECT r.id, $2, p.id, market_now(), ${deadline} FROM requirement r, person p WHERE r.id = $1 AND p.email = $3`,
      [market.of(kind), side, side === 'buyer' ? 'buyer-approver@example.test' : 'procurement-officer@example.test'],
    )

  const DEADLINE = 'r.submission_deadline'

  /** In this order; each says what is so from then on. */
  const RULES: readonly [string, (kind: Kind) => Promise<unknown>, string][] = [
    ['before the deadline', () => Promise.resolve(), 'bids may still come'],
    ['after it, but without an agreement', () => test.moveClock('1 hour'), 'both sides have to agree'],
    [
      'with agreement to another deadline',
      async kind => {
        for (const side of ['buyer', 'operator'] as const) await agree(kind, side, `${DEADLINE} - interval '1 hour'`)
      },
      'both sides have to agree',
    ],
    ['with one side', kind => agree(kind, 'buyer', DEADLINE), 'both sides have to agree'],
  ]

  describe.each(RULES)('have a key that is given to nobody %s', (_when, make, message) => {
    it.each<Kind>(['local', 'transit'])('by %s, and its service is not even asked', async kind => {
      await make(kind)
      const asked = await market.askedBy(() =>
        expect(market.giveOut(appOf(kind), market.of(kind))).rejects.toMatchObject({
          code: 'opening-key-refused',
          message: expect.stringContaining(message),
        }),
      )
      expect(asked).toEqual([])
    })
  })

  it.each<[Kind, string[]]>([
    ['local', []],
    ['transit', ['decrypt']],
  ])('have a key that is given out to both sides together, by %s', async (kind, asked) => {
    const both = () =>
      market.giveOut(appOf(kind), market.of(kind), tx => agree(kind, 'operator', DEADLINE, (sql, parameters) => tx.query(sql, parameters)))
    expect(
      await market.askedBy(async () => {
        expect(await both()).toHaveProperty('d')
      }),
    ).toEqual(asked)
  })

  const changed = (set: string) => market.changeKey(market.of('transit'), set)

  const keyOf = (where: string) => `(SELECT private_key FROM opening_key k WHERE ${where})`

  const NOT_OPENED = 'A key of sealed bids cannot be opened at the moment. Nothing was changed; the operator has to look.'

  it.each<[string, (transit: TransitStandIn) => (() => unknown) | Promise<() => unknown>, string]>([
    ['its service is sealed', transit => transit.behave('sealed'), AWAY],
    ['its service takes no more requests', transit => transit.behave('busy'), AWAY],
    ['its service hangs up', transit => transit.behave('hangs-up'), AWAY],
    ['its service answers something else', transit => transit.behave('garbles'), AWAY],
    ['its service lets the token in no more', transit => transit.exchangeToken(), AWAY],
    ['its service is gone', transit => transit.close().then(() => () => transit.open()), AWAY],
    ['the key in its service is lost', transit => transit.lose(), NOT_OPENED],
    ['the key in its service is another', transit => transit.exchange(), NOT_OPENED],
    ['the key in its service opens newer versions only', transit => transit.refuseBelow(2), NOT_OPENED],
    [
      'its key is that of another requirement',
      () => changed(keyOf(`k.requirement_id = '${market.of('late')}' AND k.envelope = 'quality'`)),
      NOT_OPENED,
    ],
    ['its key is that of the prices', () => changed(keyOf(`k.requirement_id = $1 AND k.envelope = 'price'`)), NOT_OPENED],
    ['its key was changed in a byte', () => changed('set_byte(private_key, 20, get_byte(private_key, 20) # 1)'), NOT_OPENED],
  ])('are not opened, and nothing is lost, while %s', async (_what, spoil, detail) => {
    await test.signInAll()
    const mend = await spoil(market.transit)
    try {
      const before = await market.state()
      const { body } = await openBids(test, market.of('transit'), 'procurement-officer').expect(problem(503, 'unavailable'))
      expect(body).toMatchObject({ detail: expect.stringContaining(detail) })
      expect(await market.state()).toEqual(before)
      expect(before.opened).toEqual([])
    } finally {
      await mend()
    }
  })

  const reseal = (): Running =>
    operator.run(
      'cli',
      { ...test.environment, ...market.transit.environment, KEY_SERVICE: 'transit', DATABASE_OWNER_URL: test.ownerUrl },
      'reseal',
    )

  it('are wrapped anew by the newest version, the local ones too, and by nothing while the service is away', async () => {
    market.transit.rotate()
    expect(await market.wraps()).toEqual(['local', 'vault:v1:'])
    await market.without(async () => {
      const running = reseal()
      expect(await running.ended).toEqual({ code: 1, signal: null })
      expect(running.errors).toContain(AWAY)
      expect(running.errors).not.toMatch(/^\s+at /m)
      expect(`${running.errors}${running.out}`).not.toContain(TOKEN)
    })
    expect(await market.wraps()).toEqual(['local', 'vault:v1:'])
    const running = reseal()
    expect([await running.ended, running.errors]).toEqual([{ code: 0, signal: null }, ''])
    expect(running.out).toContain('and 8 private keys wrapped anew.')
    expect(await market.wraps()).toEqual(['vault:v2:'])
    market.transit.refuseBelow(2)
    expect(await market.wrapAnew(market.byTransit.keyService)).toBe(0)
  })

  it('open by the key service where MASTER_KEY is lost, and what suppliers worked on does not', async () => {
    const other = await market.beside({ ...market.byTransit, masterKey: createSecretKey(randomBytes(32)) })
    await declareNoInterests(other, market.of('late'))
    await openBids(other, market.of('late'), 'buyer-approver').expect(200, { opened: false })
    await openBids(other, market.of('late'), 'procurement-officer').expect(200, { opened: true })
    await other.api('supplier-admin').get(`/bids/${bidId}`).expect(problem(503, 'unavailable'))
    await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200)
  })

  it('open by MASTER_KEY alone where they were wrapped by it again', async () => {
    await local.signInAll()
    await openBids(local, market.of('transit'), 'procurement-officer').expect(problem(503, 'unavailable'))
    await expect(market.wrapAnew({ wraps: 'local', transit: null })).rejects.toThrow('opens by nothing that is set')
    expect(await market.wrapAnew({ wraps: 'local', transit: market.transit.settings() })).toBe(8)
    expect(await market.wraps()).toEqual(['local'])
    expect(await market.askedBy(() => openBids(local, market.of('transit'), 'procurement-officer').expect(200, { opened: true }))).toEqual(
      [],
    )
    const [opened] = await test.rows<{ quality: Buffer }>('SELECT quality FROM opened_bid WHERE bid_id = $1', [bidId])
    expect(String(opened?.quality)).toContain('None, once more.')
  })
})
