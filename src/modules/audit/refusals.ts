import { Injectable } from '@nestjs/common'

import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { DomainError, type ErrorKind, RepeatRefused } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { recordAudit, type Subject } from './record-audit.js'

/** What a refusal is recorded as. */
export interface RefusalRecord {
  action: string
  /** A verb that learns only on its way what it is about notes it then; nothing is recorded of what is refused before. */
  subject?: Subject
  /** The moment by the database clock that the verb decided by; it notes it as soon as it has read it. */
  decidedAt?: Instant
  /** What else is to be noted of the refusal, in the transaction that records it. */
  note?: (tx: Tx, error: DomainError) => Promise<void>
}

/** Malformed, stale and "not yours to know" are no attempts worth a line of the chain; what was too large or found no room is, for it may have been in time. */
const RECORDED = new Set<ErrorKind>(['forbidden', 'conflict', 'refused', 'too-large', 'unavailable'])

@Injectable()
export class Refusals {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Runs a verb; what a rule refuses is recorded in a short transaction of its own after the verb's rolled back, and thrown on. */
  async recorded<T>(actor: Actor, record: RefusalRecord, verb: () => Promise<T>): Promise<T> {
    try {
      return await verb()
    } catch (error) {
      if (error instanceof DomainError && RECORDED.has(error.kind) && !(error instanceof RepeatRefused))
        await this.record(actor, record, error)
      throw error
    }
  }

  private async record(actor: Actor, { action, subject, decidedAt, note }: RefusalRecord, error: DomainError): Promise<void> {
    if (subject === undefined) return
    const details = { code: error.code, reason: error.message, ...(decidedAt === undefined ? {} : { decidedAt }), ...rulesOf(error) }
    await this.unitOfWork.run(actor, async tx => {
      await note?.(tx, error)
      await recordAudit(tx, actor, action, subject, details)
    })
  }
}

/** The rules of the guideline that said no, where some did. */
const rulesOf = ({ members: { rules } }: DomainError): { rules?: unknown } => (Array.isArray(rules) ? { rules } : {})
