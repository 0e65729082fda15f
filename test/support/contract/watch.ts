import { Readable } from 'node:stream'

import type { NestFastifyApplication } from '@nestjs/platform-fastify'

import type { ApiDocument } from '../../../src/web/openapi/shapes.js'
import { isForPages } from '../../../src/web/page-addresses.js'
import { type Answered, Contract } from './contract.js'
import { noteSeen } from './seen.js'

/** One for each test file, made from the first application it starts. */
let contract: Contract | undefined

/** What the tests of this file were answered that the document does not tell of, by the answer's X-Request-Id. */
const undocumented = new Map<string, string>()

/** Answers that were judged from inside, by their X-Request-Id. Those of the server before it finds a route are not. */
const judged = new Set<unknown>()

/** The experiments measure, and are not held up by this. */
const isTest = process.env['JEST_WORKER_ID'] !== undefined

/** Holds every answer that the application gives, however it was asked, against the document. Call it before the application listens. */
export function watch(app: NestFastifyApplication): void {
  if (!isTest) return
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', ({ method, url }, reply, payload, done) => {
      judged.add(reply.getHeader('x-request-id'))
      const checkText = (text: string | null): void => {
        check({ method, url, status: reply.statusCode, headers: reply.getHeaders(), text })
      }
      if (payload instanceof Readable && method !== 'HEAD' && String(reply.getHeader('content-type')).startsWith('application/json')) {
        done(null, Readable.from(told(payload, checkText)))
        return
      }
      checkText(typeof payload === 'string' || payload === null || payload === undefined ? (payload ?? '') : null)
      done()
    })
}

/** The same stream, whose text is told before it ends. */
async function* told(stream: Readable, tell: (text: string) => void): AsyncGenerator<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream as AsyncIterable<Buffer | string>) {
    chunks.push(Buffer.from(chunk as string))
    yield Buffer.from(chunk as string)
  }
  tell(Buffer.concat(chunks).toString('utf8'))
}

/** Learns the document that applications of this file serve. */
export function learn(document: ApiDocument): void {
  if (isTest) contract ??= new Contract(document)
}

/** Holds an answer against the document, and answers what is wrong with it in words, or null. Of pages the document does not tell. */
export function check(answered: Answered): string | null {
  if (contract === undefined || isForPages(answered.url)) return null
  const { operationId, faults, ...about } = contract.judge(answered)
  if (operationId !== null) noteSeen({ ...about, operationId }, answered.status)
  if (faults.length === 0) return null
  const { method, url, status, headers, text } = answered
  const complaint = [
    `${method} ${url} answered ${status}, and the API document (${operationId ?? 'no operation'}) does not agree:`,
    ...faults.map(fault => `  - ${fault}`),
    `  Say it beside the route (@Refuses, @Sends, its DTO) or in src/web/openapi. The answer was: ${(text ?? 'no text').slice(0, 600)}`,
  ].join('\n')
  undocumented.set(String(headers['x-request-id']), complaint)
  return complaint
}

/** What is wrong with an answer that a test was given, whether or not it was judged from inside before; or null. */
export function complaintAbout(answered: Answered): string | null {
  const requestId = answered.headers['x-request-id']
  return judged.delete(requestId) ? (undocumented.get(String(requestId)) ?? null) : check(answered)
}

interface Hooks {
  afterEach?: (hook: () => void) => void
  afterAll?: (hook: () => void) => void
}

/** Whoever imports this is watched: the test that was given such an answer fails, whether or not it looked at it. */
const { afterEach: afterTest, afterAll: afterTests }: Hooks = globalThis as Hooks
afterTest?.(complain)
afterTests?.(complain)

function complain(): void {
  const complaints = [...undocumented.values()]
  undocumented.clear()
  if (complaints.length > 0) throw new Error([...new Set(complaints)].slice(0, 5).join('\n\n'))
}
