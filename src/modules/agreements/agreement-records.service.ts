import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { type AgreementRecord, getAgreementRecord } from './agreement-record.js'

@Injectable()
export class AgreementRecordsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** All that is public of one agreement; a practice one only for people with an account. */
  async get(actor: Actor | null, id: string): Promise<AgreementRecord> {
    const agreement = await this.unitOfWork.readPublic(view => getAgreementRecord(view, id))
    if (agreement.practice && actor === null) throw new NotFound('agreement')
    return agreement
  }
}
