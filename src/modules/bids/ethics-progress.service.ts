import { Injectable } from '@nestjs/common'

import { oneRow, rows } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { RequirementForRules } from '../guidelines/domain/requirement-for-rules.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { type Pins, pinnedVersions } from '../requirements/pinned-versions.js'
import { BidStandingService, type StandingOfBid } from './bid-standing.service.js'
import type { EthicsAnswers } from './domain/bid-content.js'
import { answersOf, Sealing } from './sealing.js'

/** How many sections of its questionnaire a bid is asked at this moment, and how many of those have answers. */
export interface EthicsProgress {
  sectionsAsked: number
  sectionsBegun: number
}

interface Row extends Pins {
  id: string
  supplierId: string
  content: RequirementForRules
  /** Side by side: the sections that were saved, and their answers. */
  sections: string[]
  answers: Buffer[]
}

const BIDS = `
  SELECT b.id, b.supplier_id AS "supplierId", r.content, r.guideline, r.edition, r.questionnaire, r.rule_set AS "ruleSet", r.pack_hash AS "packHash",
         coalesce(array_agg(s.section) FILTER (WHERE s.section IS NOT NULL), '{}') AS sections,
         coalesce(array_agg(s.answers) FILTER (WHERE s.section IS NOT NULL), '{}') AS answers
  FROM bid b JOIN requirement r ON r.id = b.requirement_id LEFT JOIN ethics_answer_section s ON s.bid_id = b.id
  WHERE b.id = ANY($1) GROUP BY b.id, r.id`

@Injectable()
export class EthicsProgressService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly standings: BidStandingService,
    private readonly guidelines: GuidelinesService,
    private readonly sealing: Sealing,
  ) {}

  /** The bid as it stands, with it; for its supplier only. */
  ofBid(actor: Actor, bidId: string): Promise<{ bid: StandingOfBid; ethics: EthicsProgress }> {
    return this.unitOfWork.read(actor, async view => {
      const bid = await this.standings.getIn(view, actor, bidId)
      return { bid, ethics: this.progressOf(await oneRow<Row>(view, BIDS, [[bidId]])) }
    })
  }

  /** By bid, for whoever may read them all. */
  async of(view: Readable, bidIds: readonly string[]): Promise<ReadonlyMap<string, EthicsProgress>> {
    const found = await rows<Row>(view, BIDS, [bidIds])
    return new Map(found.map(row => [row.id, this.progressOf(row)]))
  }

  private progressOf({ id: bidId, supplierId, content, sections, answers, ...pins }: Row): EthicsProgress {
    const versions = pinnedVersions(pins)
    const bid = { id: bidId, supplierId }
    const opened = answers.map((sealed, place) => this.sealing.unseal(sealed, answersOf(bid, String(sections[place]))))
    const given = Object.assign({}, ...opened) as EthicsAnswers
    const asked = new Set(this.guidelines.askedQuestions(versions, content, given).map(({ question }) => question))
    const inUse = this.guidelines
      .questionnaire(versions.questionnaire)
      .sections.filter(({ questions }) => questions.some(({ id }) => asked.has(id)))
    return { sectionsAsked: inUse.length, sectionsBegun: inUse.filter(({ id }) => sections.includes(id)).length }
  }
}
