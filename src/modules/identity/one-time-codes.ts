import { randomBytes } from 'node:crypto'

import { Secret, TOTP } from 'otpauth'

/** RFC 4226 section 4: 160 bits are recommended. */
const SECRET_BYTES = 20

/** What every app can: RFC 6238 with SHA-1, six digits, thirty seconds. */
const ALGORITHM = { algorithm: 'SHA1', digits: 6, period: 30 } as const

/** Steps that a phone's clock may be off, to either side; RFC 6238 section 5.2 recommends one. */
const STEPS_OFF = 1

/** What an app shows; anything else is no code of one. */
export const APP_CODE = /^\d{6}$/

const ISSUER = 'AI Marketplace'

export const newSecret = (): Buffer => randomBytes(SECRET_BYTES)

const totpOf = (secret: Buffer, label: string): TOTP =>
  new TOTP({ ...ALGORITHM, issuer: ISSUER, label, secret: new Secret({ buffer: new Uint8Array(secret).buffer }) })

/** The secret as an app takes it: as an address (for a QR code) and as text to type. */
export function shownSecret(secret: Buffer, email: string): { uri: string; text: string } {
  const totp = totpOf(secret, email)
  return { uri: totp.toString(), text: totp.secret.base32 }
}

/** The step that a code is of, when it is that of the moment or of one next to it; null for every other code. */
export function stepOf(secret: Buffer, code: string, atMs: number): number | null {
  if (!APP_CODE.test(code)) return null
  const totp = totpOf(secret, '')
  const off = totp.validate({ token: code, timestamp: atMs, window: STEPS_OFF })
  return off === null ? null : totp.counter({ timestamp: atMs }) + off
}
