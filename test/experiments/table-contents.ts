import { createHash } from 'node:crypto'

import type { TestApp } from '../support/test-app.js'

/** Sessions and sign-ins come from looking; when and how often the queue took an event is not an effect of it. */
const TOUCHED_BY_LOOKING = ['session', 'sign_in_event']
const DELIVERY = ['relayed_at', 'attempts', 'failures', 'walk_began_at']

/** Ids, moments and bytes that were made up on the way. */
const MADE_UP = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.+]+|\\\\x[0-9a-f]{32,}/g

/** Which answers an audit judges besides those it must is drawn by chance. */
const DRAWN = /(?<="reasons": \["sampled"\].*)"question_id": "[^"]+"/

export type Contents = ReadonlyMap<string, string>

/** Every row of every table as text, by table. */
export async function rowsOfTables(test: TestApp): Promise<Map<string, string[]>> {
  const tables = await test.rows<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1) ORDER BY 1`,
    [TOUCHED_BY_LOOKING],
  )
  const all = new Map<string, string[]>()
  for (const { name } of tables) {
    const found = await test.rows<{ row: string }>(`SELECT (to_jsonb(t) - $1::text[])::text AS row FROM ${name} t`, [DELIVERY])
    all.set(
      name,
      found.map(({ row }) => row),
    )
  }
  return all
}

/** All that rows made up; two copies of a database share it and differ in whatever they make up later. */
export const madeUpIn = (rows: ReadonlyMap<string, string[]>): Set<string> =>
  new Set([...rows.values()].flat().flatMap(row => row.match(MADE_UP) ?? []))

/**
 * Where a line of the log stands in its chain, and behind which line. Events that were delivered at once may each write a line into one chain, such as that invitations were
 * sent and that the competition closed; whoever held the chain first stands first. The lines themselves are compared, and how long each chain is.
 */
const PLACE = /"(sequence|previous_hash)": (\d+|"[^"]*")/g

/** A hash of each table in which an id, moment or salt that is not among the known ones counts only as new; and the places of lines in the log only in order. */
export function contentsOf(rows: ReadonlyMap<string, string[]>, known: ReadonlySet<string>, isInOrder: boolean): Contents {
  const hashes = new Map<string, string>()
  for (const [table, found] of rows) {
    const placed = isInOrder || table !== 'audit_event' ? found : found.map(row => row.replace(PLACE, 'a place'))
    const told = placed.map(row => row.replace(DRAWN, 'drawn').replace(MADE_UP, value => (known.has(value) ? value : 'new'))).toSorted()
    hashes.set(table, createHash('sha256').update(told.join('\n')).digest('hex'))
  }
  return hashes
}

/** The tables in which two differ. */
export const differing = (one: Contents, other: Contents): string[] => [...one.keys()].filter(table => one.get(table) !== other.get(table))
