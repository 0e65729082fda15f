import { Malformed } from '../../shared/domain/errors.js'
import type { ChosenValues } from '../memberships/domain/offer.js'

/** Keys of filters and of their values. */
const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/

const MOST = 100

/** Values by filter as they came from outside, or 400. */
export function chosenValues(given: Readonly<Record<string, unknown>>): ChosenValues {
  const wrong = Object.entries(given).filter(([facet, values]) => !KEY.test(facet) || !isListOfKeys(values))
  if (wrong.length > 0)
    throw new Malformed('invalid-request', 'The filters do not have the shape they must have.', [
      { pointer: '/filters', code: 'filters', detail: 'filters must hold, by the key of each filter, a list of keys of its values' },
    ])
  return given as ChosenValues
}

const isListOfKeys = (values: unknown): boolean =>
  Array.isArray(values) &&
  values.length <= MOST &&
  values.every(value => typeof value === 'string' && value.length <= 100 && KEY.test(value))
