import { Inject, Injectable } from '@nestjs/common'

import { Conflict, NotFound } from '../../shared/domain/errors.js'
import { refuseMalformedAnswers } from './domain/answer-shape.js'
import { type AskedQuestion, askedQuestions } from './domain/asked-questions.js'
import { checkEthics, type CheckInput, find, findAndAsk, type FoundAndAsked, rulesOn, traceRules } from './domain/check-ethics.js'
import { checkReadiness } from './domain/check-readiness.js'
import type { PackVersions, ShapeProblem } from './domain/pack.js'
import type { Answers } from './domain/answers.js'
import type { Trace } from './domain/condition.js'
import type { ClauseSource, CompanionSource, Floors, QuestionSource } from './domain/pack-source.js'
import type { CheckReport, Found, ReadinessReport, RuleTrace } from './domain/report.js'
import type { RequirementForRules } from './domain/requirement-for-rules.js'
import { tierOf, type RiskProfile, type Tier, type TierWithGates } from './domain/risk-tier.js'
import { shownAnswers, type ShownAnswer } from './domain/shown-answers.js'
import { namesOf, type Sentence, traceInWords } from './domain/trace-words.js'
import { bookOf, type GuidelineBook } from './guideline-book.js'
import { GUIDELINE_PACKS } from './guideline-packs.module.js'
import { readGuidelinePacks, type GuidelinePack, type GuidelinePacks } from './guideline-packs.js'
import { PublishedGuidelines, type Questionnaire } from './published-guidelines.js'
import type { NeverWaived } from './waiver-policy.js'

/**
 * Which edition, questionnaire and rule set a requirement was published with, and the hash of their content then (null where it was
 * published before hashes were kept). The engine is always this build's, and each report names it.
 */
export type PinnedVersions = Omit<PackVersions, 'engine'> & { packHash?: string | null }

export interface GuidelineReader {
  questions: ReadonlyMap<string, QuestionSource>
  clauses: ReadonlyMap<string, ClauseSource>
  companions: ReadonlyMap<string, CompanionSource>
  floors: Floors
  /** The rules that read one question by name; what looks over the whole form reads none by name. */
  readersOf: (question: string) => string[]
  inWords: (trace: Trace) => Sentence[]
}

function readerOf({ pack, source }: GuidelinePack): GuidelineReader {
  const names = namesOf(pack)
  return {
    questions: names.questions,
    clauses: new Map(source.clauses.map(clause => [clause.id, clause])),
    companions: new Map(source.companions.map(companion => [companion.id, companion])),
    floors: pack.floors,
    readersOf: question => pack.supplierRules.filter(({ reads }) => reads.questions?.includes(question) === true).map(({ id }) => id),
    inWords: trace => traceInWords(trace, names),
  }
}

/** What this build would run is not what the notice promised. */
export class GuidelinePackChanged extends Conflict {
  constructor(promised: string, loaded: string) {
    super(
      'guideline-pack-changed',
      'The rules on this server are not those that were published with the requirement, so nothing is checked with them. The operator must bring back the published rules.',
      { promised, loaded },
    )
  }
}

/** The guideline packs of this build, read once at start. Everything here is a pure function of its input. */
@Injectable()
export class GuidelinesService {
  /** The packs as anybody may read them. */
  readonly published: PublishedGuidelines

  private readonly books: readonly GuidelineBook[]
  private readonly readers = new Map<GuidelinePack, GuidelineReader>()

  constructor(@Inject(GUIDELINE_PACKS) private readonly packs: GuidelinePacks = readGuidelinePacks()) {
    this.published = new PublishedGuidelines(packs)
    this.books = packs.map(bookOf)
  }

  /** One edition of a guideline as a book that people read. */
  book(id: string, edition: string): GuidelineBook {
    const book = this.books.find(each => each.id === id && each.edition === edition)
    if (book === undefined) throw new NotFound('edition of a guideline')
    return book
  }

  /** What a requirement published now is pinned to. */
  current(): PackVersions {
    return this.packs[0].pack.versions
  }

  contentHash(versions: PinnedVersions): string {
    return this.pinned(versions).contentHash
  }

  questionnaire(version: string): Questionnaire {
    return this.published.questionnaire(version)
  }

  /** The supplier rules that can block a bid at the tier, by themselves or by an escalation. */
  blockingRules(versions: PinnedVersions, tier: Tier): readonly string[] {
    return this.pinned(versions).pack.blockingRules[tier]
  }

  isSupplierRule(versions: PinnedVersions, rule: string): boolean {
    return this.pinned(versions).pack.supplierRules.some(({ id }) => id === rule)
  }

  /** Why no waiver may touch the rule, or null where one may. */
  neverWaived(versions: PinnedVersions, rule: string): NeverWaived | null {
    return this.pinned(versions).neverWaived.find(each => each.rule === rule) ?? null
  }

  malformedAnswers(versions: PinnedVersions, answers: unknown): ShapeProblem[] {
    return refuseMalformedAnswers(this.pinned(versions).pack, answers)
  }

  check(versions: PinnedVersions, input: CheckInput): CheckReport {
    return checkEthics(this.pinned(versions).pack, input)
  }

  /** What the rules, or some of them alone, find in the same input, without a report around it. */
  find(versions: PinnedVersions, input: CheckInput, only?: readonly string[]): Found {
    return find(this.pinned(versions).pack, input, only)
  }

  /** The same with the questions that are asked of the bidder; with `questions`, of all findings only those that may name one of them. */
  findAndAsk(versions: PinnedVersions, input: CheckInput, questions?: readonly string[]): FoundAndAsked {
    const { pack } = this.pinned(versions)
    return findAndAsk(pack, input, questions === undefined ? undefined : rulesOn(pack, questions))
  }

  /** Every rule with its trace on the same input. */
  traces(versions: PinnedVersions, input: CheckInput): RuleTrace[] {
    return traceRules(this.pinned(versions).pack, input)
  }

  /** The answers that a check could read, and which of them are required at the tier it runs at. */
  shownAnswers(versions: PinnedVersions, requirement: RequirementForRules, answers: Answers): ShownAnswer[] {
    return shownAnswers(this.pinned(versions).pack, requirement, answers)
  }

  /** The questions that are shown to a bidder with these answers. */
  askedQuestions(versions: PinnedVersions, requirement: RequirementForRules, answers: Answers): AskedQuestion[] {
    return askedQuestions(this.pinned(versions).pack, requirement, answers)
  }

  /** What people need to read answers and reports by: the pack's questions, clauses and companions, who reads what, and traces in words. */
  reader(versions: PinnedVersions): GuidelineReader {
    const pinned = this.pinned(versions)
    const known = this.readers.get(pinned) ?? readerOf(pinned)
    this.readers.set(pinned, known)
    return known
  }

  readiness(versions: PinnedVersions, requirement: RequirementForRules): ReadinessReport {
    return checkReadiness(this.pinned(versions).pack, requirement)
  }

  /** The tier by the gates for new requirements; unanswered attributes fire none. */
  tier(riskProfile: RiskProfile): TierWithGates {
    return tierOf(riskProfile, this.packs[0].pack.gates)
  }

  private pinned(versions: PinnedVersions): GuidelinePack {
    const found = this.packs.find(({ pack }) => PINNED.every(member => pack.versions[member] === versions[member]))
    if (found === undefined) throw new NotFound('guideline version')
    const { packHash = null } = versions
    if (packHash !== null && packHash !== found.contentHash) throw new GuidelinePackChanged(packHash, found.contentHash)
    return found
  }
}

const PINNED = ['guideline', 'edition', 'questionnaire', 'ruleSet'] as const
