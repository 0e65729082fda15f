import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { seedOnce } from '../src/modules/demonstration/seed.js'
import { inventoryOf, WHOLE_DEMONSTRATION } from './support/demonstration.js'
import { TestApp } from './support/test-app.js'

/** The database itself gives up at the second writing transaction of a run, whichever that is. */
const ONE_TRANSACTION_A_RUN = `
  CREATE TABLE ran (transaction xid8 PRIMARY KEY);
  CREATE FUNCTION give_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    INSERT INTO ran VALUES (pg_current_xact_id()) ON CONFLICT DO NOTHING;
    IF (SELECT count(*) FROM ran) > 1 THEN RAISE EXCEPTION 'interrupted'; END IF;
    RETURN NULL;
  END $$;
  DO $$
  DECLARE name text;
  BEGIN
    FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname NOT IN ('ran', 'schema_migration') LOOP
      EXECUTE format('CREATE TRIGGER give_up BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION give_up()', name);
    END LOOP;
  END $$`

/** The cast that every test's database begins with, whatever refers to a table before the table. */
const CAST = [
  'session',
  'known_source',
  'sign_in_event',
  'role_grant',
  'membership',
  'selection_criterion',
  'category',
  'agreement',
  'person',
  'organisation',
]

/** Also of what never changes once it is there. */
const emptied = (table: string): string =>
  `ALTER TABLE ${table} DISABLE TRIGGER USER; DELETE FROM ${table}; ALTER TABLE ${table} ENABLE TRIGGER USER`

describe('The demonstration', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
    for (const table of CAST) await test.db.query(emptied(table))
  })
  afterAll(() => test.stop())

  it('goes on where it was interrupted, after every single transaction of its seeding', async () => {
    await test.db.query(ONE_TRANSACTION_A_RUN)
    let runs = 1
    while (!(await runOnce())) runs += 1
    expect(runs).toBeGreaterThan(15)
    expect(await inventoryOf(sql => test.rows(sql), test.config)).toEqual(WHOLE_DEMONSTRATION)
  })

  it('adds nothing when all is there', async () => {
    await test.db.query('TRUNCATE ran')
    expect(await seedOnce(test.app)).toBe(false)
    expect(await test.rows('SELECT FROM ran')).toEqual([])
    expect(await inventoryOf(sql => test.rows(sql), test.config)).toEqual(WHOLE_DEMONSTRATION)
  })

  /** One run that is interrupted at its second transaction; true when there was none. */
  async function runOnce(): Promise<boolean> {
    await test.db.query('TRUNCATE ran')
    try {
      await seedOnce(test.app)
      return true
    } catch (error) {
      expect(error).toMatchObject({ message: 'interrupted' })
      return false
    }
  }
})
