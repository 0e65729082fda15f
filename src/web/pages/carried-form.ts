import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

import { Inject, Injectable } from '@nestjs/common'

import { deriveKey } from '../../shared/master-key.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import type { ActorRequest } from '../actor.guard.js'
import { SHOWN_TO } from './acting-for.js'
import { type FormFields, withoutSecrets } from './form-body.js'

/** A form that was sent after its session had ended. */
export interface CarriedForm {
  path: string
  personId: string
  fields: FormFields
}

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Carries a form through the sign-in page. It is sealed, so that whoever signs in there next reads nothing of it. */
@Injectable()
export class CarriedForms {
  private readonly key: Buffer

  constructor(@Inject(CONFIG) config: Pick<RunningConfig, 'masterKey'>) {
    this.key = deriveKey(config.masterKey, 'carried form')
  }

  /** The form of a request, sealed; null where it was no form, or does not say for whom it was shown. */
  seal({ url, body }: ActorRequest): string | null {
    const fields = (body ?? {}) as FormFields
    const as = fields[SHOWN_TO]
    if (typeof as !== 'string' || as === '') return null
    const carried: CarriedForm = { path: url, personId: as.split('/', 1)[0] ?? '', fields: withoutSecrets(fields) }
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(CIPHER, this.key, nonce)
    const sealed = Buffer.concat([cipher.update(JSON.stringify(carried)), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
  }

  /** What was sealed here, or null for anything else. */
  open(text: string): CarriedForm | null {
    const bytes = Buffer.from(text, 'base64url')
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return null
    try {
      const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, NONCE_BYTES))
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      const opened = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
      return JSON.parse(opened.toString('utf8')) as CarriedForm
    } catch {
      return null
    }
  }
}
