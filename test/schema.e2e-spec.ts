import { randomBytes } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { DataSource } from 'typeorm'

import { sealAtRest } from '../src/modules/bids/seal-at-rest.js'
import { KeyService } from '../src/modules/keys/key-service.js'
import { GRANTS } from '../src/shared/database/grants.js'
import { migrate, migrationSource } from '../src/shared/database/migrate.js'
import type { Log } from '../src/shared/log.js'
import { LOG } from '../src/shared/tokens.js'
import { roleOf } from '../src/shared/database/open-database.js'
import { SEARCHED_OTHERWISE } from './support/bare-foreign-keys.js'
import { asOwner, onDatabase } from './support/cluster.js'
import { aFile } from './support/evidence.js'
import { aClaimedProduct } from './support/library.js'
import { Questions } from './support/questions.js'
import { type ColumnFacts, columnsOf, definitionsOf, foreignKeysOf, rightsOf } from './support/schema.js'
import { TestApp } from './support/test-app.js'
import { acknowledge, anOpening, anOpenRequirement, aPassingBid, theAuditOf } from './support/world.js'

/** Columns of entities' tables that the entities leave out on purpose, with the reason. */
const UNMAPPED: Record<string, string> = {
  'bid.saved_at': 'kept by a trigger, read by pages alone',
  'requirement.words': 'kept by a trigger, read by searches alone',
}

