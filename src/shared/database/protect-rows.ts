import { createHash } from 'node:crypto'

import pg from 'pg'

import type { RowPolicy } from './row-conditions.js'
import { ROW_POLICIES } from './row-policies.js'

/**
 * Puts the policies of row-policies.ts on their tables, as the owner, and takes off what is not there any more. The owner is held to them too.
 * A table is touched only where something differs: a policy cannot be changed without holding up whoever uses the table.
 */
export async function protectRows(client: pg.Client): Promise<void> {
  const marks = await marksIn(client)
  for (const [table, policy] of Object.entries(ROW_POLICIES)) {
    if (marks.get(table) !== markOf(policy)) await client.query(inOneTransaction([...taken(table), ...given(table, policy)]))
  }
  for (const table of marks.keys()) if (!(table in ROW_POLICIES)) await client.query(inOneTransaction(taken(table)))
}

/** Tables that ought to be protected and are not, as any role sees it. */
export async function listUnprotected(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS name
     WHERE NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = to_regclass(name) AND c.relrowsecurity AND c.relforcerowsecurity
       AND (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid) = $2) ORDER BY name`,
    [Object.keys(ROW_POLICIES), POLICIES.length],
  )
  return rows.map(({ name }) => name)
}

/** One for each command, because whoever may read a row may not therefore change it. */
const POLICIES: readonly (readonly [name: string, clause: (policy: RowPolicy) => string])[] = [
  ['rows_read', ({ reads }) => `FOR SELECT USING (${reads})`],
  ['rows_added', ({ writes }) => `FOR INSERT WITH CHECK (${writes})`],
  // To hold a row is to be allowed to change it, in Postgres; what it would be changed to is asked of its writers.
  ['rows_changed', ({ writes, locks = writes }) => `FOR UPDATE USING (${locks}) WITH CHECK (${writes})`],
  ['rows_removed', ({ writes }) => `FOR DELETE USING (${writes})`],
]

/** What stands on a table, told by the comment of its first policy: Postgres writes conditions in its own words. */
async function marksIn(client: pg.Client): Promise<Map<string, string | null>> {
  const { rows } = await client.query<{ table: string; mark: string | null }>(
    `SELECT c.relname AS table, CASE WHEN c.relforcerowsecurity AND count(p.oid) = $1 THEN max(obj_description(p.oid, 'pg_policy')) END AS mark
     FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity GROUP BY c.oid`,
    [POLICIES.length],
  )
  return new Map(rows.map(({ table, mark }) => [table, mark]))
}

function markOf(policy: RowPolicy): string {
  return createHash('sha256')
    .update(POLICIES.map(([name, clause]) => `${name} ${clause(policy)}`).join('\n'))
    .digest('hex')
}

const given = (table: string, policy: RowPolicy): string[] => [
  ...POLICIES.map(([name, clause]) => `CREATE POLICY ${name} ON ${quoted(table)} ${clause(policy)}`),
  `COMMENT ON POLICY ${String(POLICIES[0]?.[0])} ON ${quoted(table)} IS '${markOf(policy)}'`,
  `ALTER TABLE ${quoted(table)} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`,
]

const taken = (table: string): string[] => [
  ...POLICIES.map(([name]) => `DROP POLICY IF EXISTS ${name} ON ${quoted(table)}`),
  `ALTER TABLE ${quoted(table)} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY`,
]

const inOneTransaction = (statements: readonly string[]): string => `BEGIN; ${statements.join('; ')}; COMMIT`

const quoted = (name: string): string => pg.escapeIdentifier(name)
