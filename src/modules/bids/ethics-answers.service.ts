import { Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Malformed, NotFound, Refused } from '../../shared/domain/errors.js'
import { refuseStale, StaleVersion } from '../../shared/domain/revision.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import type { RequirementForRules } from '../guidelines/domain/requirement-for-rules.js'
import { GuidelinesService, type PinnedVersions } from '../guidelines/guidelines.service.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import { lockWritable } from './bid-drafts.service.js'
import { type AnswerSection, getBid, getEthicsAnswers, getRequirementOf, listAnswerSections } from './bid-queries.js'
import type { EthicsAnswers } from './domain/bid-content.js'
import { mayUseWorkingCopy } from './domain/bid-policy.js'
import { seal } from './sealing.js'

@Injectable()
export class EthicsAnswersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** One section, or all that were ever saved; a section nobody saved has revision 0. */
  async list(actor: Actor, bidId: string, section: string | undefined): Promise<AnswerSection[]> {
    return this.unitOfWork.read(actor, async view => {
      const bid = await getBid(view, bidId)
      if (!mayUseWorkingCopy(actor, bid)) throw new NotFound('bid')
      const saved = await listAnswerSections(view, bidId)
      if (section === undefined) return saved
      const known = this.sectionsOf(await getRequirementOf(view, bid)).some(({ id }) => id === section)
      if (!known) throw new NotFound('section of the questionnaire')
      return [saved.find(each => each.section === section) ?? { section, revision: 0, answers: {} }]
    })
  }

  /** Saves answers of one section: each replaces the whole answer, null deletes it. Failing answers are saved too; only submission asks more. */
  change(actor: Actor, bidId: string, revision: number, changes: Readonly<Record<string, unknown>>): Promise<string> {
    return this.unitOfWork.run(actor, async tx => {
      const bid = await lockWritable(tx, actor, bidId)
      const requirement = await getRequirementOf(tx, bid)
      this.refuseMalformed(requirement, changes)
      const section = this.sectionOf(requirement, Object.keys(changes))
      const saved = (await listAnswerSections(tx, bidId)).find(each => each.section === section)
      refuseStale(saved?.revision ?? 0, revision)
      await saveSection(tx, bidId, section, revision, merge(saved?.answers ?? {}, changes))
      return section
    })
  }

  /** The report on the answers as they are now; changes nothing. */
  async check(actor: Actor, bidId: string): Promise<CheckReport> {
    return this.unitOfWork.read(actor, async view => {
      const bid = await getBid(view, bidId)
      if (!mayUseWorkingCopy(actor, bid)) throw new NotFound('bid')
      return checkBid(this.guidelines, await getRequirementOf(view, bid), await getEthicsAnswers(view, bidId))
    })
  }

  private sectionsOf(requirement: Requirement) {
    return this.guidelines.questionnaire(pinnedVersions(requirement).questionnaire).sections
  }

  private refuseMalformed(requirement: Requirement, changes: Readonly<Record<string, unknown>>): void {
    const answers = Object.fromEntries(Object.entries(changes).map(([id, answer]) => [id, answer ?? {}]))
    const errors = this.guidelines.malformedAnswers(pinnedVersions(requirement), answers)
    if (errors.length > 0)
      throw new Malformed('answers-malformed', 'Some answers do not have the shape of their question. See errors.', errors)
  }

  private sectionOf(requirement: Requirement, questionIds: readonly string[]): string {
    const sections = this.sectionsOf(requirement).filter(({ questions }) => questions.some(({ id }) => questionIds.includes(id)))
    const [only] = sections
    if (only === undefined) throw new Malformed('answers-missing', 'Send at least one answer.')
    if (sections.length > 1) throw new Refused('several-sections', 'Save one section at a time: each has its own ETag.')
    return only.id
  }
}

/** The versions a published requirement is pinned to. */
export function pinnedVersions({ guideline, edition, questionnaire, ruleSet }: Requirement): PinnedVersions {
  if (guideline === null || edition === null || questionnaire === null || ruleSet === null) throw new NotFound('questionnaire')
  return { guideline, edition, questionnaire, ruleSet }
}

/** The one check there is, for the supplier's asking and for the submission alike. */
export const checkBid = (guidelines: GuidelinesService, requirement: Requirement, answers: EthicsAnswers): CheckReport =>
  guidelines.check(pinnedVersions(requirement), {
    requirement: requirement.content as RequirementForRules,
    answers,
    facts: { awardDate: requirement.content.awardDate ?? null },
  })

function merge(saved: EthicsAnswers, changes: Readonly<Record<string, unknown>>): EthicsAnswers {
  const merged = Object.entries({ ...saved, ...changes }).filter(([, answer]) => answer !== null)
  return Object.fromEntries(merged)
}

async function saveSection(tx: Tx, bidId: string, section: string, revision: number, answers: EthicsAnswers): Promise<void> {
  const saved = await firstRow(
    tx,
    `INSERT INTO ethics_answer_section (bid_id, section, revision, answers) VALUES ($1, $2, $3, $4)
     ON CONFLICT (bid_id, section) DO UPDATE SET revision = $3, answers = $4 WHERE ethics_answer_section.revision = $3 - 1
     RETURNING section`,
    [bidId, section, revision + 1, seal(answers)],
  )
  if (saved === null) throw new StaleVersion()
}
