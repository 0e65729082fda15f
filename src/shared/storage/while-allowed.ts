import type { Readable } from 'node:stream'

import { DomainError } from '../domain/errors.js'

/** Whoever may no longer read is cut off within a second, however slowly they read. */
const ASK_EVERY_MS = 300

/** The bytes for as long as `ask` does not refuse them. Most are out before it is asked once; a database that is away refuses nothing. */
export function whileAllowed(bytes: Readable, ask: () => Promise<unknown>): Readable {
  let waits = false
  const askAgain = (): void => {
    if (waits) return
    waits = true
    ask()
      .catch((error: unknown) => {
        if (error instanceof DomainError) bytes.destroy()
      })
      .finally(() => {
        waits = false
      })
  }
  const asking = setInterval(askAgain, ASK_EVERY_MS).unref()
  bytes.once('close', () => {
    clearInterval(asking)
  })
  return bytes
}
