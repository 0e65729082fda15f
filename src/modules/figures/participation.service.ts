import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import { readDisclosureRule } from './disclosure-rule.js'
import type { DisclosureRule } from './domain/disclosure.js'
import { type ParticipationFigures, participationOf } from './domain/participation.js'
import { countParticipation } from './participation-queries.js'

/** Who takes part, as everybody may read it. */
@Injectable()
export class ParticipationService {
  private readonly rule: DisclosureRule = readDisclosureRule()

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Of one agreement that is open and not for practice, or NotFound; of all of them where none is named. */
  async get(agreementId: string | null): Promise<ParticipationFigures> {
    const counted = await this.unitOfWork.readPublic(view => countParticipation(view, agreementId))
    if (agreementId !== null && !counted.some(({ figure }) => figure === 'agreements')) throw new NotFound('agreement')
    return participationOf(agreementId, counted, this.rule)
  }
}
