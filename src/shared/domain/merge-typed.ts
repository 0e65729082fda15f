/** What a person typed by the name of its field, and the fingerprint of each field as it was shown to them before. */
export interface Typed<Value> {
  /** Null where there is nothing, or no longer. */
  typed: Readonly<Record<string, Value | null>>
  was: Readonly<Record<string, string>>
}

export interface Merged<Value> {
  /** What the person changed and nobody else did; null deletes. */
  changes: Record<string, Value | null>
  /** Fields that the person and somebody else changed, each differently. */
  clashes: string[]
}

/** Puts what one person changed over what is saved by now. What they did not touch stays as it is saved. */
export function mergeTyped<Value>(
  { typed, was }: Typed<Value>,
  savedNow: (field: string) => Value | null,
  fingerprint: (value: Value | null, field: string) => string,
): Merged<Value> {
  const merged: Merged<Value> = { changes: {}, clashes: [] }
  for (const [field, value] of Object.entries(typed)) {
    const [own, before, now] = [fingerprint(value, field), was[field], fingerprint(savedNow(field), field)]
    if (own === now || own === before) continue
    if (now === before) merged.changes[field] = value
    else merged.clashes.push(field)
  }
  return merged
}
