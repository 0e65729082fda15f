import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { type LegalFigure, listLegalFigures, listPolicyReferences, type PolicyReference } from './legal-figures.js'

/** What the law and the government's policy say on a day. */
export interface LawOnDay {
  day: string
  figures: LegalFigure[]
  references: PolicyReference[]
}

@Injectable()
export class LawService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** As of a day; without one, as of today in London by the market's clock. */
  on(day: string | undefined): Promise<LawOnDay> {
    return this.unitOfWork.readPublic(async view => {
      const asked = day ?? londonDay(await marketNow(view))
      const [figures, references] = await Promise.all([listLegalFigures(view, asked), listPolicyReferences(view, asked)])
      return { day: asked, figures, references }
    })
  }
}
