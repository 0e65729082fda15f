import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Page } from '../../shared/keyset.js'
import { type AgreementChange, type AgreementRecord, getAgreementRecord, listAgreementChanges } from './agreement-record.js'
import { getAgreement } from './agreements.service.js'

@Injectable()
export class AgreementRecordsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** What became of one agreement since it opened, the latest first. */
  async changes(actor: Actor | null, id: string, limit: number, cursor: string | undefined): Promise<Page<AgreementChange>> {
    return this.unitOfWork.readPublic(async view => {
      const { practice } = await getAgreement(view, id)
      if (practice && actor === null) throw new NotFound('agreement')
      return listAgreementChanges(view, id, limit, cursor)
    })
  }

  /** All that is public of one agreement, with its changes from the latest or from where a page of them begins; a practice one only for people with an account. */
  async get(actor: Actor | null, id: string, cursor?: string): Promise<AgreementRecord> {
    const agreement = await this.unitOfWork.readPublic(view => getAgreementRecord(view, id, cursor))
    if (agreement.practice && actor === null) throw new NotFound('agreement')
    return agreement
  }
}
