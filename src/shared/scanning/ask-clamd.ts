import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'

import { ScanFailed } from './scanner.js'

/** Where clamd listens. */
export type ClamdAddress = { host: string; port: number } | { path: string }

/** clamd's answers are a line. */
const LONGEST_ANSWER = 4_096

const CONNECT_MS = 5_000

/** Chunks of INSTREAM; any size up to clamd's StreamMaxLength would do. */
const CHUNK_BYTES = 65_536

/** The bytes as INSTREAM wants them: chunks with their length before them, and a chunk of no length at the end. */
export async function* inStream(bytes: Readable): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0')
  for await (const read of bytes as AsyncIterable<Buffer>) {
    for (let from = 0; from < read.length; from += CHUNK_BYTES) {
      const chunk = read.subarray(from, from + CHUNK_BYTES)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(chunk.length)
      yield length
      yield chunk
    }
  }
  // A small file is said within one turn of the event loop: what clamd says before it has heard anything is to be heard before the end is said.
  await turn()
  await turn()
  yield Buffer.alloc(4)
}

type Words = Iterable<Buffer> | AsyncIterable<Buffer>

/**
 * One conversation: says all of it, then hears the answer, within so many milliseconds altogether. An answer that comes before everything
 * was said is a complaint and no answer to it. Throws ScanFailed for whatever goes wrong with clamd; what goes wrong with the source of
 * the words is thrown as it is.
 */
export async function askClamd(address: ClamdAddress, words: Words, withinMs: number, givenUp?: AbortSignal): Promise<string> {
  if (givenUp?.aborted === true) throw new ScanFailed('The scan was given up.')
  const socket = connect(address)
  const late = new ScanFailed('The scanner did not answer in time.')
  const timers = [setTimeout(() => socket.destroy(late), withinMs), setTimeout(() => socket.destroy(late), Math.min(withinMs, CONNECT_MS))]
  socket.once('connect', () => {
    clearTimeout(timers[1])
  })
  // Whoever hears the answer hears of it too; after that nobody listens, and it would end the process.
  socket.on('error', () => undefined)
  const giveUp = (): unknown => socket.destroy(new ScanFailed('The scan was given up.'))
  givenUp?.addEventListener('abort', giveUp)
  try {
    return await conversation(socket, words)
  } finally {
    givenUp?.removeEventListener('abort', giveUp)
    for (const timer of timers) clearTimeout(timer)
    socket.destroy()
  }
}

async function conversation(socket: Socket, words: Words): Promise<string> {
  const over = new AbortController()
  const answer = answerOf(socket).finally(() => {
    over.abort()
  })
  const progress = { isAllSaid: false }
  const said = say(socket, words, over.signal).then(isAllSaid => {
    progress.isAllSaid = isAllSaid
    return answer
  })
  const heard = await Promise.race([answer, said])
  if (!progress.isAllSaid) throw new ScanFailed(`The scanner wanted no more: ${JSON.stringify(heard.slice(0, 100))}`)
  return heard
}

/** With back-pressure: no more of a file is in memory than the socket takes. Answers whether it got to the end before it was over. */
async function say(socket: Socket, words: Words, over: AbortSignal): Promise<boolean> {
  const connected = await once(socket, 'connect', { signal: over }).catch(() => null)
  if (connected === null) return false
  for await (const word of words) {
    if (over.aborted) return false
    if (socket.write(word)) continue
    const drained = await once(socket, 'drain', { signal: over }).catch(() => null)
    if (drained === null) return false
  }
  return true
}

/** What stands before the first NUL, which ends every answer to a command that began with "z". */
async function answerOf(socket: Socket): Promise<string> {
  let heard = ''
  try {
    for await (const part of socket as AsyncIterable<Buffer>) {
      heard += part.toString('latin1')
      const end = heard.indexOf('\0')
      if (end >= 0) return heard.slice(0, end)
      if (heard.length > LONGEST_ANSWER) throw new ScanFailed('The scanner said more than an answer.')
    }
  } catch (error) {
    if (error instanceof ScanFailed) throw error
    throw new ScanFailed(`The scanner is out of reach (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`)
  }
  throw new ScanFailed('The scanner hung up before its answer ended.')
}
