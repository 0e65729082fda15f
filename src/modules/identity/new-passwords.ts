import { Injectable } from '@nestjs/common'

import { refuseWeakPassword, type Secret } from './domain/password-rules.js'
import { Passwords } from './passwords.js'

/** Passwords that people choose: each is judged before it is hashed. */
@Injectable()
export class NewPasswords {
  private common: Promise<ReadonlySet<string>> | null = null

  constructor(private readonly passwords: Passwords) {}

  /** The hash to keep, or PasswordRefused. `about` is what others know of the account: name and address. */
  async hash(password: string, about: readonly string[]): Promise<string> {
    await this.refuseWeak(password, about)
    return this.passwords.hash(password)
  }

  /** PasswordRefused for what is guessed too easily. */
  async refuseWeak(password: string, about: readonly string[], what: Secret = 'password'): Promise<void> {
    this.common ??= readCommonPasswords()
    const common = await this.common
    refuseWeakPassword(password, about, text => common.has(text), what)
  }
}

/** Some fifty thousand from published breaches (docs/adr/0027); read when the first person chooses one. */
async function readCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'])
}
