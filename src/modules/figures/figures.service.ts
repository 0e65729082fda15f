import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { type Actor, SYSTEM } from '../../shared/domain/actor.js'
import { Forbidden } from '../../shared/domain/errors.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { readDisclosureRule } from './disclosure-rule.js'
import type { DisclosureRule } from './domain/disclosure.js'
import { mayReadFigures } from './domain/figures-policy.js'
import { type Figures, figuresFor, type PublicFigures, publicFigures } from './domain/figures.js'
import { type Period, periodAsked, wholeMonthsBefore } from './domain/period.js'
import { auditTimes, sumFigures } from './figure-queries.js'

export interface FiguresAsked extends Partial<Period> {
  agreementId?: string | undefined
}

@Injectable()
export class FiguresService {
  private readonly rule: DisclosureRule = readDisclosureRule()

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** What everybody may read: whole months that are over, nothing of practice, and no count that is small. */
  forAll(): Promise<PublicFigures> {
    return this.unitOfWork.read(SYSTEM, async view => {
      const filter = { ...wholeMonthsBefore(londonDay(await marketNow(view))), agreementId: null }
      return publicFigures(figuresFor(filter, await sumFigures(view, filter), await auditTimes(view, filter)), this.rule)
    })
  }

  /** The same for officers and auditors, exactly, of the period and agreement they ask for. */
  forOfficers(actor: Actor, { agreementId, ...asked }: FiguresAsked): Promise<Figures> {
    if (!mayReadFigures(actor)) throw new FiguresNotYours()
    return this.unitOfWork.read(actor, async view => {
      const filter = { ...periodAsked(asked, londonDay(await marketNow(view))), agreementId: agreementId ?? null }
      return figuresFor(filter, await sumFigures(view, filter), await auditTimes(view, filter))
    })
  }
}

class FiguresNotYours extends Forbidden {
  constructor() {
    super('figures-not-yours', 'Exact figures are for officers and auditors who work for no supplier. Everybody may read the rounded ones.')
  }
}
