import { Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict } from '../../shared/domain/errors.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { MailedCodes } from './mailed-codes.js'
import { NewPasswords } from './new-passwords.js'
import { accountOf } from './own-organisation.js'
import { OwnPassword } from './own-password.js'
import { Sessions } from './sessions.js'

export interface PasswordChange {
  currentPassword: string
  password: string
}

@Injectable()
export class ChangePasswordService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly ownPassword: OwnPassword,
    private readonly newPasswords: NewPasswords,
    private readonly sessions: Sessions,
    private readonly codes: MailedCodes,
  ) {}

  /** Sets another password and ends every session of the person but the one of this token. */
  change(actor: Actor, { currentPassword, password }: PasswordChange, token: string | null): Promise<void> {
    const subject = accountOf(actor.personId)
    return this.refusals.recorded(actor, { action: 'password.change-refused', subject }, async () => {
      const { name, email, passwordHash: before } = await this.ownPassword.ask(actor, currentPassword)
      const after = await this.newPasswords.hash(password, [name, email])
      await this.unitOfWork.run(actor, async tx => {
        const changed = await rows(tx, 'UPDATE person SET password_hash = $2 WHERE id = $1 AND password_hash = $3 RETURNING id', [
          actor.personId,
          after,
          before,
        ])
        if (changed.length === 0)
          throw new Conflict('password-changed-meanwhile', 'The password was changed at the same moment. Sign in with the new one.')
        await this.sessions.endOthers(tx, actor.personId, token)
        await this.codes.spendAll(tx, 'password-reset', email)
        await publish(tx, { type: 'password.changed', payload: { personId: actor.personId } })
        await recordAudit(tx, actor, 'password.changed', subject)
      })
    })
  }
}
