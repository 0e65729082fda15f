import { Injectable } from '@nestjs/common'
import { hash, hashRaw, verify } from '@node-rs/argon2'

import { DomainError } from '../../shared/domain/errors.js'

/** OWASP's first choice for Argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** How much work a key of a passphrase is: Argon2id, memory in KiB, passes, lanes. */
export interface Stretching {
  memoryCost: number
  timeCost: number
  parallelism: number
}

/** Hashes at once, so that a rush of sign-ins takes at most this many times 19 MiB. */
const AT_ONCE = 4

/** Sign-ins that may wait for their turn; at some 20 ms each, a second or two. */
const MOST_WAITING = 200

/** Signed-in people who prove themselves anew, perhaps at a deadline, go before those who sign in. */
type Turn = 'first' | 'last'

class TooManySignIns extends DomainError {
  constructor() {
    super('unavailable', 'too-many-sign-ins', 'Very many people are signing in just now. Try again in a few seconds.')
  }
}

@Injectable()
export class Passwords {
  private running = 0
  private readonly waiting: (() => void)[] = []
  private decoy: Promise<string> | null = null

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, ARGON2ID))
  }

  /** Whether the password fits. Without a hash it does the same work and answers no, so that unknown accounts take as long as known ones. */
  async fits(password: string, stored: string | null, turn: Turn = 'last'): Promise<boolean> {
    const decoy = await this.decoyHash()
    const compared = stored ?? decoy
    const fits = await this.inTurn(() => verify(compared, password), turn)
    return fits && stored !== null
  }

  /** Thirty-two bytes that follow from the passphrase and the salt, and take whoever guesses as much work. */
  stretch(passphrase: string, salt: Buffer, { memoryCost, timeCost, parallelism }: Stretching): Promise<Buffer> {
    return this.inTurn(() => hashRaw(passphrase, { salt, memoryCost, timeCost, parallelism, outputLen: 32 }), 'first')
  }

  /** Made once; made again where making it failed. */
  private decoyHash(): Promise<string> {
    this.decoy ??= this.hash('no account has this password').catch((error: unknown) => {
      this.decoy = null
      throw error
    })
    return this.decoy
  }

  /** A crowd that signs in never keeps out whoever is signed in. */
  private async wait(turn: Turn): Promise<void> {
    if (turn === 'last' && this.waiting.length >= MOST_WAITING) throw new TooManySignIns()
    await new Promise<void>(resolve => {
      if (turn === 'first') this.waiting.unshift(resolve)
      else this.waiting.push(resolve)
    })
  }

  private async inTurn<T>(work: () => Promise<T>, turn: Turn = 'last'): Promise<T> {
    if (this.running < AT_ONCE) this.running += 1
    else await this.wait(turn)
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next === undefined) this.running -= 1
      else next()
    }
  }
}
