import addFormats from 'ajv-formats'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

import type { Answer, ApiDocument, Operation, Schema } from '../../../src/web/openapi/shapes.js'
import { isProblemCode, statusOf } from '../../../src/web/openapi/problem-codes.js'
import { BEFORE_ANY_ROUTE } from '../../../src/web/openapi/refusals-of.js'
import { PROBLEM_TYPE } from '../../../src/web/openapi/responses.js'

/** An answer as it came, whoever asked; `text` is null where the body is no text. */
export interface Answered {
  method: string
  url: string
  status: number
  headers: Readonly<Record<string, unknown>>
  text: string | null
}

/** What an answer is to the document, and what the document does not say of it. */
export interface Judged {
  operationId: string | null
  code: string
  body: unknown
  faults: string[]
}

interface Route {
  pattern: RegExp
  path: string
  methods: ReadonlyMap<string, Operation>
}

/** Headers that are only sent where the document tells of them. */
const TOLD = ['etag', 'location', 'retry-after', 'www-authenticate']

/** The document of the API as a judge of answers: in it stands every status, code, header and member that may come. */
export class Contract {
  // That the document itself is one is tested where it is made (api-document.e2e-spec).
  private readonly ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, validateSchema: false, meta: false })
  private readonly compiled = new Map<string, ValidateFunction>()
  private readonly routes: readonly Route[]
  private readonly components: Record<string, Record<string, unknown>>

  constructor(document: ApiDocument) {
    addFormats.default(this.ajv)
    this.ajv.addFormat('binary', true).addVocabulary(['example', 'paths', 'components'])
    this.ajv.addSchema({ ...closed(document), $id: 'api' }, 'api', false, false)
    this.components = document.components as unknown as Record<string, Record<string, unknown>>
    this.routes = Object.entries(document.paths).map(([path, item]) => ({
      path,
      pattern: new RegExp(`^${path.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
      methods: new Map(Object.entries(item).map(([method, operation]) => [method.toUpperCase(), operation])),
    }))
  }

  judge(answered: Answered): Judged {
    const { method, url, status } = answered
    const path = url.split('?', 1)[0] ?? ''
    const body = bodyOf(answered)
    const code = status >= 400 ? codeOf(body) : ''
    const route = this.routes.find(({ pattern, methods }) => pattern.test(path) && methods.has(asked(method)))
    const operation = route?.methods.get(asked(method))
    if (route === undefined || operation === undefined || BEFORE_ANY_ROUTE.has(code))
      return { operationId: null, code, body, faults: this.faultsOutside(path, answered, body) }
    const documented = operation.responses[status]
    const place = ['paths', route.path, asked(method).toLowerCase(), 'responses', String(status)]
    const faults =
      documented === undefined
        ? [`the document does not tell of status ${status}${code === '' ? '' : ` (${code})`}`]
        : [...this.headerFaults(documented, answered), ...(method === 'HEAD' ? [] : this.bodyFaults(documented, answered, place, body))]
    return { operationId: operation.operationId, code, body, faults }
  }

  /** Whether a body is one that the schema of a request allows. */
  fits(schema: Schema, body: unknown): boolean {
    const key = JSON.stringify(schema)
    const validate = this.compiled.get(key) ?? this.ajv.compile(JSON.parse(key.replaceAll('"$ref":"#', '"$ref":"api#')) as object)
    this.compiled.set(key, validate)
    return validate(body)
  }

  /** What is at no address of the document is refused in the same form. */
  private faultsOutside(path: string, { status, headers }: Answered, body: unknown): string[] {
    if (status < 400 || /^\/(api\/docs|api\/openapi\.json|metrics)/.test(path)) return []
    const code = codeOf(body)
    const known = isProblemCode(code) && statusOf(code) === status
    return [
      ...(typeOf(headers) === PROBLEM_TYPE ? [] : [`it is ${String(typeOf(headers))} and no problem document`]),
      ...(known ? [] : [`"${code}" is no code of status ${status}`]),
      ...this.schemaFaults(['components', 'schemas', 'Problem'], body),
    ]
  }

  private headerFaults({ headers: told = {} }: Answer, { headers }: Answered): string[] {
    const names = new Map(Object.entries(told).map(([name, header]) => [name.toLowerCase(), this.headerOf(header)]))
    const missing = [...names].filter(([name, { required }]) => required === true && headers[name] === undefined)
    const misshapen = [...names].filter(([name, { schema }]) => {
      const value = headers[name]
      return !(value === undefined || (isShort(value) && new RegExp(schema?.pattern ?? '').test(String(value))))
    })
    return [
      ...missing.map(([name]) => `${name} is missing`),
      ...misshapen.map(([name]) => `${name} is not of its form: ${JSON.stringify(headers[name])}`),
      ...TOLD.filter(name => headers[name] !== undefined && !names.has(name)).map(name => `the document does not tell of ${name}`),
    ]
  }

  private headerOf(header: NonNullable<Answer['headers']>[string]): { required?: boolean; schema?: { pattern?: string } } {
    if (!('$ref' in header)) return header
    return this.components['headers']?.[header.$ref.split('/').at(-1) ?? ''] as { required?: boolean; schema?: { pattern?: string } }
  }

  private bodyFaults({ content }: Answer, { headers, text }: Answered, place: readonly string[], body: unknown): string[] {
    if (content === undefined) return text === null || text === '' ? [] : ['the document tells of no body']
    const type = typeOf(headers)
    if (type === undefined || !(type in content)) return [`${String(type)} is not among ${Object.keys(content).join(', ')}`]
    return type.endsWith('json') ? this.schemaFaults([...place, 'content', type, 'schema'], body) : []
  }

  private schemaFaults(place: readonly string[], body: unknown): string[] {
    const pointer = `api#/${place.map(escaped).join('/')}`
    const validate = this.compiled.get(pointer) ?? this.ajv.compile({ $ref: pointer })
    this.compiled.set(pointer, validate)
    if (validate(body)) return []
    return (validate.errors ?? [])
      .slice(0, 10)
      .map(({ instancePath, message, params }) => `${instancePath} ${String(message)} ${JSON.stringify(params)}`)
  }
}

const isShort = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number'

const asked = (method: string): string => (method === 'HEAD' ? 'GET' : method)

const escaped = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))

const typeOf = (headers: Answered['headers']): string | undefined =>
  typeof headers['content-type'] === 'string' ? headers['content-type'].split(';', 1)[0] : undefined

function bodyOf({ headers, text }: Answered): unknown {
  if (text === null || typeOf(headers)?.endsWith('json') !== true) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const codeOf = (body: unknown): string => (typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : '')

/**
 * The schemas of bodies, where they stand in the document. Clients have to bear members they do not know, so the document leaves answers open;
 * the product may send none that it does not tell of.
 */
function closed({ paths, components }: ApiDocument): object {
  const schemas = Object.entries(components.schemas).map(([name, schema]): [string, Schema] =>
    schema.properties === undefined || name === 'Problem' ? [name, schema] : [name, { additionalProperties: false, ...schema }],
  )
  return { paths: mapped(paths, item => mapped(item, bodiesOf)), components: { schemas: Object.fromEntries(schemas) } }
}

/** Not the examples, which are most of the document, nor what requests and headers look like. */
const bodiesOf = ({ responses }: Operation) => ({
  responses: mapped(responses, ({ content = {} }) => ({ content: mapped(content, ({ schema }) => ({ schema })) })),
})

const mapped = <T, U>(record: Readonly<Record<string, T>>, made: (member: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([name, member]) => [name, made(member)]))
