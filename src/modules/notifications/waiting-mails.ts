import { Inject, Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { listUnsent } from './mail-ledger.js'
import type { Message } from './mail-transport.js'
import { writeMail } from './write-mail.js'

/** Enough to find the one that somebody waits for. */
const LATEST = 20

/** The mails that wait for a mail server, as they will go out. */
@Injectable()
export class WaitingMails {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** The latest, newest first. */
  list(): Promise<Message[]> {
    return this.unitOfWork.read(SYSTEM, async view => {
      const written: Message[] = []
      for (const mail of await listUnsent(view, LATEST)) written.push(await writeMail(view, mail, this.config))
      return written
    })
  }
}
