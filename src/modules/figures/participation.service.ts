import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { readDisclosureRule } from './disclosure-rule.js'
import { countedUntil } from './domain/counted-until.js'
import type { DisclosureRule } from './domain/disclosure.js'
import { type ParticipationFigures, participationOf } from './domain/participation.js'
import { wholeMonthsBefore } from './domain/period.js'
import { countParticipation, listJoined } from './participation-queries.js'

/** Who takes part, as everybody may read it. */
@Injectable()
export class ParticipationService {
  private readonly rule: DisclosureRule = readDisclosureRule()

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Of one agreement that is open and not for practice, or NotFound; of all of them where none is named. As of the end of a month, and of one by which
   * enough have joined together: nobody sees by the figures of today and of yesterday what a single supplier is.
   */
  async get(agreementId: string | null): Promise<ParticipationFigures> {
    return this.unitOfWork.read(SYSTEM, async view => {
      const { to } = wholeMonthsBefore(londonDay(await marketNow(view)))
      const until = countedUntil(await listJoined(view, agreementId, to), this.rule)
      const counted = await countParticipation(view, agreementId, until)
      if (agreementId !== null && !counted.some(({ figure }) => figure === 'agreements')) throw new NotFound('agreement')
      return participationOf({ agreementId, countedUntil: until }, counted, this.rule)
    })
  }
}
