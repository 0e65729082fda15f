import type { Log } from '../../shared/log.js'
import { KeyUnavailable } from './key-unavailable.js'
import { KeyWrap } from './key-wrap.js'
import { NotOpened, type Transit } from './transit.js'

/** How the bytes begin; 1 is what this product seals, 2 an envelope (envelope.ts), and JSON begins with what prints. */
const FORMAT = 3

/** Ends what it is about, which holds none. */
const END = 0

/**
 * Wraps by a key that never leaves the transit engine of Vault or OpenBao. What a key is about goes in with it and is compared when it comes out:
 * "associated data" would bind it as well, but what has some cannot be rewrapped (ADR 0041).
 */
export class TransitWrap extends KeyWrap {
  constructor(
    private readonly transit: Transit,
    private readonly log: Log,
  ) {
    super()
  }

  hasWrapped(bytes: Buffer): boolean {
    return bytes[0] === FORMAT
  }

  async wrap(key: Buffer, about: string): Promise<Buffer> {
    return marked(await this.transit.encrypt(Buffer.concat([headOf(about), key])))
  }

  async unwrap(wrapped: Buffer, about: string): Promise<Buffer> {
    const opened = await this.opened(about, () => this.transit.decrypt(ciphertextIn(wrapped)))
    const head = headOf(about)
    if (opened.subarray(0, head.length).equals(head)) return opened.subarray(head.length)
    this.log.error({ about }, 'a private key does not open: it was wrapped for something else, and its row was changed from outside')
    throw new KeyUnavailable()
  }

  /** The key itself stays in the engine. */
  async renew(wrapped: Buffer, about: string): Promise<Buffer | null> {
    const before = ciphertextIn(wrapped)
    const after = await this.opened(about, () => this.transit.rewrap(before))
    return versionOf(after) === versionOf(before) ? null : marked(after)
  }

  private async opened<T>(about: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof NotOpened)) throw error
      this.log.error({ about, reason: error.message }, 'a private key does not open')
      throw new KeyUnavailable()
    }
  }
}

const headOf = (about: string): Buffer => Buffer.concat([Buffer.from(about), Buffer.of(END)])

const marked = (ciphertext: string): Buffer => Buffer.concat([Buffer.of(FORMAT), Buffer.from(ciphertext)])

const ciphertextIn = (wrapped: Buffer): string => wrapped.subarray(1).toString('latin1')

/** "vault:v3" of "vault:v3:…". */
const versionOf = (ciphertext: string): string => ciphertext.split(':', 2).join(':')
