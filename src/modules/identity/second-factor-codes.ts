import { createHash, type KeyObject, randomBytes } from 'node:crypto'

import { Inject, Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { firstRow } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { DomainError } from '../../shared/domain/errors.js'
import { deriveKey } from '../../shared/master-key.js'
import { seal, unseal } from '../../shared/sealed.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { APP_CODE, stepOf } from './one-time-codes.js'

/** Own figure: enough for years of lost phones, few enough to print. */
const RECOVERY_CODES = 10

/** 120 bits, which need no slow hash: ASVS 6.5.2 asks for one below 112. */
const RECOVERY_BYTES = 15

/** Without O, I, 0 and 1, which people take for each other. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

class SecondFactorUnreadable extends DomainError {
  constructor() {
    super('unavailable', 'second-factor-unreadable', 'Codes of your app cannot be checked at the moment. Use one of your recovery codes.')
  }
}

export class SecondFactorRefused extends DomainError {
  constructor() {
    super('forbidden', 'second-factor-needed', 'This account has a second factor. Give its current code as well, or a recovery code.')
  }
}

export const keyOfSecondFactors = (masterKey: KeyObject): Buffer => deriveKey(masterKey, 'second factors')

/** Secrets and codes of second factors: seals and opens, makes and takes, each code once. */
@Injectable()
export class SecondFactorCodes {
  private readonly key: Buffer
  private readonly previousKey: Buffer | null

  constructor(@Inject(CONFIG) { masterKey, previousMasterKey }: RunningConfig) {
    this.key = keyOfSecondFactors(masterKey)
    this.previousKey = previousMasterKey === null ? null : keyOfSecondFactors(previousMasterKey)
  }

  sealed(personId: string, secret: Buffer): Buffer {
    return seal(this.key, secret, personId)
  }

  /** The secret again; null where the master key is another, and was not the one before. */
  opened(personId: string, sealed: Buffer): Buffer | null {
    return unseal(this.key, sealed, personId) ?? (this.previousKey === null ? null : unseal(this.previousKey, sealed, personId))
  }

  /** Whether the person signs in with a second factor; one that was never confirmed is none. */
  async isSetUp(view: Readable, personId: string): Promise<boolean> {
    return (await firstRow(view, 'SELECT 1 FROM second_factor WHERE person_id = $1 AND confirmed_at IS NOT NULL', [personId])) !== null
  }

  /** Takes a code of the app or a recovery code, and tells whether it was good. Of two that give the same at once, one is refused. */
  async take(tx: Tx, personId: string, code: string): Promise<boolean> {
    const typed = code.replaceAll(/[\s-]/g, '').toUpperCase()
    return APP_CODE.test(typed) ? this.takeAppCode(tx, personId, typed) : takeRecoveryCode(tx, personId, typed)
  }

  /** Throws SecondFactorRefused unless the person has no second factor, or gave its code, which is used up by that. */
  async ask(tx: Tx, personId: string, code: string | undefined): Promise<void> {
    if (!(await this.isSetUp(tx, personId))) return
    if (code === undefined || !(await this.take(tx, personId, code))) throw new SecondFactorRefused()
  }

  /** New recovery codes, shown this once, instead of all that were given before. */
  async renewRecoveryCodes(tx: Tx, personId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
    await tx.query('DELETE FROM recovery_code WHERE person_id = $1', [personId])
    await tx.query('INSERT INTO recovery_code (code_hash, person_id) SELECT hash, $2 FROM unnest($1::bytea[]) AS made (hash)', [
      codes.map(hashOf),
      personId,
    ])
    return codes.map(code => code.replaceAll(/(.{4})(?!$)/g, '$1-'))
  }

  /** The step is noted in the same statement that asks whether it is later than the last one: the row's lock decides between two at once. */
  private async takeAppCode(tx: Tx, personId: string, code: string): Promise<boolean> {
    const factor = await firstRow<{ secret: Buffer }>(tx, 'SELECT secret FROM second_factor WHERE person_id = $1 FOR UPDATE', [personId])
    if (factor === null) return false
    const secret = this.opened(personId, factor.secret)
    if (secret === null) throw new SecondFactorUnreadable()
    const step = stepOf(secret, code, Date.parse(await marketNow(tx)))
    if (step === null) return false
    const taken = 'UPDATE second_factor SET last_step = $2 WHERE person_id = $1 AND last_step < $2 RETURNING last_step'
    return (await firstRow(tx, taken, [personId, step])) !== null
  }
}

async function takeRecoveryCode(tx: Tx, personId: string, typed: string): Promise<boolean> {
  const taken = await firstRow(
    tx,
    `UPDATE recovery_code SET used_at = market_now() WHERE code_hash = $1 AND person_id = $2 AND used_at IS NULL
       AND EXISTS (SELECT FROM second_factor WHERE person_id = $2 AND confirmed_at IS NOT NULL) RETURNING used_at`,
    [hashOf(typed), personId],
  )
  return taken !== null
}

const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest()

/** Five bits of each of 24 letters. */
function newRecoveryCode(): string {
  const bits = BigInt(`0x${randomBytes(RECOVERY_BYTES).toString('hex')}`)
  return Array.from({ length: (RECOVERY_BYTES * 8) / 5 }, (_, place) => ALPHABET[Number((bits >> BigInt(place * 5)) & 31n)]).join('')
}
