import { Injectable } from '@nestjs/common'

import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { AskedQuestion } from '../guidelines/domain/asked-questions.js'
import type { SectionSource } from '../guidelines/domain/pack-source.js'
import type { CheckReport, Found } from '../guidelines/domain/report.js'
import type { RequirementForRules } from '../guidelines/domain/requirement-for-rules.js'
import { type GuidelineReader, GuidelinesService } from '../guidelines/guidelines.service.js'
import { pinnedVersions } from '../requirements/pinned-versions.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import { AcknowledgementsService, type OwnAcknowledgement } from './acknowledgements.service.js'
import type { AnswerSection } from './bid-queries.js'
import { BidStandingService, type StandingOfBid } from './bid-standing.service.js'
import { checkBid, findInBid, type Known, readWorkingCopy } from './check-bid.js'
import type { EthicsAnswers } from './domain/bid-content.js'
import type { EvidenceFile } from './domain/evidence.js'

/** The questionnaire of one bid as its supplier sees it now: what is asked, what is answered, and what the check makes of it. */
export interface EthicsQuestionnaire<F extends Found = Found> {
  bid: StandingOfBid
  requirement: Requirement
  sections: readonly SectionSource[]
  saved: readonly AnswerSection[]
  /** As saved. */
  answers: EthicsAnswers
  /** With what was typed and not saved yet. */
  asked: readonly AskedQuestion[]
  files: readonly EvidenceFile[]
  /** Of the moment of the standing. */
  found: F
  /** What people need to read it by. */
  reader: GuidelineReader
}

/** The same with the whole report, and the reasons that were given for its warnings. */
export interface AcknowledgedQuestionnaire extends EthicsQuestionnaire<CheckReport> {
  acknowledgements: readonly OwnAcknowledgement[]
}

@Injectable()
export class EthicsQuestionnaireService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly standings: BidStandingService,
    private readonly guidelines: GuidelinesService,
    private readonly acknowledgements: AcknowledgementsService,
  ) {}

  /** The questionnaire with all that is saved; `typed` answers decide with the others which questions are asked, and are not checked. */
  look(actor: Actor, bidId: string, typed: EthicsAnswers = {}): Promise<EthicsQuestionnaire> {
    return this.unitOfWork.read(actor, view => this.lookIn(view, actor, bidId, findInBid, typed))
  }

  lookWithAcknowledgements(actor: Actor, bidId: string): Promise<AcknowledgedQuestionnaire> {
    return this.unitOfWork.read(actor, async view => {
      const questionnaire = await this.lookIn(view, actor, bidId, checkBid)
      return { ...questionnaire, acknowledgements: await this.acknowledgements.standingIn(view, bidId, questionnaire.found) }
    })
  }

  private async lookIn<F extends Found>(
    view: Readable,
    actor: Actor,
    bidId: string,
    findIn: (guidelines: GuidelinesService, requirement: Requirement, known: Known) => F,
    typed: EthicsAnswers = {},
  ): Promise<EthicsQuestionnaire<F>> {
    const bid = await this.standings.getIn(view, actor, bidId)
    const { requirement, saved, known } = await readWorkingCopy(view, bid)
    const versions = pinnedVersions(requirement)
    return {
      bid,
      requirement,
      sections: this.guidelines.questionnaire(versions.questionnaire).sections,
      saved,
      answers: known.answers,
      asked: this.guidelines.askedQuestions(versions, requirement.content as RequirementForRules, { ...known.answers, ...typed }),
      files: known.files,
      found: findIn(this.guidelines, requirement, known),
      reader: this.guidelines.reader(versions),
    }
  }
}
