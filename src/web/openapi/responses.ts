import type { SentHeader } from './documented.js'
import { answerKey, type Examples } from './examples.js'
import { type ProblemCode, PROBLEMS, statusOf } from './problem-codes.js'
import type { RouteFacts } from './route-facts.js'
import { type Answer, type Operation, type Schema, SCHEMAS } from './shapes.js'

export const PROBLEM_TYPE = 'application/problem+json'

const header = (name: string) => ({ $ref: `#/components/headers/${name}` })

/** Headers of answers; those that only some carry stand twice. */
export const HEADERS = {
  'X-Request-Id': { required: true, description: 'Quote it when you report a problem', schema: { type: 'string', format: 'uuid' } },
  ETag: { required: true, description: 'Send it as If-Match with a change', schema: { type: 'string', pattern: '^".+"$' } },
  'ETag-of-some': {
    required: false,
    description: 'On public reads: send it as If-None-Match to be answered 304 while nothing changed',
    schema: { type: 'string', pattern: '^".+"$' },
  },
  Location: { required: true, description: 'Where the new thing is', schema: { type: 'string', pattern: '^/api/v1/' } },
  Redirect: { required: true, description: 'Where the browser goes on', schema: { type: 'string', pattern: '^(https?://|/)' } },
  'Retry-After': { required: true, description: 'Seconds to wait', schema: { type: 'string', pattern: '^\\d+$' } },
  'WWW-Authenticate': { required: true, schema: { type: 'string' } },
} as const

const SENT: Readonly<Record<SentHeader, [name: string, shown: { $ref: string }]>> = {
  ETag: ['ETag', header('ETag')],
  'ETag?': ['ETag', header('ETag-of-some')],
  Location: ['Location', header('Location')],
  Redirect: ['Location', header('Redirect')],
}

const MEANS: Readonly<Record<string, string>> = {
  200: 'Done',
  201: 'Made',
  204: 'Done; there is nothing to say',
  303: 'On to the address in Location',
}

/** Adds to the operation what Swagger does not know: headers, answers that are not new, every refusal, and examples. */
export function completeResponses(operation: Operation, refusals: ReadonlySet<ProblemCode>, facts: RouteFacts, examples: Examples): void {
  const { responses, operationId } = operation
  for (const [status, answer] of Object.entries(responses)) {
    if (status === 'default') continue
    answer.description = answer.description === '' ? (MEANS[status] ?? 'Done') : answer.description
    answer.headers = { 'X-Request-Id': header('X-Request-Id'), ...Object.fromEntries(sentBy(facts).map(name => SENT[name])) }
    const [content] = Object.values(answer.content ?? {})
    const example = examples.answers[answerKey(operationId, status)]
    if (content !== undefined && example !== undefined) content.example = example
  }
  if (facts.isPublicRead)
    responses['304'] = {
      description: 'Nothing changed since If-None-Match',
      headers: { 'X-Request-Id': header('X-Request-Id'), ETag: header('ETag') },
    }
  for (const [status, codes] of byStatus(refusals)) responses[status] = refusal(status, codes, examples)
}

const sentBy = ({ sends, isPublicRead }: RouteFacts): readonly SentHeader[] => (isPublicRead && sends.length === 0 ? ['ETag?'] : sends)

function byStatus(refusals: ReadonlySet<ProblemCode>): Map<string, ProblemCode[]> {
  const found = new Map<string, ProblemCode[]>()
  for (const code of [...refusals].sort()) found.set(String(statusOf(code)), [...(found.get(String(statusOf(code))) ?? []), code])
  return found
}

function refusal(status: string, codes: readonly ProblemCode[], examples: Examples): Answer {
  const shown = codes
    .filter(code => code in examples.problems)
    .map((code): [string, object] => [code, { $ref: `#/components/examples/${code}` }])
  const waits = status === '429' || status === '503'
  return {
    description: codes.map(code => `\`${code}\`: ${PROBLEMS[code][1]}`).join('\n\n'),
    headers: {
      'X-Request-Id': header('X-Request-Id'),
      ...(waits ? { 'Retry-After': header('Retry-After') } : {}),
      ...(status === '401' ? { 'WWW-Authenticate': header('WWW-Authenticate') } : {}),
    },
    content: {
      [PROBLEM_TYPE]: {
        schema: {
          allOf: [{ $ref: `${SCHEMAS}Problem` }],
          type: 'object',
          properties: { status: { type: 'integer', const: Number(status) }, code: { type: 'string', enum: codes } },
        },
        ...(shown.length === 0 ? {} : { examples: Object.fromEntries(shown) }),
      },
    },
  }
}

/** RFC 9457, with the members that every problem has; some have more, which their code's description names. */
export const PROBLEM: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
  properties: {
    type: { type: 'string', pattern: '^urn:ai-marketplace:problem:' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string' },
    errors: { type: 'array', items: { $ref: `${SCHEMAS}FieldProblem` } },
  },
}

export const FIELD_PROBLEM: Schema = {
  type: 'object',
  required: ['pointer', 'code', 'detail'],
  properties: { pointer: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
  additionalProperties: false,
}
