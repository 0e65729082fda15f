import { createHash, randomBytes } from 'node:crypto'

/** 256 bits that nobody guesses, as text for headers and cookies. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of a token. It holds 256 random bits, so one round of SHA-256 is enough. */
export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest()
