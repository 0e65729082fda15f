import type { Facet } from '../../agreements/domain/filters.js'

/** Values of the filters by facet, as people choose them. */
export type ChosenValues = Readonly<Record<string, readonly string[]>>

/** As they are kept and matched: facet/value, sorted, each once. */
export const tokensOf = (chosen: ChosenValues): string[] =>
  [...new Set(Object.entries(chosen).flatMap(([facet, values]) => values.map(value => `${facet}/${value}`)))].toSorted()

/** Back to values by facet, in the order of their tokens. */
export function valuesOf(tokens: readonly string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const token of tokens) {
    const at = token.indexOf('/')
    const facet = token.slice(0, at)
    found[facet] = [...(found[facet] ?? []), token.slice(at + 1)]
  }
  return found
}

/** A token in the words of the filters: "Location: Scotland"; as it is where they have no such value. */
export function tokenInWords(token: string, facets: readonly Facet[]): string {
  const at = token.indexOf('/')
  const facet = facets.find(({ key }) => key === token.slice(0, at))
  const value = facet?.values.find(({ key }) => key === token.slice(at + 1))
  return facet === undefined || value === undefined ? token : `${facet.title}: ${value.title}`
}

/** With what each value is a part of: whoever offers medical imaging offers medical technology. */
export function withParents(tokens: readonly string[], facets: readonly Facet[]): string[] {
  const parents = facets.flatMap(({ key, values }) =>
    values.flatMap(value => (value.parent !== null && tokens.includes(`${key}/${value.key}`) ? [`${key}/${value.parent}`] : [])),
  )
  return [...new Set([...tokens, ...parents])].toSorted()
}

/** What of the chosen values is offered no longer or never was, where it was not chosen before. */
export function unknownTokens(tokens: readonly string[], facets: readonly Facet[], kept: readonly string[]): string[] {
  const open = new Set(facets.flatMap(({ key, values }) => values.filter(({ retired }) => !retired).map(value => `${key}/${value.key}`)))
  return tokens.filter(token => !open.has(token) && !kept.includes(token))
}

/** A supplier matches when it offers all that is chosen, within a facet and across facets. What it lacks says why it does not. */
export const lackingTokens = (chosen: readonly string[], offer: readonly string[]): string[] =>
  chosen.filter(token => !offer.includes(token))
