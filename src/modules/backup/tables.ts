import { GRANTS } from '../../shared/database/grants.js'

/** What no backup holds, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  schema_migration: 'made by migrating; the manifest says which migrations there were',
  session: 'one that was ended since would live again: after a restore everybody signs in anew',
}

/** Tables in which migrating itself puts rows; a restore replaces them. */
export const FILLED_BY_MIGRATING = ['storage', 'schema_migration']

/** The tables of a backup: all that the application knows, but for what is left out. */
export const TABLES: readonly string[] = Object.keys(GRANTS)
  .filter(table => !(table in LEFT_OUT))
  .toSorted()
