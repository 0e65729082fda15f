import { Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { CodeNotValid } from './domain/mailed-codes.js'
import { lockAddress, type MailedCode, MailedCodes } from './mailed-codes.js'
import { accountOf } from './own-organisation.js'
import { OwnPassword } from './own-password.js'
import { addressOf, findPersonByEmail } from './people-queries.js'

export interface EmailChange {
  email: string
  password: string
}

@Injectable()
export class ChangeEmailService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly ownPassword: OwnPassword,
    private readonly codes: MailedCodes,
  ) {}

  /** Mails a code to the new address. Where somebody else has it nothing is mailed, and whoever asks sees no difference. */
  async ask(actor: Actor, { email: given, password }: EmailChange, repeat: RepeatKey | null): Promise<void> {
    const email = addressOf(given)
    await this.refusals.recorded(actor, { action: 'email.change-refused', subject: accountOf(actor.personId) }, async () => {
      const { email: previousEmail } = await this.ownPassword.ask(actor, password)
      await runOnce(this.unitOfWork, actor, repeat, async tx => {
        await lockAddress(tx, email)
        await this.codes.refuseTooMany(tx, 'email-change', email)
        const known = await findPersonByEmail(tx, email)
        const codeId = await this.codes.make(tx, { purpose: 'email-change', email, personId: actor.personId, previousEmail })
        await publish(tx, { type: known === null ? 'email-change.asked' : 'email-change.asked-in-vain', payload: { codeId } })
        await recordAudit(tx, actor, 'email.change-asked', accountOf(actor.personId))
        return {}
      })
    })
  }

  /** From now on the person has the address that the code was mailed to; the one before is told. */
  async confirm(code: string): Promise<void> {
    const mailed = await this.unitOfWork.readPublic(view => this.codes.find(view, 'email-change', code))
    const acting = { personId: String(mailed.personId), organisationId: null }
    await this.unitOfWork.run(acting, async tx => {
      await this.change(tx, mailed)
      await publish(tx, { type: 'email.changed', payload: { personId: acting.personId, codeId: mailed.id } })
      await recordAudit(tx, acting, 'email.changed', accountOf(acting.personId))
    })
  }

  private async change(tx: Tx, mailed: MailedCode): Promise<void> {
    await this.codes.spend(tx, mailed)
    await lockAddress(tx, mailed.email)
    if ((await findPersonByEmail(tx, mailed.email)) !== null) throw new CodeNotValid()
    const changed = await rows(tx, 'UPDATE person SET email = $2 WHERE id = $1 AND email = $3 RETURNING id', [
      mailed.personId,
      mailed.email,
      mailed.previousEmail,
    ])
    if (changed.length === 0) throw new CodeNotValid()
  }
}
