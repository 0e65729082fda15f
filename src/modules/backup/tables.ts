import { GRANTS } from '../../shared/database/grants.js'

/** What no backup holds, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  schema_migration: 'made by migrating; the manifest says which migrations there were',
  export_job: 'its file lies in no backup: what is needed is ordered anew',
  pending_sign_in: 'a sign-in that waits for its code lasts minutes',
  sign_in_slowdown: 'what slows guessing down is forgotten within a day',
  mailed_code: 'one that was used since would be good again: codes are asked for anew, and invitations sent again',
  session: 'one that was ended since would live again: after a restore everybody signs in anew',
}

/** Tables in which migrating itself puts rows; a restore replaces them. */
export const FILLED_BY_MIGRATING = [
  'storage',
  'schema_migration',
  'legal_figure',
  'policy_reference',
  'filter_edition',
  'standing_ground',
  'immaterial_answer',
]

/** The tables of a backup: all that the application knows, but for what is left out. */
export const TABLES: readonly string[] = Object.keys(GRANTS)
  .filter(table => !(table in LEFT_OUT))
  .toSorted()
