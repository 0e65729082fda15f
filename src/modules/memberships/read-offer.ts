import { Malformed } from '../../shared/domain/errors.js'
import { escapedInPointer } from '../../shared/domain/json-pointer.js'
import type { ChosenValues } from './domain/offer.js'

/** What a facet or value is called where it is meant by people: no slash, which parts the two. */
const KEY = /^[a-z0-9-]{1,80}$/

const MOST_VALUES = 500

/** Values of filters by facet, as somebody sent them, or Malformed. */
export function readOffer(given: Readonly<Record<string, unknown>>): ChosenValues {
  const problems = Object.entries(given)
    .filter(
      ([facet, values]) =>
        !KEY.test(facet) || !Array.isArray(values) || !values.every(value => typeof value === 'string' && KEY.test(value)),
    )
    .map(([facet]) => facet)
  const count = Object.values(given).flat().length
  if (problems.length === 0 && count <= MOST_VALUES) return given as ChosenValues
  throw new Malformed('invalid-request', 'The offer is lists of values of filters by facet. See errors.', [
    ...problems.map(facet => ({
      pointer: `/offer/${escapedInPointer(facet)}`,
      code: 'offer-malformed',
      detail: 'This is a list of values of the facet.',
    })),
    ...(count > MOST_VALUES
      ? [{ pointer: '/offer', code: 'offer-malformed', detail: `At most ${MOST_VALUES} values can be chosen.` }]
      : []),
  ])
}
