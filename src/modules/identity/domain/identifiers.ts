import { type FieldProblem, Refused } from '../../../shared/domain/errors.js'

/** Official numbers of an organisation, in their one spelling. */
export interface Identifiers {
  companiesHouseNumber: string | null
  ppon: string | null
  duns: string | null
}

export type GivenIdentifiers = { [Name in keyof Identifiers]?: string | null | undefined }

interface Scheme {
  spelt: (given: string) => string
  form: RegExp
  detail: string
}

const bare = (text: string): string => text.replaceAll(/\s/g, '').toUpperCase()

/** None of the three has a check digit that is published and in use; the form is all there is to check. */
const SCHEMES: Readonly<Record<keyof Identifiers, Scheme>> = {
  companiesHouseNumber: {
    // People leave out leading zeros.
    spelt: given => (/^\d{1,8}$/.test(bare(given)) ? bare(given).padStart(8, '0') : bare(given)),
    form: /^(?:(?!0{8})\d{8}|(?:A[CR]|BR|C[ES]|F[CE]|G[ENS]|I[CP]|LP|N[ACFILOPRVZ]|O[CE]|PC|R[0CS]|S[ACEFGILOPRZ]|ZC)\d{4}[\dA-Z]{2})$/,
    detail: 'Companies House numbers have eight characters: digits, or two letters and then digits, such as 01234567 or SC123456.',
  },
  ppon: {
    spelt: bare,
    form: /^[A-Z]{4}-\d{4}-[A-Z]{4}$/,
    detail: 'A PPON has the form ABCD-1234-EFGH.',
  },
  duns: {
    spelt: given => bare(given).replaceAll('-', ''),
    form: /^(?!0{9})\d{9}$/,
    detail: 'A DUNS number has nine digits, such as 12-345-6789.',
  },
}

const NAMES = Object.keys(SCHEMES) as (keyof Identifiers)[]

class IdentifierMissing extends Refused {
  constructor() {
    const detail = 'Name at least one identifier: the Companies House number, the PPON or the DUNS number. Officers check it.'
    super('identifier-missing', detail, [{ pointer: '/companiesHouseNumber', code: 'identifier-missing', detail }])
  }
}

/** The identifiers in their one spelling, or Refused with what is wrong with each; at least one is needed. */
export function readIdentifiers(given: GivenIdentifiers): Identifiers {
  const spelt = Object.fromEntries(NAMES.map(name => [name, speltAs(name, given[name])])) as unknown as Identifiers
  const problems = NAMES.flatMap(name => problemWith(name, spelt[name]))
  if (problems.length > 0) throw new Refused('identifier-malformed', 'An identifier does not have its form. See errors.', problems)
  if (NAMES.every(name => spelt[name] === null)) throw new IdentifierMissing()
  return spelt
}

/** One identifier in its one spelling, whether or not it has its form. */
export const spellIdentifier = (name: keyof Identifiers, given: string): string => SCHEMES[name].spelt(given)

/** What is wrong with an identifier in its one spelling; null for nothing. */
export const problemWithIdentifier = (name: keyof Identifiers, value: string): string | null =>
  SCHEMES[name].form.test(value) ? null : SCHEMES[name].detail

const speltAs = (name: keyof Identifiers, given: string | null | undefined): string | null =>
  given === undefined || given === null || given.trim() === '' ? null : spellIdentifier(name, given)

function problemWith(name: keyof Identifiers, value: string | null): FieldProblem[] {
  const detail = value === null ? null : problemWithIdentifier(name, value)
  return detail === null ? [] : [{ pointer: `/${name}`, code: 'identifier-malformed', detail }]
}
