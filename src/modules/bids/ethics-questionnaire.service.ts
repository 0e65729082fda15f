import { Injectable } from '@nestjs/common'

import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { AskedQuestion } from '../guidelines/domain/asked-questions.js'
import type { SectionSource } from '../guidelines/domain/pack-source.js'
import type { CheckReport, Found } from '../guidelines/domain/report.js'
import { type GuidelineReader, GuidelinesService } from '../guidelines/guidelines.service.js'
import { pinnedVersions } from '../requirements/pinned-versions.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import { AcknowledgementsService, type OwnAcknowledgement } from './acknowledgements.service.js'
import type { AnswerSection } from './bid-queries.js'
import { BidStandingService, ownBid, type StandingOfBid, withStanding } from './bid-standing.service.js'
import { inputOf, readWorkingCopy } from './check-bid.js'
import type { EthicsAnswers } from './domain/bid-content.js'
import type { EvidenceFile } from './domain/evidence.js'
import { Sealing } from './sealing.js'

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

/** What of it is looked at, and what was typed and is not saved. */
export interface Glance {
  /** The one section that is shown: of the findings, all that may name a question of it are there, and perhaps no others. */
  section?: string
  /** Answers that decide with the others which questions are asked, and are not checked. */
  typed?: EthicsAnswers
}

@Injectable()
export class EthicsQuestionnaireService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly standings: BidStandingService,
    private readonly guidelines: GuidelinesService,
    private readonly acknowledgements: AcknowledgementsService,
    private readonly sealing: Sealing,
  ) {}

  /** The questionnaire with all that is saved. */
  look(actor: Actor, bidId: string, { section, typed }: Glance = {}): Promise<EthicsQuestionnaire> {
    return this.unitOfWork.readAtOnce(actor, async view => {
      const { versions, input, read } = await this.readIn(view, actor, bidId)
      const questions = read.sections.find(({ id }) => id === section)?.questions.map(({ id }) => id)
      const { asked: askedAsSaved, ...found } = this.guidelines.findAndAsk(versions, input, questions)
      const asked =
        typed === undefined ? askedAsSaved : this.guidelines.askedQuestions(versions, input.requirement, { ...input.answers, ...typed })
      return { ...read, asked, found }
    })
  }

  lookWithAcknowledgements(actor: Actor, bidId: string): Promise<AcknowledgedQuestionnaire> {
    return this.unitOfWork.read(actor, async view => {
      const { versions, input, read } = await this.readIn(view, actor, bidId)
      const found = this.guidelines.check(versions, input)
      const asked = this.guidelines.askedQuestions(versions, input.requirement, input.answers)
      return { ...read, asked, found, acknowledgements: await this.acknowledgements.standingIn(view, read.bid, found) }
    })
  }

  /** What is saved, and what the rules are given of it. */
  private async readIn(view: Readable, actor: Actor, bidId: string) {
    const [bid, { requirement, saved, known }] = await withStanding(
      this.standings.getIn(view, actor, bidId),
      readWorkingCopy(view, this.sealing, ownBid(actor, bidId)),
    )
    const versions = pinnedVersions(requirement)
    const read = {
      bid,
      requirement,
      sections: this.guidelines.questionnaire(versions.questionnaire).sections,
      saved,
      answers: known.answers,
      files: known.files,
      reader: this.guidelines.reader(versions),
    }
    return { versions, input: inputOf(requirement, known), read }
  }
}
