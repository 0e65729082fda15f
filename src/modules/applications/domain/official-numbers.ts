import type { Identifiers } from '../../identity/domain/identifiers.js'
import type { Values } from '../../library/domain/library-answer.js'

/** The question about official numbers. */
export const NUMBERS = 'L102'

/** Where that question asks for a number that an organisation may be registered with as well, both in their one spelling. */
const FIELDS = [
  ['companiesHouseNumber', 'companyNumber'],
  ['duns', 'duns'],
] as const satisfies readonly (readonly [keyof Identifiers, string])[]

/** Which numbers a supplier applies with that are others than those it is registered with here. What one of the two does not say differs from nothing. */
export const differingNumbers = (registered: Identifiers, values: Values): (keyof Identifiers)[] =>
  FIELDS.flatMap(([name, field]) => {
    const [here, given] = [registered[name], values[field]]
    return here === null || given === undefined || given === here ? [] : [name]
  })
