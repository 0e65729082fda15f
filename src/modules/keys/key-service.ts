import { exportJWK, generateKeyPair, type JWK_OKP_Private, type JWK_OKP_Public } from 'jose'

import { canonicalBytes } from '../../shared/canonical.js'
import type { Log } from '../../shared/log.js'
import { KeyUnavailable } from './key-unavailable.js'
import type { KeyWrap } from './key-wrap.js'

/** A public key as it stands in the database, for whoever encrypts. */
export type PublicKey = JWK_OKP_Public

/** A private key, for the moment in which something is opened. */
export type PrivateKey = JWK_OKP_Private

/** The public half, and the private half as only the service opens it. `about` says whose it is: it opens for nothing else. */
export interface KeyPair {
  publicKey: PublicKey
  wrapped: Buffer
}

/** Faster than P-256 with this library on this Node (ADR 0037). */
const CURVE = { crv: 'X25519', extractable: true }

/** A new pair whose private half is kept nowhere. */
export async function newPair(): Promise<{ publicKey: PublicKey; privateKey: PrivateKey }> {
  const pair = await generateKeyPair('ECDH-ES+A256KW', CURVE)
  return { publicKey: (await exportJWK(pair.publicKey)) as PublicKey, privateKey: (await exportJWK(pair.privateKey)) as PrivateKey }
}

/** Where private keys are made and opened. Encrypting needs none of it. Who may be given a key is not decided here (opening-keys.ts). */
export class KeyService {
  constructor(
    /** By which keys are wrapped from now on. */
    private readonly present: KeyWrap,
    /** By which some still are. */
    private readonly others: readonly KeyWrap[],
    private readonly log: Log,
  ) {}

  async makePair(about: string): Promise<KeyPair> {
    const { publicKey, privateKey } = await newPair()
    return { publicKey, wrapped: await this.present.wrap(canonicalBytes(privateKey), about) }
  }

  /** Throws KeyUnavailable where it does not open, and KeyServiceAway where the service cannot be asked. */
  async openPrivate(wrapped: Buffer, about: string): Promise<PrivateKey> {
    const opened = await this.whoWrapped(wrapped, about).unwrap(wrapped, about)
    return JSON.parse(opened.toString('utf8')) as PrivateKey
  }

  /** Wrapped as it would be wrapped now; null where it is. */
  async renew(wrapped: Buffer, about: string): Promise<Buffer | null> {
    const before = this.whoWrapped(wrapped, about)
    return before === this.present ? before.renew(wrapped, about) : this.present.wrap(await before.unwrap(wrapped, about), about)
  }

  private whoWrapped(wrapped: Buffer, about: string): KeyWrap {
    const found = [this.present, ...this.others].find(each => each.hasWrapped(wrapped))
    if (found !== undefined) return found
    this.log.error({ about }, 'a private key does not open: it was wrapped by a key service that the settings do not name')
    throw new KeyUnavailable()
  }
}
