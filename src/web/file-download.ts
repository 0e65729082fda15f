import type { Readable } from 'node:stream'

import { applyDecorators, StreamableFile } from '@nestjs/common'
import { ApiOkResponse } from '@nestjs/swagger'
import contentDisposition from 'content-disposition'
import type { FastifyReply } from 'fastify'

import { Refuses } from './openapi/documented.js'
import type { ProblemCode } from './openapi/problem-codes.js'

const BYTES = 'application/octet-stream'

/** The route answers the bytes of a file, or refuses them by one of these codes. */
export const GivesFile = (...codes: [ProblemCode, ...ProblemCode[]]) =>
  applyDecorators(ApiOkResponse({ content: { [BYTES]: { schema: { type: 'string', format: 'binary' } } } }), Refuses(...codes))

interface Bytes {
  name: string
  size: number
  bytes: Readable
}

/** The bytes of a file as they are, to be saved and never shown inside a page. */
export function fileAnswer({ name, size, bytes }: Bytes, reply: FastifyReply, type = BYTES): StreamableFile {
  void reply.header('Content-Security-Policy', "default-src 'none'; sandbox")
  return new StreamableFile(bytes, { type, disposition: contentDisposition(name), length: size })
}
