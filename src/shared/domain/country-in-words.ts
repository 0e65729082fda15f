const NAMES = new Intl.DisplayNames('en-GB', { type: 'region', fallback: 'none' })

/** A country by its name, with the two letters of ISO 3166-1 that stand for it: "France (FR)". What is no country stays as it is. */
export function countryInWords(code: string): string {
  const name = /^[A-Z]{2}$/.test(code) ? NAMES.of(code) : undefined
  return name === undefined ? code : `${name} (${code})`
}
