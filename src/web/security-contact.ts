import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'

import { oneRow } from '../shared/database/rows.js'
import { UnitOfWork } from '../shared/database/unit-of-work.js'
import { NotFound } from '../shared/domain/errors.js'
import type { Log } from '../shared/log.js'
import type { RunningConfig } from '../shared/shared.module.js'
import { CONFIG, LOG } from '../shared/tokens.js'

const LOOK_EVERY_MS = 86_400_000
/** Time to find out whether the contact still holds, and to set a later day. */
const SOON_DAYS = 30

/** Whom to tell of a weakness, and until when that holds: as configured, in the words of RFC 9116. */
@Injectable()
export class SecurityContact implements OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly config: Pick<RunningConfig, 'publicUrl' | 'securityContact'>,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** The text of security.txt; NotFound where no contact is configured. */
  file(): string {
    const { publicUrl, securityContact } = this.config
    if (securityContact === null) throw new NotFound('file')
    return [
      `Contact: ${securityContact.address}`,
      `Expires: ${securityContact.until}`,
      'Preferred-Languages: en',
      `Canonical: ${publicUrl}/.well-known/security.txt`,
      '',
    ].join('\n')
  }

  /** Looks now and each day until the application ends. */
  watch(): void {
    const look = (): void => {
      // Whether the database is away is told by those who need it.
      this.look().catch(() => undefined)
    }
    look()
    this.timer = setInterval(look, LOOK_EVERY_MS).unref()
  }

  /** Warns in the log when the contact is about to expire, or has; answers the days that are left. */
  async look(): Promise<number | null> {
    const { securityContact } = this.config
    if (securityContact === null) return null
    const { days } = await this.unitOfWork.readPublic(view =>
      oneRow<{ days: number }>(view, 'SELECT floor(extract(epoch FROM $1::timestamptz - market_now()) / 86400)::int AS days', [
        securityContact.until,
      ]),
    )
    if (days < SOON_DAYS) this.log.warn({ days }, 'security.txt expires: see whether the contact holds and set SECURITY_EXPIRES')
    return days
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer)
  }
}
