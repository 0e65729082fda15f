import type { CheckedBackup } from './check-backup.js'
import type { Manifest } from './manifest.js'

/** What was `done` with a backup, line by line; whether all that was to be in it is. */
export function tellOfBackup(
  done: string,
  { manifest, hash }: Pick<CheckedBackup, 'manifest' | 'hash'>,
  say: (line: string) => void,
): boolean {
  say(`${done}: ${rowsIn(manifest)} rows and ${manifest.evidence.files} evidence files, as of ${manifest.takenAt}`)
  say(`manifest ${hash}`)
  for (const key of manifest.damaged) say(`NOT IN THE BACKUP, because its bytes were lost or changed before: evidence file ${key}`)
  return manifest.damaged.length === 0
}

const rowsIn = ({ tables }: Manifest): number => Object.values(tables).reduce((sum, { rows }) => sum + rows, 0)