describe('The schema', () => {
  let test: TestApp
  let ask: TestApp['rows']
  let app: pg.Client

  beforeAll(async () => {
    test = await TestApp.start()
    ask = test.rows.bind(test)
    const requirementId = await anOpenRequirement(test)
    const bidId = await aPassingBid(test, requirementId)
    await aFile(test, bidId)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).set('Idempotency-Key', 'first').expect(201)
    const questions = new Questions(test)
    await questions.answer(await questions.asked(requirementId)).expect(201)
    await questions.given(requirementId)
    for (const player of ['buyer-author', 'buyer-approver'] as const)
      await test.api(player).post(`/requirements/${requirementId}/cancel`).send({ reason: 'x' }).expect(200)
    await test.rows(
      `INSERT INTO supplier_statement (id, supplier_id, bid_id, question, value, stated_at) SELECT gen_random_uuid(), supplier_id, id, 'Q805', '\\x01', now() FROM bid`,
    )
    await test.api('supplier-admin').post(`/bids/${bidId}/problem-reports`).send({ text: 'x' }).expect(201)
    await aClaimedProduct(test)
    app = new pg.Client({ connectionString: test.config.databaseUrl })
    await app.connect()
  })
  afterAll(async () => {
    await app.end()
    await test.stop()
  })

  describe('as entities see it', () => {
    it('has every column with its type, its nullability, and a default where the entity leaves it out', async () => {
      const columns = new Map((await columnsOf(ask)).map(facts => [`${facts.table}.${facts.column}`, facts]))
      const { driver, entityMetadatas } = test.app.get(DataSource)
      expect(entityMetadatas.length).toBeGreaterThan(1)
      for (const { tableName, columns: mapped } of entityMetadatas) {
        for (const column of mapped) {
          const name = `${tableName}.${column.databaseName}`
          const { isArray, nullable, type, hasDefault } = columns.get(name) ?? ({} as Partial<ColumnFacts>)
          expect({ name, isArray, nullable }).toEqual({ name, isArray: column.isArray, nullable: column.isNullable })
          expect({ name, declared: driver.normalizeType(column) }).toEqual({ name, declared: type === MOMENT ? 'text' : type })
          if (!column.isInsert) expect({ name, hasDefault }).toEqual({ name, hasDefault: true })
        }
      }
    })

    it('has no column besides that an entity forgot', async () => {
      const mapped = new Set(
        test.app
          .get(DataSource)
          .entityMetadatas.flatMap(({ tableName, columns }) => columns.map(({ databaseName }) => `${tableName}.${databaseName}`)),
      )
      const tables = new Set(test.app.get(DataSource).entityMetadatas.map(({ tableName }) => tableName))
      const columns = (await columnsOf(ask)).filter(({ table }) => tables.has(table)).map(({ table, column }) => `${table}.${column}`)
      expect(columns.filter(name => !mapped.has(name))).toEqual(Object.keys(UNMAPPED))
    })

    it('keeps every moment, and nothing else, as timestamptz', async () => {
      const columns = (await columnsOf(ask)).filter(({ table }) => table !== 'schema_migration')
      const moments = columns.filter(({ column }) => /_(at|deadline|from|until)$|^since$/.test(column))
      expect(columns.filter(({ type }) => type.startsWith('timestamp'))).toEqual(moments)
      expect(new Set(moments.map(({ type }) => type))).toEqual(new Set([MOMENT]))
    })
  })

  describe('as the application role sees it', () => {
    it('grants exactly what is listed, table by table', async () => {
      expect(await rightsOf(ask, roleOf(test.config.databaseUrl))).toEqual(GRANTS)
      expect(await ask(`SELECT attrelid::regclass FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid >= 16384`)).toEqual([])
    })

    it('gives no way round: no ownership, no membership of another role, no row-level passport', async () => {
      const role = roleOf(test.config.databaseUrl)
      const [facts] = await ask(
        `SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication AS privileged,
                EXISTS (SELECT FROM pg_class WHERE relowner = r.oid) OR EXISTS (SELECT FROM pg_proc WHERE proowner = r.oid) AS owns,
                EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid) AS member,
                has_schema_privilege(rolname, 'public', 'CREATE') OR has_schema_privilege(rolname, 'bullmq', 'CREATE')
                OR has_database_privilege(rolname, current_database(), 'CREATE') AS creates
         FROM pg_roles r WHERE rolname = $1`,
        [role],
      )
      expect(facts).toEqual({ privileged: false, owns: false, member: false, creates: false })
    })

    it.each([
      'CREATE TABLE public.mine (id int)',
      'CREATE TABLE bullmq.mine (id int)',
      'CREATE SCHEMA mine',
      'CREATE FUNCTION public.market_now(int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
      'ALTER TABLE bid ADD COLUMN mine int',
      'ALTER TABLE audit_event DISABLE TRIGGER ALL',
      'DROP TABLE audit_detail',
      'DROP TRIGGER audit_event_is_final ON audit_event',
      'CREATE INDEX mine ON bid (id)',
      "SET session_replication_role = 'replica'",
      "INSERT INTO clock_offset (by) VALUES ('1 day')",
    ])('refuses %s', async statement => {
      await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' })
    })
  })

  describe.each([
    ['audit_event', 'id'],
    ['bid_version', 'id'],
    ['bid_version_file', 'file_id'],
    ['change_consent', 'id'],
    ['check_report', 'id'],
    ['clarification', 'id'],
    ['clarification_outcome', 'state'],
    ['library_answer_version', 'number'],
    ['problem_report', 'id'],
    ['receipt_key', 'kid'],
    ['requirement_change', 'number'],
    ['requirement_version', 'number'],
    ['rule_clarification', 'id'],
    ['rule_clarification_answer', 'outcome'],
    ['submission_key', 'key'],
    ['supplier_statement', 'id'],
    ['waiver', 'id'],
    ['waiver_consent', 'side'],
    ['waiver_proposal', 'id'],
  ])('in %s', (table, column) => {
    it.each([`UPDATE ${table} SET ${column} = ${column}`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`])(
      'takes %s neither from the application nor from the owner',
      async statement => {
        await expect(app.query(statement)).rejects.toMatchObject({ code: '42501', message: expect.stringContaining('permission denied') })
        await expect(test.db.query(statement)).rejects.toMatchObject({ message: expect.stringContaining('is never changed or deleted') })
      },
    )
  })

  it('has an index for every foreign key, or a reason why not', async () => {
    const keys = await foreignKeysOf(ask)
    const bare = keys.filter(({ indexed }) => !indexed)
    expect(bare.map(({ name }) => name)).toEqual(Object.keys(SEARCHED_OTHERWISE).toSorted())
    expect(bare.filter(({ refersTo }) => GRANTS[refersTo]?.includes('DELETE'))).toEqual([])
  })

  it('comes up again on a database in use, and what was published before goes on', async () => {
    const before = await TestApp.start()
    try {
      const requirementId = await anOpenRequirement(before)
      const bidId = await aPassingBid(before, requirementId)
      const undone = await undoFrom(before.ownerUrl, AFTER_FIRST_RELEASE)
      expect(undone).toBeGreaterThan(10)
      expect(await migrate(before.ownerUrl, roleOf(before.config.databaseUrl))).toHaveLength(undone)
      await sealAtRest(before.config, before.ownerUrl, before.app.get(KeyService, { strict: false }), before.app.get<Log>(LOG))
      await acknowledge(before, bidId)
      const { body } = await before.api('supplier-admin').get(`/requirements/${requirementId}`).expect(200)
      expect(body).toMatchObject({ state: 'open', packHash: null, blockingRules: [] })
      await before.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    } finally {
      await before.stop()
    }
  })

  it('keeps the verdicts of audits that were a mere queue, and draws what must be judged of them', async () => {
    const before = await TestApp.start()
    try {
      const { bidIds } = await anOpening(before, 'supplier-admin')
      await undoFrom(before.ownerUrl, COMPLETED_AUDITS)
      await before.rows(
        `INSERT INTO ethics_audit (id, bid_id, requirement_id, supplier_id, state) SELECT gen_random_uuid(), id, requirement_id, supplier_id, 'open' FROM bid WHERE id = $1`,
        bidIds,
      )
      await before.rows(
        `INSERT INTO verdict (id, audit_id, question_id, finding, reason, officer_id, given_at)
         SELECT gen_random_uuid(), a.id, q.id, 'accepted', '', p.id, now() FROM ethics_audit a, unnest(ARRAY['Q201', 'Q906']) AS q (id), person p WHERE p.email LIKE 'procurement-officer@%'`,
      )
      await migrate(before.ownerUrl, roleOf(before.config.databaseUrl))
      await before.sweep()
      const { body, headers } = await before
        .api('procurement-officer')
        .get(`/ethics-audits/${await theAuditOf(before, String(bidIds[0]))}`)
        .expect(200)
      expect(headers['etag']).toBe('"3"')
      const { answers, toJudge } = body as { toJudge: number; answers: { questionId: string; verdict: object | null }[] }
      expect(toJudge).toBeGreaterThanOrEqual(5)
      expect(answers.filter(({ verdict }) => verdict !== null).map(({ questionId }) => questionId)).toEqual(['Q201', 'Q906'])
    } finally {
      await before.stop()
    }
  })

  it('goes down to nothing and comes up again the same', async () => {
    const database = `market_${randomBytes(6).toString('hex')}_test`
    const ownerUrl = onDatabase(test.ownerUrl, database)
    const role = roleOf(test.config.databaseUrl)
    await test.db.query(`CREATE DATABASE ${database}`)
    try {
      const ran = await migrate(ownerUrl, role)
      const first = await definitionsIn(ownerUrl)
      expect(first.length).toBeGreaterThan(200)
      expect(await undoFrom(ownerUrl, 0)).toBe(ran.length)
      expect(await definitionsIn(ownerUrl)).toEqual([])
      expect(await migrate(ownerUrl, role)).toEqual(ran)
      expect(await definitionsIn(ownerUrl)).toEqual(first)
      expect(await migrate(ownerUrl, role)).toEqual([])
      expect(await definitionsIn(ownerUrl)).toEqual(first)
    } finally {
      await test.db.query(`DROP DATABASE ${database} WITH (FORCE)`)
    }
  })
})

/** When migrations were made: the first after 0.1.0, and the one that completed the ethics audits. */
const AFTER_FIRST_RELEASE = 1763856420000
const COMPLETED_AUDITS = 1763857020000

const MOMENT = 'timestamp with time zone'

const definitionsIn = (ownerUrl: string): Promise<string[]> =>
  asOwner(ownerUrl, client => definitionsOf(async (sql, parameters) => (await client.query(sql, parameters)).rows as never[]))

/** Undoes the migrations made at this moment and later, the last first; answers how many. */
async function undoFrom(ownerUrl: string, moment: number): Promise<number> {
  const source = await (await migrationSource(ownerUrl)).initialize()
  try {
    const later = source.migrations.filter(({ name }) => Number(name?.slice(-13)) >= moment)
    for (let left = later.length; left > 0; left -= 1) await source.undoLastMigration()
    return later.length
  } finally {
    await source.destroy()
  }
}
