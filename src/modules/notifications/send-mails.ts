import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { createTransport, type Transporter } from 'nodemailer'

import { rows } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Log } from '../../shared/log.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG, LOG } from '../../shared/tokens.js'
import { Sweeper } from '../outbox/sweeper.js'
import { NOTICES } from './notices.js'

interface Unsent {
  id: string
  kind: string
  email: string
  subjectType: string
  subjectId: string
}

const BATCH = 200
const ATTEMPTS = 20

/** Hands waiting notifications to the mail server where SMTP_URL names one; each at least once, and marked once it was taken. */
@Injectable()
export class SendMails implements OnModuleInit {
  private readonly transport: Transporter | null

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
    @Inject(CONFIG) private readonly config: RunningConfig,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.transport = config.smtpUrl === null ? null : createTransport(config.smtpUrl)
  }

  onModuleInit(): void {
    if (this.transport !== null) this.sweeper.register({ name: 'send-mails', run: () => this.sendWaiting() })
  }

  async sendWaiting(): Promise<void> {
    const unsent = await this.unitOfWork.readPublic(view =>
      rows<Unsent>(
        view,
        `SELECT n.id, n.kind, p.email, n.subject_type AS "subjectType", n.subject_id AS "subjectId"
         FROM notification n JOIN person p ON p.id = n.person_id WHERE n.mailed_at IS NULL AND n.mail_attempts < ${ATTEMPTS} ORDER BY n.mail_attempts, n.id LIMIT ${BATCH}`,
      ),
    )
    for (const notification of unsent) {
      await this.send(notification).catch((error: unknown) => this.noteFailure(notification, error))
    }
  }

  private async send({ id, kind, email, subjectType, subjectId }: Unsent): Promise<void> {
    const notice = NOTICES.find(({ on }) => on === kind)
    if (notice === undefined || this.transport === null) return
    const address = `${this.config.publicUrl}/api/v1/${subjectType}s/${subjectId}`
    await this.transport.sendMail({
      from: this.config.mailFrom,
      to: email,
      subject: notice.subject,
      text: `${notice.text}\n\n${address}\n`,
    })
    await this.unitOfWork.run(SYSTEM, tx => tx.query('UPDATE notification SET mailed_at = market_now() WHERE id = $1', [id]))
  }

  /** An address that is refused waits behind all others, and is given up in the end. */
  private async noteFailure({ id }: Unsent, error: unknown): Promise<void> {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    this.log.warn({ notification: id, code }, 'a mail was not taken')
    await this.unitOfWork.run(SYSTEM, tx => tx.query('UPDATE notification SET mail_attempts = mail_attempts + 1 WHERE id = $1', [id]))
  }
}
