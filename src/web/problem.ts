import { types } from 'node:util'

import { HttpException } from '@nestjs/common'

import { DomainError, type ErrorKind, type FieldProblem } from '../shared/domain/errors.js'

/** RFC 9457 problem details; `code` is stable, `errors` point into the request body. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  instance: string
  code: string
  errors?: readonly FieldProblem[]
}

const STATUS: Record<ErrorKind, number> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  'precondition-required': 428,
  refused: 422,
  'too-large': 413,
  unsupported: 415,
  'too-many': 429,
  unavailable: 503,
}

const TITLES: Record<number, string> = {
  400: 'The request is malformed',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  408: 'Too slow',
  409: 'In conflict with the current state',
  412: 'Changed since you read it',
  413: 'Too large',
  414: 'The address is too long',
  415: 'Media type not supported',
  422: 'Refused by a rule',
  428: 'If-Match is required',
  429: 'Too many requests',
  431: 'The headers are too large',
  500: 'Something went wrong',
  503: 'Out of service for a moment',
}

/** What Nest and Fastify refuse themselves, in the product's words. */
const FRAMEWORK: Record<number, { code: string; detail: string }> = {
  404: { code: 'not-found', detail: 'There is nothing at this address.' },
  405: { code: 'method-not-allowed', detail: 'This address does not take that method.' },
  408: { code: 'request-too-slow', detail: 'The request did not end in time. Send it again.' },
  413: { code: 'body-too-large', detail: 'The body is larger than this address takes (1 MiB).' },
  414: { code: 'address-too-long', detail: 'The address is longer than the server takes.' },
  415: {
    code: 'media-type-not-supported',
    detail: 'Send the body as application/json, or a file as multipart/form-data to an address that takes one.',
  },
  431: { code: 'headers-too-large', detail: 'The headers are larger than the server takes.' },
}

const RETRY_SECONDS = 5

/** A change whose answer was lost may have been made: repeating it with its key is safe either way. */
const WHAT_NOW = {
  read: 'Try again in a moment.',
  changed: 'It is not known whether this was done: repeat it with the same Idempotency-Key, or read it again first.',
}

/** A body of a megabyte can be wrong in a hundred thousand places; nobody reads further than this. */
const MOST_ERRORS = 100

export interface Answer {
  problem: Problem & Record<string, unknown>
  headers: Record<string, string>
  unexpected: boolean
}

/** Turns anything thrown into a problem, giving nothing away about what was not meant to be thrown. */
export function problemOf(error: unknown, instance: string, requestId: string, isSafe = true): Answer {
  if (error instanceof DomainError) return domainProblem(error, instance)
  if (isCutOff(error)) return answer(400, 'body-ended-early', 'The connection ended before the body was whole. Send it again.', instance)
  if (isDatabaseAway(error))
    return answer(
      503,
      'unavailable',
      `The service cannot reach its database, or it is too busy. ${WHAT_NOW[isSafe ? 'read' : 'changed']}`,
      instance,
    )
  const status = statusOf(error)
  if (status !== null && status < 500) {
    const known = FRAMEWORK[status] ?? { code: 'malformed', detail: 'The request cannot be understood.' }
    return answer(status, known.code, known.detail, instance)
  }
  return {
    ...answer(
      500,
      'internal-error',
      `Something went wrong on our side. ${WHAT_NOW[isSafe ? 'read' : 'changed']} Quote ${requestId} when you report it.`,
      instance,
    ),
    unexpected: true,
  }
}

function domainProblem(error: DomainError, instance: string): Answer {
  const status = STATUS[error.kind]
  const made = answer(status, error.code, error.message, instance)
  if (error.errors.length > 0) made.problem.errors = error.errors.slice(0, MOST_ERRORS)
  made.problem = { ...error.members, ...made.problem }
  if (typeof error.members['retryAfterSeconds'] === 'number') made.headers['Retry-After'] = String(error.members['retryAfterSeconds'])
  if (status === 401) made.headers['WWW-Authenticate'] = 'Bearer'
  return made
}

function answer(status: number, code: string, detail: string, instance: string): Answer {
  const problem = { type: `urn:ai-marketplace:problem:${code}`, title: TITLES[status] ?? 'Refused', status, detail, instance, code }
  return { problem, headers: status === 503 ? { 'Retry-After': String(RETRY_SECONDS) } : {}, unexpected: false }
}

function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus()
  if (isError(error) && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode
  return null
}

/** Errors that Node makes itself are of another realm where code runs in a context of its own. */
export const isError = (error: unknown): error is Error => error instanceof Error || types.isNativeError(error)

/** What Node says of a request whose sender went away, or whose chunks are none; nobody hears the answer, but the log does. */
const isCutOff = (error: unknown): boolean =>
  isError(error) && error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'

/** SQLSTATE classes and system errors of a database that is away, full, or too contended: deadlock, serialisation, time-outs. */
const AWAY =
  /^(08|53|57P0|40001|40P01|55P03|57014|25P03)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/

/** A database that is restarting, full or out of reach, as pg and TypeORM tell it. */
function isDatabaseAway(error: unknown): boolean {
  if (!isError(error)) return false
  if ('code' in error && typeof error.code === 'string' && AWAY.test(error.code)) return true
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway)
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed/.test(
    error.message,
  )
}
