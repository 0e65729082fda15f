import { type FieldProblem, Malformed } from '../shared/domain/errors.js'
import { escapedInPointer } from '../shared/domain/json-pointer.js'

/**
 * Refuses text that the database cannot hold or that is no text (NUL and lone surrogates, in names as in values), and names that every
 * object inherits: validation takes those for known.
 */
export function refuseHostileText(value: unknown): void {
  const errors = hostileTextIn(value, '')
  if (errors.length > 0)
    throw new Malformed('text-not-allowed', 'The request holds text or names that it may not hold. See errors.', errors)
}

function hostileTextIn(value: unknown, pointer: string): FieldProblem[] {
  if (typeof value === 'string') return isHostile(value) ? [problemAt(pointer)] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => {
    if (isHostile(name)) return [problemAt(pointer)]
    const place = `${pointer}/${escapedInPointer(name)}`
    return name in Object.prototype ? [{ ...RESERVED, pointer: place }] : hostileTextIn(member, place)
  })
}

const isHostile = (text: string): boolean => text.includes('\u0000') || !text.isWellFormed()

const problemAt = (pointer: string): FieldProblem => ({
  pointer,
  code: 'text-not-allowed',
  detail: 'Remove the NUL character or the half of a surrogate pair.',
})

const RESERVED = { code: 'name-reserved', detail: 'No field has this name. Leave it out.' }
