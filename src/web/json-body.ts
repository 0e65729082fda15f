import type { FastifyInstance } from 'fastify'
import secureJsonParse from 'secure-json-parse'

import { Malformed } from '../shared/domain/errors.js'
import { refuseHostileText } from './hostile-text.js'

export const BODY_LIMIT = 1_048_576
const DEEPEST = 32

/** Reads JSON bodies strictly: one object in valid UTF-8, no prototype keys, no NUL or lone surrogate, bounded depth. */
export function parseJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) => {
    try {
      done(null, parse(body as Buffer))
    } catch (error) {
      done(error as Error, undefined)
    }
  })
}

function parse(body: Buffer): unknown {
  return body.length === 0 ? undefined : readJsonObject(body)
}

/** The object that the bytes are, read as strictly wherever they come from. */
export function readJsonObject(body: Buffer): object {
  const text = decode(body)
  refuseDeepNesting(text)
  const value = parseText(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Malformed('body-not-an-object', 'The body must be a JSON object.')
  refuseHostileText(value)
  return value
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new Malformed('body-not-utf8', 'The body is not valid UTF-8.')
  }
}

function parseText(text: string): unknown {
  try {
    return secureJsonParse.parse(text, undefined, { protoAction: 'error', constructorAction: 'error' }) as unknown
  } catch {
    throw new Malformed('body-not-json', 'The body is not valid JSON, or uses a reserved name such as __proto__.')
  }
}

/** Counts brackets outside strings before anything recursive sees the text. */
function refuseDeepNesting(text: string): void {
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (inString) {
      if (character === '\\') index += 1
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') depth -= 1
    if (depth > DEEPEST) throw new Malformed('body-too-deep', `The body is nested deeper than ${DEEPEST} levels.`)
  }
}
