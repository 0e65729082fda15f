import { canonicalJson } from '../../../shared/domain/canonical-json.js'

/** What two versions of a thing say differently, member by member; a member that one of them lacks is missing there. */
export interface Difference {
  before: Readonly<Record<string, unknown>>
  after: Readonly<Record<string, unknown>>
}

export function differenceOf(before: object, after: object): Difference {
  const [from, to] = [Object.entries(before), Object.entries(after)]
  return { before: withoutEqual(from, after), after: withoutEqual(to, before) }
}

const withoutEqual = (members: readonly [string, unknown][], other: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(members.filter(([name, value]) => canonicalJson(value) !== canonicalJson((other as Record<string, unknown>)[name])))

/** The names of all that differs. */
export const membersOf = ({ before, after }: Difference): string[] => [...new Set([...Object.keys(before), ...Object.keys(after)])]
