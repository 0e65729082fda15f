import { Injectable } from '@nestjs/common'

import { oneRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { recordAudit } from '../audit/record-audit.js'
import { publish } from '../outbox/publish.js'
import { revokeTokensOf } from './api-tokens.service.js'
import { CodeNotValid } from './domain/mailed-codes.js'
import { lockAddress, type MailedCode, MailedCodes } from './mailed-codes.js'
import { NewPasswords } from './new-passwords.js'
import { accountOf } from './own-organisation.js'
import { addressOf, findPersonByEmail, type Person } from './people-queries.js'
import { SecondFactorCodes, SecondFactorRefused } from './second-factor-codes.js'
import { Sessions } from './sessions.js'

export interface PasswordReset {
  code: string
  password: string
  oneTimeCode?: string | undefined
}

@Injectable()
export class ResetPasswordService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly codes: MailedCodes,
    private readonly newPasswords: NewPasswords,
    private readonly secondFactors: SecondFactorCodes,
    private readonly sessions: Sessions,
  ) {}

  /** Mails a code where somebody has the address. The work is the same where nobody has: only the event is one that nobody is told of. */
  async ask(given: string): Promise<void> {
    const email = addressOf(given)
    await this.unitOfWork.run(SYSTEM, async tx => {
      await lockAddress(tx, email)
      const known = await findPersonByEmail(tx, email)
      if (await this.codes.hasHadEnough(tx, 'password-reset', email)) return
      const codeId = await this.codes.make(tx, { purpose: 'password-reset', email })
      await publish(tx, { type: known === null ? 'password-reset.asked-in-vain' : 'password-reset.asked', payload: { codeId } })
    })
  }

  /** Sets the password, ends every session of the person and revokes their API tokens: whoever had the old one may have made some. The second factor stays, and is asked for where there is one. */
  async confirm({ code, password, oneTimeCode }: PasswordReset): Promise<void> {
    const { mailed, person } = await this.unitOfWork.readPublic(async view => {
      const found = await this.codes.find(view, 'password-reset', code)
      return { mailed: found, person: await findPersonByEmail(view, found.email) }
    })
    if (person === null) throw new CodeNotValid()
    const passwordHash = await this.newPasswords.hash(password, [person.name, person.email])
    try {
      await this.unitOfWork.run({ personId: person.id, organisationId: null }, tx =>
        this.reset(tx, mailed, person, passwordHash, oneTimeCode),
      )
    } catch (error) {
      if (error instanceof SecondFactorRefused) await this.unitOfWork.run(SYSTEM, tx => this.codes.countFailure(tx, mailed))
      throw error
    }
  }

  private async reset(tx: Tx, mailed: MailedCode, person: Person, passwordHash: string, oneTimeCode: string | undefined): Promise<void> {
    const { email } = await oneRow<{ email: string }>(tx, 'SELECT email FROM person WHERE id = $1 FOR UPDATE', [person.id])
    if (email !== person.email) throw new CodeNotValid()
    await this.codes.spend(tx, mailed)
    await this.secondFactors.ask(tx, person.id, oneTimeCode)
    await tx.query('UPDATE person SET password_hash = $2 WHERE id = $1', [person.id, passwordHash])
    await this.sessions.endOthers(tx, person.id, null)
    await revokeTokensOf(tx, person.id)
    await this.codes.spendAll(tx, 'password-reset', email)
    await publish(tx, { type: 'password.reset', payload: { personId: person.id } })
    await recordAudit(tx, { personId: person.id, organisationId: null }, 'password.reset', accountOf(person.id))
  }
}
