import fc from 'fast-check'

import type { Schema } from '../../../src/web/openapi/shapes.js'

export type Schemas = Readonly<Record<string, Schema>>

/** Follows a reference. */
export const resolved = (schema: Schema, schemas: Schemas): Schema => {
  const target = schema.$ref ?? schema.allOf?.[0]?.$ref
  return target === undefined ? schema : resolved(schemas[target.split('/').at(-1) ?? ''] ?? {}, schemas)
}

/** How inputs are spoilt: with these texts, so often in a hundred leaves. */
export interface Spoiling {
  texts: readonly string[]
  percent: number
}

/** Values of a schema; with spoiling, some of whose parts are anything. */
export function valuesOf(given: Schema, schemas: Schemas, spoiling: Spoiling): fc.Arbitrary<unknown> {
  const fine = fineValuesOf(resolved(given, schemas), schemas, spoiling)
  if (spoiling.percent === 0) return fine
  const spoilt = fc.oneof(fc.constantFrom(...spoiling.texts), fc.jsonValue({ maxDepth: 2 }))
  return fc.oneof({ weight: 100 - spoiling.percent, arbitrary: fine }, { weight: spoiling.percent, arbitrary: spoilt })
}

function fineValuesOf(schema: Schema, schemas: Schemas, spoiling: Spoiling): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const [type] = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['object'])
  if (type === 'integer' || type === 'number') return fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 1_000_000 })
  if (type === 'boolean') return fc.boolean()
  if (type === 'string') return textsOf(schema)
  if (type === 'array') return fc.array(valuesOf(schema.items ?? {}, schemas, spoiling), { maxLength: Math.min(3, schema.maxItems ?? 3) })
  return objectsOf(schema, schemas, spoiling)
}

function textsOf({ format, pattern, minLength = 0, maxLength }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid({ version: 7 })
  const days = { min: new Date('2026-01-01'), max: new Date('2032-01-01'), noInvalidDate: true }
  if (format === 'date-time') return fc.date(days).map(date => date.toISOString())
  if (format === 'date') return fc.date(days).map(date => date.toISOString().slice(0, 10))
  const fitting = (text: string): boolean => text.length <= (maxLength ?? Infinity)
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern), { size: 'xsmall' }).filter(fitting)
  return fc.string({ minLength, maxLength: Math.min(maxLength ?? 40, 40) })
}

function objectsOf(schema: Schema, schemas: Schemas, spoiling: Spoiling): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema
  const members = Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, valuesOf(member, schemas, spoiling)]))
  const known = fc.record(members, { requiredKeys: [...required] })
  if (Object.keys(properties).length > 0 || additionalProperties === false) return known
  return fc.dictionary(fc.constantFrom('Q101', 'Q201', 'Q503', 'x'), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
}

/** Every place in a schema that holds text, as the names on the way there; "0" is the first of a list. */
export function textPlacesIn(given: Schema, schemas: Schemas, depth = 0): string[][] {
  const schema = resolved(given, schemas)
  if (depth > 6) return []
  const below = (name: string, member: Schema): string[][] => textPlacesIn(member, schemas, depth + 1).map(place => [name, ...place])
  if (schema.items !== undefined) return below('0', schema.items)
  if (schema.properties !== undefined) return Object.entries(schema.properties).flatMap(([name, member]) => below(name, member))
  return schema.type === 'string' || (Array.isArray(schema.type) && schema.type.includes('string')) ? [[]] : []
}

/** The value with another text at a place, and what is needed on the way there. */
export function withText(value: unknown, [name, ...rest]: readonly string[], text: string): unknown {
  if (name === undefined) return text
  if (name === '0') return [withText(Array.isArray(value) ? value[0] : undefined, rest, text)]
  const members = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  return { ...members, [name]: withText(members[name], rest, text) }
}
