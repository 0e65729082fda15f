import { randomBytes } from 'node:crypto'

import { Injectable } from '@nestjs/common'

import { canonicalBytes } from '../../shared/canonical.js'
import { seal, unseal } from '../../shared/sealed.js'
import { Passwords, type Stretching } from '../identity/passwords.js'
import type { PrivateKey } from '../keys/key-service.js'
import { STRETCHING } from './domain/holding.js'

/** A private key as it is kept: by a passphrase that is not. */
export interface LockedKey {
  sealed: Buffer
  salt: Buffer
  stretching: Stretching
}

const SALT_BYTES = 16

const aboutKeyOf = (personId: string): string => `private key of person ${personId}`

/** Seals a person's private key by their passphrase: Argon2id makes the key of it, AES-256-GCM seals. */
@Injectable()
export class PassphraseLock {
  constructor(private readonly passwords: Passwords) {}

  async lock(personId: string, privateKey: PrivateKey, passphrase: string): Promise<LockedKey> {
    const salt = randomBytes(SALT_BYTES)
    const key = await this.passwords.stretch(passphrase, salt, STRETCHING)
    return { sealed: seal(key, canonicalBytes(privateKey), aboutKeyOf(personId)), salt, stretching: STRETCHING }
  }

  /** Null where the passphrase is another. */
  async unlock(personId: string, { sealed, salt, stretching }: LockedKey, passphrase: string): Promise<PrivateKey | null> {
    const opened = unseal(await this.passwords.stretch(passphrase, salt, stretching), sealed, aboutKeyOf(personId))
    return opened === null ? null : (JSON.parse(opened.toString('utf8')) as PrivateKey)
  }
}
