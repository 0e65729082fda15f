import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Forbidden } from '../../shared/domain/errors.js'
import { type LibraryAnswers, readLibraryAnswers } from '../bids/library-answers.js'
import { Sealing } from '../bids/sealing.js'
import { declaredInterest } from '../memberships/supplier-interests.service.js'
import { getReadableAudit } from './audit-access.js'
import { getAuditedBid } from './audited-bid.js'

/** What the audited version stands on of its supplier's library: the claims that officers were given when it was admitted, and since. */
@Injectable()
export class AuditedLibraryService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealing: Sealing,
  ) {}

  /** For whoever reads the audit, unless they declared an interest in the supplier, which keeps them from its application too. */
  get(actor: Actor, auditId: string): Promise<LibraryAnswers> {
    return this.unitOfWork.read(actor, async view => {
      const { bidId, supplierId } = await getReadableAudit(view, actor, auditId)
      if ((await declaredInterest(view, actor.personId, supplierId)) === true)
        throw new Forbidden(
          'interest-declared',
          'You declared an interest in this supplier, so what it applied with is not for you to see.',
        )
      const { version } = await getAuditedBid(view, bidId)
      return readLibraryAnswers(view, this.sealing, bidId, version)
    })
  }
}
