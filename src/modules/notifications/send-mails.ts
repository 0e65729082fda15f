import { setTimeout as pause } from 'node:timers/promises'

import { type BeforeApplicationShutdown, Inject, Injectable, type OnModuleInit } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Log } from '../../shared/log.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG, LOG } from '../../shared/tokens.js'
import { Sweeper } from '../outbox/sweeper.js'
import { pauseAfter } from './domain/mail-retries.js'
import { claimMails, type ClaimedMail, markMailed, noteTrouble } from './mail-ledger.js'
import { type HandOver, type MailTransport, smtpTransport } from './mail-transport.js'
import { writeMail } from './write-mail.js'

/** Mails that one process hands over at the same time, each on a connection of its own. */
const AT_ONCE = 5

/** How long a mail under way may take to end when the process does. */
const LAST_WORDS_MS = 3_000

/**
 * Hands waiting notifications to the mail server where SMTP_URL names one. Each is claimed by one process and marked once the server
 * took it; only a process that dies between the two makes a second copy, with the Message-ID of the first.
 */
@Injectable()
export class SendMails implements OnModuleInit, BeforeApplicationShutdown {
  private readonly transport: MailTransport | null
  private readonly ended = new AbortController()
  private ending = false
  private wanted = false
  private running: Promise<void> | null = null

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
    @Inject(CONFIG) private readonly config: RunningConfig,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.transport = config.smtpUrl === null ? null : smtpTransport(config.smtpUrl)
  }

  onModuleInit(): void {
    this.sweeper.register({
      name: 'send-mails',
      run: () => {
        void this.start()
        return Promise.resolve()
      },
    })
  }

  /**
   * Begins to send what waits, or goes on once more after what is being sent; resolves when nothing is left to do now. Nobody but a test
   * waits for it: a slow mail server holds up nothing else.
   */
  async start(): Promise<void> {
    if (this.transport === null || this.ending) return
    this.wanted = true
    this.running ??= this.work(this.transport).finally(() => {
      this.running = null
    })
    await this.running
  }

  /** What is being handed over may end, but not for long. */
  async beforeApplicationShutdown(): Promise<void> {
    this.ending = true
    if (this.running === null) return
    const tooLong = new AbortController()
    await Promise.race([this.running, pause(LAST_WORDS_MS, undefined, { signal: tooLong.signal }).catch(() => undefined)])
    tooLong.abort()
    this.ended.abort()
    await this.running
  }

  private async work(transport: MailTransport): Promise<void> {
    while (this.wanted && !this.ending) {
      this.wanted = false
      await this.sendWaiting(transport).catch((error: unknown) => {
        this.log.error({ reason: String(error) }, 'mails could not be sent')
      })
    }
  }

  /** Batch by batch until nothing waits, or until a whole batch shows that there is no server to speak to. */
  private async sendWaiting(transport: MailTransport): Promise<void> {
    let goOn = true
    while (goOn && !this.ending) {
      const batch = await this.unitOfWork.run(SYSTEM, tx => claimMails(tx, AT_ONCE))
      const ends = await Promise.all(batch.map(mail => this.send(transport, mail)))
      goOn = ends.some(end => end.taken || end.kind !== 'no-server')
    }
  }

  /** No transaction is open while the mail server is spoken to. What cannot be noted is handed over again when the claim has run out. */
  private async send(transport: MailTransport, mail: ClaimedMail): Promise<HandOver> {
    const end = await this.handOver(transport, mail)
    await this.note(mail, end).catch((error: unknown) => {
      this.log.error({ notification: mail.id, taken: end.taken, reason: String(error) }, 'what became of a mail could not be noted')
    })
    return end
  }

  private async note(mail: ClaimedMail, end: HandOver): Promise<void> {
    if (end.taken) {
      await this.unitOfWork.run(SYSTEM, tx => markMailed(tx, mail, end.answer))
      return
    }
    const pauseSeconds = pauseAfter(end.kind, mail.attempts)
    const line = { notification: mail.id, attempt: mail.attempts, code: end.code }
    if (pauseSeconds === null) this.log.error(line, 'a mail was given up')
    else this.log.warn(line, 'a mail was not taken')
    await this.unitOfWork.run(SYSTEM, tx => noteTrouble(tx, mail, end.code, pauseSeconds))
  }

  private async handOver(transport: MailTransport, mail: ClaimedMail): Promise<HandOver> {
    const message = await this.unitOfWork
      .read(SYSTEM, view => writeMail(view, mail, this.config))
      .catch((error: unknown) => {
        this.log.error({ notification: mail.id, reason: String(error) }, 'a mail could not be written')
        return null
      })
    return message === null ? { taken: false, kind: 'refused', code: 'not-written' } : transport(message, this.ended.signal)
  }
}
