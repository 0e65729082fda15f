import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
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

  /** Today in London by the market's clock. */
  today(): Promise<string> {
    return this.unitOfWork.readPublic(todayIn)
  }

  /** As of a day; without one, as of today in London by the market's clock. */
  on(day: string | undefined): Promise<LawOnDay> {
    return this.unitOfWork.readPublic(async view => {
      const asked = day ?? (await todayIn(view))
      const [figures, references] = await Promise.all([listLegalFigures(view, asked), listPolicyReferences(view, asked)])
      return { day: asked, figures, references }
    })
  }
}

const todayIn = async (view: Readable): Promise<string> => londonDay(await marketNow(view))
