import type { Readable } from 'node:stream'

import multipart, { type Multipart } from '@fastify/multipart'
import { applyDecorators } from '@nestjs/common'
import { RouteConfig } from '@nestjs/platform-fastify'
import { ApiConsumes } from '@nestjs/swagger'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { DomainError, Malformed } from '../shared/domain/errors.js'
import { refuseHostileText } from './hostile-text.js'
import { NEVER_SHED } from './load-shedding.js'
import { isError } from './problem.js'

/** The part that holds the file. */
const FILE = 'file'

/** More than any form has that fits; a field holds the longest text there is, in bytes. */
const LIMITS = { files: 1, parts: 20, fieldSize: 65_536, headerPairs: 20, fileSize: Infinity }

/** How long a client has to read the refusal of a body that nobody reads any further. */
const LINGER_MS = 2_000

class NotMultipart extends DomainError {
  constructor() {
    super('unsupported', 'media-type-not-supported', `Send multipart/form-data with the file as the part "${FILE}".`)
  }
}

class FormBroken extends Malformed {
  constructor() {
    super('form-broken', 'The form is not whole: it ended early, or its parts cannot be told apart. Send it again.')
  }
}

class NoFilesHere extends DomainError {
  constructor() {
    super('unsupported', 'media-type-not-supported', 'Send the body as application/json: this address takes no files.')
  }
}

/** The route takes a form with one file, read by readUpload; all others refuse forms. A bid needs its files, so it is never shed. */
export const TakesFile = () => applyDecorators(RouteConfig({ takesFile: true, ...NEVER_SHED }), ApiConsumes('multipart/form-data'))

/** The same for a file that no bid waits for: under load, bids come first. */
export const TakesPassingFile = () => applyDecorators(RouteConfig({ takesFile: true }), ApiConsumes('multipart/form-data'))

/** Lets the routes that say so take forms, and stops reading what was refused before its end. */
export async function takeFiles(fastify: FastifyInstance): Promise<void> {
  await fastify.register(multipart)
  fastify.addHook('preValidation', (request, _reply, done) => {
    const { takesFile } = request.routeOptions.config as { takesFile?: boolean }
    done(request.isMultipart() && takesFile !== true ? new NoFilesHere() : undefined)
  })
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    if (!request.raw.complete && request.isMultipart()) stopReading(request, reply)
    done()
  })
}

/** Left to itself Node would read the rest to keep the connection, or close at once and so take the answer away from who still sends. */
function stopReading({ raw }: FastifyRequest, reply: FastifyReply): void {
  raw.unpipe()
  raw.pause()
  // Throws away what has come already. Of a request that nobody has read from until it was empty, Node would read all the rest.
  while (raw.read() !== null);
  void reply.header('Connection', 'close')
  const { socket } = raw
  socket.destroySoon = () => {
    socket.end()
    setTimeout(() => socket.destroy(), LINGER_MS).unref()
  }
}

/**
 * Reads a form of one file and text fields, in any order; empty fields count as left out. `take` is given the file as it comes, and must read
 * it to its end or throw. Anything that is no such form is refused, even after the file was taken. Answers the fields.
 */
export async function readUpload(
  request: FastifyRequest,
  known: readonly string[],
  take: (fileName: string, bytes: Readable) => Promise<void>,
): Promise<Record<string, string>> {
  if (!request.isMultipart()) throw new NotMultipart()
  // A connection that died while permission was asked will never tell the parser so.
  if (request.raw.destroyed) throw new FormBroken()
  const fields: Record<string, string> = {}
  let taken = false
  try {
    for await (const part of request.parts({ limits: LIMITS })) {
      refuseUnknown(part, known)
      if (part.type === 'file') {
        await take(nameOf(part.filename), part.file)
        taken = true
      } else addField(fields, part.fieldname, part)
    }
  } catch (error) {
    throw asRefusal(error)
  }
  if (!taken) throw new Malformed('file-missing', `Send the file as the part "${FILE}", with a name.`)
  refuseHostileText(fields)
  return fields
}

function refuseUnknown({ type, fieldname }: Multipart, known: readonly string[]): void {
  if (type === 'file' ? fieldname === FILE : known.includes(fieldname)) return
  throw new Malformed('invalid-request', `The form may hold one file, "${FILE}", and the fields ${known.join(', ')}; nothing else.`, [
    { pointer: '', code: 'unknown-field', detail: 'Leave out every other part.' },
  ])
}

function nameOf(sent: string | undefined): string {
  if (sent === undefined) throw new Malformed('file-name-missing', 'Give the file a name with its extension, such as certificate.pdf.')
  if (!isWhole(sent)) throw new Malformed('file-name-not-allowed', 'The name of the file is not valid UTF-8. Rename it.')
  return sent
}

function addField(
  fields: Record<string, string>,
  name: string,
  { value, valueTruncated }: { value: unknown; valueTruncated: boolean },
): void {
  const problem = (code: string, detail: string) => new Malformed('invalid-request', detail, [{ pointer: `/${name}`, code, detail }])
  if (name in fields) throw problem('given-twice', `Give ${name} once.`)
  if (valueTruncated || typeof value !== 'string') throw problem('max-length', `${name} is too long, or no text.`)
  if (!isWhole(value)) throw problem('text-not-allowed', `${name} is not valid UTF-8.`)
  if (value !== '') fields[name] = value
}

/** The parser puts a replacement character where bytes are no UTF-8; nobody means to send one. */
const isWhole = (text: string): boolean => !text.includes('\ufffd')

/** How the parser and the streams around it say that a form is none, or ended early. */
const BROKEN = /^FST_|^ERR_STREAM_PREMATURE_CLOSE$|multipart|terminated early|^aborted$/i

/** What the parser throws tells of a form that is none; anything else is passed on as it is. */
function asRefusal(error: unknown): unknown {
  if (error instanceof DomainError || !isError(error)) return error
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'FST_FILES_LIMIT') return new Malformed('several-files', 'Send one file at a time.')
  if (!BROKEN.test(code) && !BROKEN.test(error.message)) return error
  return new FormBroken()
}
