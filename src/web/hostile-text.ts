import { type FieldProblem, Malformed } from '../shared/domain/errors.js'

const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** Refuses text that the database cannot hold or that is no text: NUL and lone surrogates, in names as in values. */
export function refuseHostileText(value: unknown): void {
  const errors = hostileTextIn(value, '')
  if (errors.length > 0) throw new Malformed('text-not-allowed', 'The request holds characters that no text may hold.', errors)
}

function hostileTextIn(value: unknown, pointer: string): FieldProblem[] {
  if (typeof value === 'string') return isHostile(value) ? [problemAt(pointer)] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    isHostile(name) ? [problemAt(pointer)] : hostileTextIn(member, `${pointer}/${escapePointer(name)}`),
  )
}

const isHostile = (text: string): boolean => text.includes('\u0000') || !text.isWellFormed()

const problemAt = (pointer: string): FieldProblem => ({
  pointer,
  code: 'text-not-allowed',
  detail: 'Remove the NUL character or the half of a surrogate pair.',
})
