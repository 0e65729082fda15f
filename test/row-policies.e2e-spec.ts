import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { DataSource } from 'typeorm'

import { OPENED_STATES } from '../src/modules/bids/domain/bid-lifecycle.js'
import { sealOfBids, statementOf } from '../src/modules/bids/sealing.js'
import { canonicalBytes } from '../src/shared/canonical.js'
import { dataSourceOptions } from '../src/shared/database/data-source.js'
import { migrate } from '../src/shared/database/migrate.js'
import { roleOf } from '../src/shared/database/open-database.js'
import { ROW_POLICIES, UNSEALED_STATES } from '../src/shared/database/row-policies.js'
import { refuseUnfitDatabase } from '../src/shared/database/schema-check.js'
import { type Readable, type Tx, UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../src/shared/domain/actor.js'
import { newId } from '../src/shared/ids.js'
import { aFile } from './support/evidence.js'
import { columnsToInsert, idsOfParties, idsOfPlayers, type Party, type Whose } from './support/whose.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, openAfterDeadline } from './support/world.js'

/** Tables of a bid that its supplier alone reads, whatever is opened. */
const NEVER_OPENED = [
  'acknowledgement_set',
  'deadline_reminder',
  'ethics_answer_section',
  'submission_key',
  'supplier_copy',
  'supplier_statement',
]
const OPENED_WITH_BID = ['bid', 'bid_version', 'bid_version_file', 'check_report', 'evidence_file']
const OF_A_BID = [...OPENED_WITH_BID, ...NEVER_OPENED]

const bidColumn = (table: string): string => (table === 'bid' ? 'id' : 'bid_id')

describe('Rows of bids, straight at the database as the application’s role', () => {
  let test: TestApp
  let whose: Record<Party, Whose>
  let sealed: string
  let opened: string

  beforeAll(async () => {
    test = await TestApp.start()
    opened = await aWholeBid(300)
    const [row] = await test.rows<{ requirementId: string }>('SELECT requirement_id AS "requirementId" FROM bid WHERE id = $1', [opened])
    await openAfterDeadline(test, String(row?.requirementId))
    sealed = await aWholeBid(3600)
    whose = await idsOfParties(test)
  })
  afterAll(() => test.stop())

  /** A submitted bid with a row in every table that hangs on it. */
  async function aWholeBid(closesIn: number): Promise<string> {
    const bidId = await aPassingBid(test, await anOpenRequirement(test, { closesIn }))
    await aFile(test, bidId)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).set('Idempotency-Key', newId()).expect(201)
    const statementId = newId()
    const { organisationId } = (await idsOfPlayers(test, ['supplier-admin']))['supplier-admin']
    await test.rows(
      `INSERT INTO supplier_statement (id, supplier_id, bid_id, question, value, stated_at) SELECT $2, supplier_id, id, 'Q805', $3, now() FROM bid WHERE id = $1`,
      [bidId, statementId, sealOfBids(test.config).seal(canonicalBytes('no'), statementOf(organisationId, statementId))],
    )
    await test.rows(`INSERT INTO supplier_copy (bid_id, about, sealed) VALUES ($1, 'version 1', '\\x02')`, [bidId])
    await test.rows('INSERT INTO deadline_reminder (bid_id, hours_before, submission_deadline) VALUES ($1, 24, now())', [bidId])
    return bidId
  }

  const unitOfWork = (): UnitOfWork => test.app.get(UnitOfWork)

  async function countOf(view: Readable, table: string, bidId: string): Promise<number> {
    const sql = `SELECT count(*)::int AS count FROM ${table} WHERE ${bidColumn(table)} = $1`
    const [row] = await view.query<{ count: number }[]>(sql, [bidId])
    return Number(row?.count)
  }

  const seenBy = (who: keyof typeof whose, table: string, bidId: string): Promise<number> =>
    unitOfWork().read(whose[who], view => countOf(view, table, bidId))

  it('has a table here for each that hangs on a bid', async () => {
    const found = await test.rows<{ table: string }>(
      `SELECT DISTINCT c.conrelid::regclass::text AS table FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
       WHERE c.contype = 'f' AND a.attname = 'bid_id' ORDER BY 1`,
    )
    expect(found.map(({ table }) => table).filter(table => !['ethics_audit', 'opened_bid', 'opened_file'].includes(table))).toEqual(
      OF_A_BID.filter(table => table !== 'bid').toSorted(),
    )
    expect(OF_A_BID.filter(table => !(table in ROW_POLICIES))).toEqual([])
  })

  it('unseals a bid in the states that the lifecycle leads to from the opening', () => {
    expect(UNSEALED_STATES.toSorted()).toEqual(OPENED_STATES.toSorted())
  })

  describe.each(OF_A_BID)('%s', table => {
    it('is there for its supplier and for the marketplace itself, sealed or opened', async () => {
      for (const bidId of [sealed, opened]) {
        const [row] = await test.rows<{ all: number }>(`SELECT count(*)::int AS all FROM ${table} WHERE ${bidColumn(table)} = $1`, [bidId])
        expect(row?.all).toBeGreaterThan(0)
        expect(await seenBy('supplier', table, bidId)).toBe(row?.all)
        expect(await unitOfWork().run(SYSTEM, tx => countOf(tx, table, bidId))).toBe(row?.all)
      }
    })

    it('is there for nobody else while it is sealed', async () => {
      for (const who of ['rival', 'buyer', 'otherBody', 'operator'] as const)
        expect([who, await seenBy(who, table, sealed)]).toEqual([who, 0])
    })

    it('is there after the opening for the buyer and the operator, where it is opened at all', async () => {
      for (const who of ['buyer', 'operator'] as const)
        expect([who, (await seenBy(who, table, opened)) > 0]).toEqual([who, OPENED_WITH_BID.includes(table)])
      for (const who of ['rival', 'otherBody'] as const) expect([who, await seenBy(who, table, opened)]).toEqual([who, 0])
    })

    it('is not there outside of a transaction of somebody', async () => {
      for (const bidId of [sealed, opened]) expect(await unitOfWork().readPublic(view => countOf(view, table, bidId))).toBe(0)
    })

    it('takes no row for the bid of another, and says the same whether or not there is such a bid', async () => {
      const columns = (await columnsToInsert(test, table)).join(', ')
      const [row] = await test.rows<{ row: object }>(`SELECT to_jsonb(t) AS row FROM ${table} t WHERE ${bidColumn(table)} = $1 LIMIT 1`, [
        opened,
      ])
      const insert = (change: object) => (tx: Tx) =>
        tx.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, $1::jsonb)`, [
          JSON.stringify({ ...row?.row, ...change }),
        ])
      const refused = { code: '42501', message: `new row violates row-level security policy for table "${table}"` }
      for (const who of ['rival', 'buyer', 'operator'] as const)
        for (const change of [{}, { [bidColumn(table)]: newId() }])
          await expect(unitOfWork().run(whose[who], insert(change))).rejects.toMatchObject({ driverError: refused })
    })

    it('is changed and removed by nobody else, as far as the role may at all', async () => {
      const [rights] = await test.rows<{ changes: boolean; removes: boolean }>(
        `SELECT has_table_privilege($1, $2, 'UPDATE') AS changes, has_table_privilege($1, $2, 'DELETE') AS removes`,
        [roleOf(test.config.databaseUrl), table],
      )
      const column = bidColumn(table)
      const statements = [
        ...(rights?.changes === true ? [`UPDATE ${table} SET ${column} = ${column} RETURNING ${column}`] : []),
        ...(rights?.removes === true ? [`DELETE FROM ${table} RETURNING ${column}`] : []),
      ]
      for (const who of ['rival', 'buyer', 'operator'] as const)
        for (const statement of statements) {
          const [changed] = await unitOfWork().run(whose[who], tx => tx.query<[unknown[], number]>(statement))
          expect([who, statement, changed]).toEqual([who, statement, []])
        }
    })
  })

  it('gives no bid to another organisation', async () => {
    const give = (tx: Tx) => tx.query('UPDATE bid SET supplier_id = $2 WHERE id = $1', [sealed, whose.rival.organisationId])
    await expect(unitOfWork().run(whose.supplier, give)).rejects.toMatchObject({ driverError: { code: '42501' } })
  })

  it('does not tell by a unique key that a rival bids', async () => {
    const [row] = await test.rows<{ requirementId: string }>('SELECT requirement_id AS "requirementId" FROM bid WHERE id = $1', [sealed])
    const insertFor = (supplierId: string) => (tx: Tx) =>
      tx.query(`INSERT INTO bid (id, requirement_id, supplier_id, state, revision, working_copy) VALUES ($1, $2, $3, 'draft', 1, '')`, [
        newId(),
        row?.requirementId,
        supplierId,
      ])
    const refused = { driverError: { code: '42501', constraint: undefined } }
    await expect(unitOfWork().run(whose.rival, insertFor(whose.supplier.organisationId))).rejects.toMatchObject(refused)
    await expect(unitOfWork().run(whose.rival, insertFor(whose.buyer.organisationId))).rejects.toMatchObject(refused)
  })

  describe('a connection', () => {
    /** One connection, so that whoever comes next is given the same. */
    async function onOneConnection(work: (source: DataSource) => Promise<void>): Promise<void> {
      const source = await new DataSource(dataSourceOptions(test.config.databaseUrl, 1, () => undefined)).initialize()
      try {
        await work(source)
      } finally {
        await source.destroy()
      }
    }

    const settingsOf = (source: DataSource): Promise<unknown> =>
      source.query(
        `SELECT coalesce(current_setting('market.organisation', true), '') AS organisation, coalesce(current_setting('market.person', true), '') AS person, current_setting('market.act') AS act`,
      )

    const NOBODY = [{ organisation: '', person: '', act: '' }]

    it.each<[string, (tx: Tx) => Promise<unknown>]>([
      ['that was committed', tx => tx.query('SELECT 1')],
      ['that was given up', () => Promise.reject(new Error('given up'))],
      ['that failed in the database', tx => tx.query('SELECT 1 / 0')],
      ['whose own transaction was ended under its feet', tx => tx.query('ROLLBACK')],
    ])('carries nothing on from work %s', async (_, work) => {
      await onOneConnection(async source => {
        const fresh = new UnitOfWork(source)
        for (const acting of [whose.supplier, SYSTEM]) {
          await fresh.run(acting, work).catch(() => undefined)
          expect(await settingsOf(source)).toEqual(NOBODY)
          expect(await countOf(source.manager, 'bid', sealed)).toBe(0)
        }
      })
    })

    it('that does not know the setting is refused, and never told that there is nothing', async () => {
      const bare = new pg.Client({ connectionString: test.config.databaseUrl })
      await bare.connect()
      await expect(bare.query('SELECT FROM bid')).rejects.toMatchObject({ code: '42704' })
      await expect(bare.query('SELECT FROM bid_version')).rejects.toMatchObject({ code: '42704' })
      await bare.end()
    })

    it('of the owner is held to the policies too, unless it says what it is for', async () => {
      const owner = new pg.Client({ connectionString: test.ownerUrl, options: '-c market.act=' })
      await owner.connect()
      expect((await owner.query('SELECT FROM bid')).rowCount).toBe(0)
      await owner.query("SET market.act = 'owner'")
      expect((await owner.query('SELECT FROM bid')).rowCount).toBe(2)
      await owner.end()
    })
  })

  describe('a table that lost its policies', () => {
    it.each([
      'ALTER TABLE bid DISABLE ROW LEVEL SECURITY',
      'ALTER TABLE bid NO FORCE ROW LEVEL SECURITY',
      'DROP POLICY rows_changed ON bid',
    ])('by %s stops the start, and migrating gives them back', async statement => {
      const { databaseUrl } = test.config
      await test.rows(statement)
      await expect(refuseUnfitDatabase(databaseUrl)).rejects.toThrow('Row-level security is off for bid.')
      await migrate(test.ownerUrl, roleOf(databaseUrl))
      await expect(refuseUnfitDatabase(databaseUrl)).resolves.toBeUndefined()
    })
  })

  describe('what is asked often', () => {
    it.each<[string, string, string, string]>([
      ['the bids of a supplier', 'SELECT * FROM bid WHERE supplier_id = $1 ORDER BY id DESC LIMIT 26', 'uuid', 'bid_by_supplier'],
      [
        'the bids on a requirement',
        `SELECT * FROM bid WHERE requirement_id = $1 AND state = 'opened' ORDER BY id`,
        'uuid',
        'bid_by_requirement',
      ],
      ['one bid', 'SELECT * FROM bid WHERE id = $1 FOR UPDATE', 'uuid', 'bid_pkey'],
      ['one requirement', 'SELECT * FROM requirement WHERE id = $1 FOR SHARE', 'uuid', 'requirement_pkey'],
      [
        'the requirements of a buyer',
        'SELECT * FROM requirement WHERE buyer_id = $1 ORDER BY created_at DESC, id DESC LIMIT 26',
        'uuid',
        'requirement_by_buyer',
      ],
      [
        'the last version',
        'SELECT * FROM bid_version WHERE bid_id = $1 ORDER BY number DESC LIMIT 1',
        'uuid',
        'bid_version_bid_id_number_key',
      ],
      [
        'the files of a bid',
        'SELECT * FROM evidence_file WHERE bid_id = $1 AND removed_at IS NULL ORDER BY id',
        'uuid',
        'evidence_file_by_bid',
      ],
      ['the file of a key', 'SELECT FROM evidence_file WHERE storage_key = $1', 'text', 'evidence_file_storage_key_key'],
      ['the answers of a bid', 'SELECT * FROM ethics_answer_section WHERE bid_id = $1', 'uuid', 'ethics_answer_section_pkey'],
      ['the statements of a supplier', 'SELECT * FROM supplier_statement WHERE supplier_id = $1', 'uuid', 'supplier_statement_by_supplier'],
    ])('finds %s by its index all the same', async (_, statement, type, index) => {
      const plan = await unitOfWork().run(whose.supplier, async tx => {
        await tx.query('SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL plan_cache_mode = force_generic_plan')
        await tx.query(`PREPARE asked (${type}) AS ${statement}`)
        const lines = await tx.query<{ 'QUERY PLAN': string }[]>('EXPLAIN (COSTS OFF) EXECUTE asked (NULL)')
        await tx.query('DEALLOCATE asked')
        return lines.map(line => line['QUERY PLAN'])
      })
      const found = plan.findIndex(line => line.includes(index))
      expect({ plan, found: plan[found + 1] }).toMatchObject({ found: expect.stringContaining('Index Cond:') })
      expect(plan.filter(line => line.includes('Seq Scan'))).toEqual([])
    })
  })
})
