import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { withEveryRow } from '../../shared/database/with-every-row.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { isOwnResponsiveness, mayReadResponsiveness, type Responsiveness, responsivenessOf } from './domain/responsiveness.js'
import { type AnswersUnderAgreement, findAnswers } from './responsiveness-queries.js'

export interface SupplierResponsiveness {
  supplierId: string
  supplierName: string
  /** By the agreements under which any deadline has passed. */
  agreements: (AnswersUnderAgreement & Responsiveness)[]
}

/** How reliably a supplier answers what it is invited to, against the figure that its agreements set. */
@Injectable()
export class ResponsivenessService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** For the supplier itself and for officers; NotFound for everybody else. */
  async get(actor: Actor, supplierId: string): Promise<SupplierResponsiveness> {
    if (!mayReadResponsiveness(actor, supplierId)) throw new NotFound('supplier')
    const found = await this.unitOfWork.read(actor, view =>
      isOwnResponsiveness(actor, supplierId)
        ? findAnswers(view, supplierId)
        : withEveryRow(view, 'count-responses', () => findAnswers(view, supplierId)),
    )
    if (found === null) throw new NotFound('supplier')
    const agreements = found.agreements.map(each => ({
      ...each,
      ...responsivenessOf(each, each.target === null ? null : Number(each.target.percent)),
    }))
    return { ...found, agreements }
  }
}
