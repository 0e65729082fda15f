/** A change of some members: what is given replaces, null deletes, and what is not named stays. */
export type MemberChange<T> = { [Member in keyof T]?: T[Member] | null | undefined }

/** The object with the change made. */
export function mergeMembers<T extends object>(current: T, change: MemberChange<T>): T {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  const merged = { ...current, ...Object.fromEntries(given) }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)) as T
}
