import { roleOf } from '../../src/shared/database/open-database.js'
import { UnitOfWork } from '../../src/shared/database/unit-of-work.js'
import type { Player, TestApp } from './test-app.js'

/** Who acts, and for which organisation. */
export interface Whose {
  personId: string
  organisationId: string
}

/** As whom each of these acts. */
export async function idsOfPlayers<Who extends Player>(test: TestApp, players: readonly Who[]): Promise<Record<Who, Whose>> {
  const found = await test.rows<Whose & { email: string }>(
    `SELECT DISTINCT ON (p.id) p.email, p.id AS "personId", g.organisation_id AS "organisationId"
     FROM person p JOIN role_grant g ON g.person_id = p.id WHERE p.email = ANY ($1)`,
    [players.map(player => `${player}@example.test`)],
  )
  const byEmail = new Map(found.map(({ email, ...ids }) => [email, ids]))
  return Object.fromEntries(players.map(player => [player, byEmail.get(`${player}@example.test`)])) as Record<Who, Whose>
}

/** One of each that may have to do with a competition, or must not. */
export type Party = 'supplier' | 'rival' | 'buyer' | 'otherBody' | 'operator'

export async function idsOfParties(test: TestApp): Promise<Record<Party, Whose>> {
  const players = await idsOfPlayers(test, ['supplier-admin', 'rival-admin', 'buyer-approver', 'procurement-officer'])
  const [otherBody] = await test.rows<Whose>(
    `SELECT g.person_id AS "personId", g.organisation_id AS "organisationId" FROM role_grant g JOIN organisation o ON o.id = g.organisation_id
     WHERE o.name LIKE 'Second Example Authority%' LIMIT 1`,
  )
  if (otherBody === undefined) throw new Error('There is no other public body.')
  return {
    supplier: players['supplier-admin'],
    rival: players['rival-admin'],
    buyer: players['buyer-approver'],
    operator: players['procurement-officer'],
    otherBody,
  }
}

/** Every column that a row can be given. */
export async function columnsToInsert(test: TestApp, table: string): Promise<string[]> {
  const found = await test.rows<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  )
  return found.map(({ name }) => name)
}

interface Touched {
  /** Rows that were changed and removed, as far as the role of the application may do that to the table at all. */
  changed: number
  removed: number
  /** The code by which a row like one that is there is refused. */
  written: string | null
}

/** What comes of it when somebody changes and removes all that they see of a table, and writes a row of another's. */
export async function touchedAs(test: TestApp, ids: Whose, table: string): Promise<Touched> {
  const columns = await columnsToInsert(test, table)
  const [rights] = await test.rows<{ column: string | null; removes: boolean }>(
    `SELECT (SELECT name FROM unnest($3::text[]) name WHERE has_column_privilege($1, $2, name, 'UPDATE') LIMIT 1) AS column,
            has_table_privilege($1, $2, 'DELETE') AS removes`,
    [roleOf(test.config.databaseUrl), table, columns],
  )
  const unitOfWork = test.app.get(UnitOfWork)
  const touch = async (statement: string): Promise<number> =>
    (await unitOfWork.run(ids, tx => tx.query<[unknown[], number]>(`${statement} RETURNING 1`)))[0].length
  const column = rights?.column ?? null
  const [found] = await test.rows<{ row: object }>(`SELECT to_jsonb(t) AS row FROM ${table} t LIMIT 1`)
  const names = columns.join(', ')
  const insert = `INSERT INTO ${table} (${names}) SELECT ${names} FROM jsonb_populate_record(NULL::${table}, $1::jsonb)`
  const write = (): Promise<string | null> =>
    unitOfWork
      .run(ids, tx => tx.query(insert, [JSON.stringify(found?.row)]))
      .then(
        () => null,
        (error: unknown) => (error as { driverError?: { code?: string } }).driverError?.code ?? null,
      )
  return {
    changed: column === null ? 0 : await touch(`UPDATE ${table} SET ${column} = ${column}`),
    removed: rights?.removes === true ? await touch(`DELETE FROM ${table}`) : 0,
    written: await write(),
  }
}
