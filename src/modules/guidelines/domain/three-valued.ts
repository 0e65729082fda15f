/** True, false, or not known: a missing answer is neither a breach nor a pass. */
export type Tri = boolean | 'unknown'

/** One false settles it; else one unknown leaves it open. */
export function allOf(results: readonly Tri[]): Tri {
  if (results.includes(false)) return false
  return results.includes('unknown') ? 'unknown' : true
}

/** One true settles it; else one unknown leaves it open. */
export function anyOf(results: readonly Tri[]): Tri {
  if (results.includes(true)) return true
  return results.includes('unknown') ? 'unknown' : false
}

export const notOf = (result: Tri): Tri => (result === 'unknown' ? 'unknown' : !result)
