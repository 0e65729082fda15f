import { type ApiDocument, type Operation, type Schema, SCHEMAS } from './shapes.js'

/** Bodies of requests refuse members they do not know (validation.ts), so their schemas say that there are no others. */
export function closeInputs({ paths, components: { schemas } }: ApiDocument): void {
  const operations = Object.values(paths).flatMap(item => Object.values(item))
  for (const name of referredFrom(operations.flatMap(bodiesOf), schemas)) {
    const schema = schemas[name]
    if (schema?.properties !== undefined) schema.additionalProperties ??= false
  }
}

const bodiesOf = ({ requestBody }: Operation): Schema[] =>
  // A form and its fields are read by file-upload.ts; receipts are kept by whoever has them, with what they add.
  Object.values(requestBody?.content ?? {}).map(({ schema }) => schema)

/** The names of the schemas that these refer to, and those that they refer to. */
function referredFrom(start: readonly Schema[], schemas: Readonly<Record<string, Schema>>): Set<string> {
  const found = new Set<string>()
  const follow = (part: unknown): void => {
    for (const name of namesIn(part)) {
      if (found.has(name)) continue
      found.add(name)
      follow(schemas[name])
    }
  }
  start.forEach(follow)
  return found
}

const namesIn = (part: unknown): string[] =>
  [...JSON.stringify(part ?? null).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => String(target).slice(SCHEMAS.length))

/** What a member's name says of its text everywhere in the API; a member that is something else says so in its DTO. */
const BY_NAME: readonly [name: RegExp, form: Schema][] = [
  [/^howTo[A-Z]/, {}],
  [/^(question|line|criterion)Id$/, { pattern: '^[A-Z]\\d{1,3}$' }],
  [/^id$|[a-z](Id|By)$|[a-z]Ids$/, { format: 'uuid' }],
  [/[a-z](At|Deadline)$|^since$/, { format: 'date-time' }],
  [/^hash$|[a-z]Hash$/, { pattern: '^sha256-[0-9a-f]{64}$' }],
  [/^sha256$/, { pattern: '^[0-9a-f]{64}$' }],
]

/** Gives text the form that its member's name tells, and makes numbers integers: there are no others, because figures with decimals are text. */
export function formByName({ components: { schemas } }: ApiDocument): void {
  for (const { properties = {} } of Object.values(schemas)) {
    for (const [name, schema] of Object.entries(properties)) {
      if (schema.type === 'number') schema.type = 'integer'
      if (isNullable(schema, 'number')) schema.type = ['integer', 'null']
      const text = schema.items ?? schema
      if (isPlainText(text)) Object.assign(text, BY_NAME.find(([pattern]) => pattern.test(name))?.[1])
    }
  }
}

const isPlainText = (schema: Schema): boolean =>
  (schema.type === 'string' || isNullable(schema, 'string')) &&
  [schema.format, schema.pattern, schema.enum, schema.maxLength].every(said => said === undefined)

const isNullable = ({ type }: Schema, of: string): boolean => Array.isArray(type) && type.includes(of) && type.includes('null')
