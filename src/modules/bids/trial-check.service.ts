import { Injectable } from '@nestjs/common'

import { Malformed } from '../../shared/domain/errors.js'
import type { AskedQuestion } from '../guidelines/domain/asked-questions.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import type { Tier } from '../guidelines/domain/risk-tier.js'
import { type GoldenBid, goldenBid } from '../guidelines/golden-bids.js'
import { type GuidelineReader, GuidelinesService } from '../guidelines/guidelines.service.js'
import type { GuidelineBook } from '../guidelines/guideline-book.js'
import type { EthicsAnswers } from './domain/bid-content.js'
import { answersOfTrial, type TrialChoice } from './domain/trial.js'

/** A check that somebody tries: on a worked example, with their own answers in it. */
export interface Trial extends TrialChoice {
  example: GoldenBid
  book: GuidelineBook
  reader: GuidelineReader
  answers: EthicsAnswers
  asked: readonly AskedQuestion[]
  report: CheckReport
}

/** Lets anybody try the check. It is the one that bids go through; nothing is read from the database, and nothing is kept. */
@Injectable()
export class TrialCheckService {
  readonly examples: Readonly<Record<Tier, GoldenBid>> = { low: goldenBid('low'), medium: goldenBid('medium'), high: goldenBid('high') }

  constructor(private readonly guidelines: GuidelinesService) {}

  /** The edition that new requirements are published with, and so the one that is tried. */
  get book(): GuidelineBook {
    const { guideline, edition } = this.guidelines.current()
    return this.guidelines.book(guideline, edition)
  }

  /** Checks the example with what was typed; throws Malformed (`answers-malformed`). */
  try({ tier, beginning }: TrialChoice, typed: Readonly<Record<string, unknown>> = {}): Trial {
    const versions = this.guidelines.current()
    const errors = this.guidelines.malformedAnswers(versions, typed)
    if (errors.length > 0)
      throw new Malformed('answers-malformed', 'Some answers do not have the shape of their question. See errors.', errors)
    const example = this.examples[tier]
    const answers = answersOfTrial(example, beginning, typed)
    const notice = { ruleSet: versions.ruleSet, blockingRules: this.guidelines.blockingRules(versions, tier) }
    const requirement = { ...example.requirement, notice }
    return {
      tier,
      beginning,
      example,
      book: this.book,
      reader: this.guidelines.reader(versions),
      answers,
      asked: this.guidelines.askedQuestions(versions, requirement, answers),
      report: this.guidelines.check(versions, { requirement, answers, facts: example.facts }),
    }
  }
}
