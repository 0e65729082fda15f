import { TIERS } from '../guidelines/domain/risk-tier.js'
import { AUDIT_SORTS } from './domain/audit-filter.js'
import { AUDIT_STATES } from './domain/ethics-audit-lifecycle.js'
import { NEXT_NEEDED } from './domain/next-needed.js'
import type { SavedFilter } from './saved-views.service.js'

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

const oneOf = (values: readonly string[]) => (value: string) => values.includes(value)
const isId = (value: string): boolean => UUID.test(value)
const isFlag = oneOf(['true', 'false'])

/** What the address of the queue may say, by the names that the API gives it. */
const MEMBERS: Readonly<Record<string, (value: string) => boolean>> = {
  state: oneOf(AUDIT_STATES),
  tier: oneOf(TIERS),
  next: oneOf(NEXT_NEEDED),
  agreement: isId,
  requirement: isId,
  referred: isFlag,
  contradictory: isFlag,
  overdue: isFlag,
  mine: isFlag,
  sort: oneOf(AUDIT_SORTS),
}

/** The filter in an address or a form; what is no choice is as if it were not there. */
export const filterIn = (fields: Readonly<Record<string, unknown>>): SavedFilter =>
  Object.fromEntries(
    Object.entries(MEMBERS).flatMap(([name, fits]) => {
      const value = fields[name]
      return typeof value === 'string' && fits(value) ? [[name, value]] : []
    }),
  )

/** The same as the end of an address. */
export const queryOf = (filter: SavedFilter): string => new URLSearchParams(filter).toString()
