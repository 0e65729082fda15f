import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const LIST = join(process.cwd(), '../shared/data/naughty-strings/blns.json')

/** The Big List of Naughty Strings, which is no part of this repository: empty where it does not lie beside it, which is then said aloud. */
export function naughtyList(): string[] {
  if (existsSync(LIST)) return JSON.parse(readFileSync(LIST, 'utf8')) as string[]
  process.stderr.write(`WITHOUT the naughty strings: there is no ${LIST}.\n`)
  return []
}
