import { Inject, Injectable } from '@nestjs/common'

import { UnitOfWork } from '../shared/database/unit-of-work.js'
import { DomainError } from '../shared/domain/errors.js'
import type { Instant } from '../shared/domain/instant.js'
import type { Log } from '../shared/log.js'
import { Scanner, type ScannerStatus } from '../shared/scanning/scanner.js'
import { LOG } from '../shared/tokens.js'

class NotReady extends DomainError {
  constructor(reason: string) {
    super('unavailable', 'not-ready', reason)
  }
}

/** Whether this process should be given requests: not while it shuts down, and not without its database. */
@Injectable()
export class Readiness {
  private draining = false

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly scanner: Scanner,
    @Inject(LOG) private readonly log: Log,
  ) {}

  drain(): void {
    this.draining = true
  }

  /** Never throws: who probes this process waits some seconds at most. */
  async scannerHealth(): Promise<{ state: ScannerStatus['state']; signaturesFrom: Instant | null }> {
    const status = await this.scanner.status()
    return { state: status.state, signaturesFrom: status.state === 'answers' ? status.signaturesFrom : null }
  }

  /** Resolves when ready, or throws NotReady with the reason. */
  async refuseUnlessReady(): Promise<void> {
    if (this.draining) throw new NotReady('This process is shutting down.')
    await this.unitOfWork
      .readPublic(view => view.query('SELECT 1'))
      .catch((error: unknown) => {
        this.log.warn({ reason: String(error) }, 'not ready')
        throw new NotReady('The database is out of reach.')
      })
  }
}
