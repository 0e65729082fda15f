import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { GuidelinesService } from '../src/modules/guidelines/guidelines.service.js'
import { roleOf } from '../src/shared/database/open-database.js'
import {
  BID_PAGES,
  BUYER_PAGES,
  type Ids,
  MANY,
  OF_OFFICERS,
  OF_ONE_LENGTH,
  PAGE_OF_CHANGES,
  PATHS,
  READS,
} from './support/counted-reads.js'
import { aFile } from './support/evidence.js'
import * as grow from './support/grow.js'
import { judge } from './support/auditing.js'
import { sealCopies } from './support/seal-copies.js'
import { Statements } from './support/statements.js'
import { submitCopies } from './support/submit-copies.js'
import { organisationId } from './support/people.js'
import { type Player, TestApp } from './support/test-app.js'
import { aDraft, anOpenRequirement, aPassingBid, aPublicRequirement, declareNoInterests, invitationsWritten } from './support/world.js'

describe('Statements sent to the database', () => {
  let test: TestApp
  let statements: Statements
  let ids: Ids

  beforeAll(async () => {
    test = await TestApp.start()
    statements = new Statements(roleOf(test.config.databaseUrl))
    const opened = await aRequirementToOpen()
    await openBy('buyer-approver', opened)
    await openBy('procurement-officer', opened)
    const open = await anOpenRequirement(test)
    await invitationsWritten(test, open)
    await aPublicRequirement(test)
    const bid = await aPassingBid(test, open)
    await test.db.query(grow.AUDITS_OF_OPENED_BIDS)
    await test.db.query(grow.NOTICES_FOR_ALL, [1])
    for (const more of grow.MORE_INVITATIONS_AND_REGISTRATIONS) await test.db.query(more, [1])
    const [found] = await test.rows<Pick<Ids, 'agreement' | 'openedBid' | 'audit'>>(
      `SELECT a.id AS audit, a.bid_id AS "openedBid", g.id AS agreement FROM ethics_audit a, agreement g WHERE NOT g.practice`,
    )
    if (found === undefined) throw new Error('Nothing was opened.')
    expect((await judge(test, found.audit, { questionId: 'Q906', finding: 'queried', reason: 'x' })).status).toBe(201)
    const { id: file } = await aFile(test, bid)
    const supplier = await organisationId(test, 'First Example Supplier')
    ids = { ...found, open, opened, bid, file, supplier, ruleSet: test.app.get(GuidelinesService).current().ruleSet }
  })
  afterAll(async () => {
    statements.stopListening()
    await test.stop()
  })

  /** A requirement past its deadline, with one bid and both openers' declarations; everybody has signed in again. */
  async function aRequirementToOpen(): Promise<string> {
    const id = await anOpenRequirement(test)
    const bid = await aPassingBid(test, id)
    await test.api('supplier-admin').post(`/bids/${bid}/submit`).expect(201)
    await declareNoInterests(test, id)
    await test.moveClock('2 hours')
    await Promise.all([...test.tokens.keys()].map(player => test.signIn(player)))
    return id
  }

  const openBy = (player: 'buyer-approver' | 'procurement-officer', id: string) =>
    test.api(player).post(`/requirements/${id}/open-bids`).expect(200)

  async function read(player: Player | 'nobody', path: string): Promise<{ sent: number; rows: number | null }> {
    let rows: number | null = null
    const sent = await statements.of(async () => {
      const response = await test
        .api(player === 'nobody' ? undefined : player)
        .get(path)
        .expect(200)
      rows = (response.body as { items?: unknown[] }).items?.length ?? null
    })
    return { sent: sent.length, rows }
  }

  describe.each(['few', 'many'])('with %s rows', size => {
    beforeAll(async () => {
      if (size === 'few') return
      // Agreements that are open take no more categories, of which a bigger market has more all the same.
      await test.db.query('ALTER TABLE category DISABLE TRIGGER category_is_frozen')
      for (const more of grow.MORE_OF_EVERYTHING) await test.db.query(more, [MANY])
      await test.db.query('ALTER TABLE category ENABLE TRIGGER category_is_frozen')
      await test.db.query(grow.MORE_SUPPLIERS, [MANY])
      await test.db.query(grow.PUBLIC_MEMBERSHIPS_FOR_ALL)
      for (const more of grow.MORE_PEOPLE) await test.db.query(more, [MANY])
      for (const more of grow.QUESTIONS_OF_A_SUPPLIER) await test.db.query(more, [MANY, ids.open])
      await test.db.query(grow.CHANGES_OF_AN_AGREEMENT, [MANY, ids.agreement])
      await test.db.query(grow.INVITATIONS_OF_A_SUPPLIER, [ids.supplier])
      await test.db.query(grow.FILES_OF_A_BID, [MANY, ids.bid])
      await test.db.query(grow.BIDS_OF_ALL, [ids.opened])
      for (const more of [grow.REPORTS_OF_ALL_BIDS, grow.VERSIONS_OF_ALL_BIDS, grow.OPENED_OF_ALL_BIDS, grow.AUDITS_OF_OPENED_BIDS])
        await test.db.query(more)
      await sealCopies(test.rows.bind(test), test.config)
    })

    it.each(READS)('for %s reading %s are %d', async (player, what, expected) => {
      const { sent, rows } = await read(player, PATHS[what](ids))
      expect(sent).toBe(expected)
      const full = what === 'changes' ? PAGE_OF_CHANGES : MANY + 1
      if (rows !== null && !OF_ONE_LENGTH.includes(what)) expect(size === 'few' ? rows < full / 4 : rows >= full).toBe(true)
    })
  })

  it.each(BID_PAGES)('for the page /supplier/bids/:id%s are %d', async (path, expected) => {
    const cookie = `session=${String(test.tokens.get('supplier-admin'))}`
    const sent = await statements.of(async () => {
      const { statusCode } = await test.app.inject({ url: `/supplier/bids/${ids.bid}${path}`, headers: { cookie } })
      expect(statusCode).toBe(200)
    })
    expect(sent).toHaveLength(expected)
  })

  it.each(BUYER_PAGES)('for the page %s are %d', async (path, expected) => {
    const cookie = `session=${String(test.tokens.get('buyer-author'))}`
    const sent = await statements.of(async () => {
      const { statusCode } = await test.app.inject({ url: path.replace(':id', ids.open), headers: { cookie } })
      expect(statusCode).toBe(200)
    })
    expect(sent).toHaveLength(expected)
  })

  it.each(OF_OFFICERS)('for what an officer reads by %s are %d', async (path, expected) => {
    const cookie = `session=${String(test.tokens.get('procurement-officer'))}`
    const sent = await statements.of(async () => {
      const { statusCode } = await test.app.inject({ url: path(ids), headers: { cookie } })
      expect(statusCode).toBe(200)
    })
    expect(sent).toHaveLength(expected)
  })

  it('for a submission are as many for the first version as for the next', async () => {
    const bid = await aPassingBid(test, await anOpenRequirement(test))
    const first = await statements.of(() => test.api('supplier-admin').post(`/bids/${bid}/submit`).expect(201))
    const { headers } = await test.api('supplier-admin').get(`/bids/${bid}`).expect(200)
    const change = { declarations: { conflictOfInterest: 'None at all.', termsAccepted: true } }
    await test.api('supplier-admin').patch(`/bids/${bid}`).set('If-Match', String(headers['etag'])).send(change).expect(200)
    const next = await statements.of(() => test.api('supplier-admin').post(`/bids/${bid}/submit`).expect(201))
    expect([first.length, next.length]).toEqual([22, 22])
  })

  it('for a submission are as many for one file as for many', async () => {
    const bid = await aPassingBid(test, await anOpenRequirement(test))
    await aFile(test, bid)
    const few = await statements.of(() => test.api('supplier-admin').post(`/bids/${bid}/submit`).expect(201))
    await test.db.query(grow.FILES_OF_A_BID, [MANY, bid])
    await sealCopies(test.rows.bind(test), test.config)
    const many = await statements.of(() => test.api('supplier-admin').post(`/bids/${bid}/submit`).expect(201))
    expect([few.length, many.length]).toEqual([23, 23])
  })

  it('for a publication are as many for a few invited suppliers as for many', async () => {
    const few = await publicationOf(3)
    await test.db.query(grow.MEMBERSHIPS_FOR_ALL)
    const many = await publicationOf(3 + MANY)
    expect([few, many]).toEqual([19, 19])
  })

  it('for an opening are as many for one bid as for many', async () => {
    const few = await openingOf(1)
    const many = await openingOf(1 + MANY)
    expect([few, many]).toEqual([36, 36])
  })

  async function publicationOf(suppliers: number): Promise<number> {
    const { id } = await aDraft(test)
    const { headers } = await test.api('buyer-author').post(`/requirements/${id}/submit-for-approval`).expect(200)
    await test.api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', String(headers['etag'])).expect(200)
    const sent = await statements.of(() => test.api('buyer-author').post(`/requirements/${id}/publish`).expect(200))
    const count = 'SELECT cardinality(supplier_ids) AS invited FROM invitation_round WHERE requirement_id = $1'
    expect(await test.rows(count, [id])).toEqual([{ invited: suppliers }])
    return sent.length
  }

  async function openingOf(bids: number): Promise<number> {
    const id = await aRequirementToOpen()
    const [original] = await test.rows<{ id: string }>('SELECT id FROM bid WHERE requirement_id = $1', [id])
    if (bids > 1) {
      await test.db.query(grow.BIDS_OF_ALL, [id])
      for (const more of [grow.REPORTS_OF_ALL_BIDS, grow.VERSIONS_OF_ALL_BIDS]) await test.db.query(more)
      await submitCopies(test, id, String(original?.id))
    }
    await openBy('buyer-approver', id)
    const sent = await statements.of(() => openBy('procurement-officer', id))
    expect(await test.rows(`SELECT FROM bid WHERE requirement_id = $1 AND state = 'opened'`, [id])).toHaveLength(bids)
    return sent.length
  }
})
