import { Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Malformed, NotFound, Refused } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { mergeMembers } from '../../shared/domain/merge-members.js'
import { refuseStale, StaleVersion } from '../../shared/domain/revision.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { pinnedVersions } from '../requirements/pinned-versions.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import { lockWritable } from './bid-guards.js'
import { type AnswerSection, type BidOfSupplier, getBid, getRequirementOf, listAnswerSections } from './bid-queries.js'
import { ChangeWorkingCopy } from './change-working-copy.js'
import { checkWorkingCopy, traceWorkingCopy } from './check-bid.js'
import { mayUseWorkingCopy } from './domain/bid-policy.js'
import { mergeSection, type TypedSection } from './domain/section-merge.js'
import { answersOf, Sealing } from './sealing.js'

@Injectable()
export class EthicsAnswersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: ChangeWorkingCopy,
    private readonly guidelines: GuidelinesService,
    private readonly sealing: Sealing,
  ) {}

  /** One section, or all that were ever saved; a section nobody saved has revision 0. */
  async list(actor: Actor, bidId: string, section: string | undefined): Promise<AnswerSection[]> {
    return this.unitOfWork.read(actor, async view => {
      const bid = await getBid(view, bidId)
      if (!mayUseWorkingCopy(actor, bid)) throw new NotFound('bid')
      const saved = await listAnswerSections(view, this.sealing, bid)
      if (section === undefined) return saved
      const known = this.sectionsOf(await getRequirementOf(view, bid)).some(({ id }) => id === section)
      if (!known) throw new NotFound('section of the questionnaire')
      return [saved.find(each => each.section === section) ?? nobodySaved(section)]
    })
  }

  /** Saves answers of one section: each replaces the whole answer, null deletes it; answers the section as written. Failing answers are saved too; only submission asks more. */
  change(actor: Actor, bidId: string, revision: number, changes: Readonly<Record<string, unknown>>): Promise<AnswerSection> {
    return this.changes.run(actor, async (tx, refusal) => {
      const bid = await lockWritable(tx, actor, bidId, refusal)
      const requirement = await getRequirementOf(tx, bid)
      this.refuseMalformed(requirement, changes)
      const section = this.sectionOf(requirement, Object.keys(changes))
      const saved = (await listAnswerSections(tx, this.sealing, bid)).find(each => each.section === section)
      refuseStale(saved?.revision ?? 0, revision)
      return saveSection(tx, this.sealing, bid, saved ?? nobodySaved(section), changes)
    })
  }

  /**
   * Saves what one person changed in a section over what others saved meanwhile, and answers the questions of which both changed the answer: then
   * nothing is saved. With a revision it refuses unless that is the newest.
   */
  merge(actor: Actor, bidId: string, section: string, typed: TypedSection, revision: number | null = null): Promise<string[]> {
    return this.changes.run(actor, async (tx, refusal) => {
      const bid = await lockWritable(tx, actor, bidId, refusal)
      const requirement = await getRequirementOf(tx, bid)
      if (!this.sectionsOf(requirement).some(({ id }) => id === section)) throw new NotFound('section of the questionnaire')
      this.refuseMalformed(requirement, typed.answers)
      const saved = (await listAnswerSections(tx, this.sealing, bid)).find(each => each.section === section) ?? nobodySaved(section)
      if (revision !== null) refuseStale(saved.revision, revision)
      const { changes, clashes } = mergeSection(typed, saved.answers)
      const isNew = clashes.length === 0 && Object.keys(changes).length > 0
      if (isNew && this.sectionOf(requirement, Object.keys(changes)) === section) await saveSection(tx, this.sealing, bid, saved, changes)
      return clashes
    })
  }

  /** The report on the answers as they are now, with the traces of all rules where they are asked for; changes nothing. */
  async check(actor: Actor, bidId: string, traces: 'findings' | 'all'): Promise<CheckReport> {
    return this.unitOfWork.read(actor, async view => {
      const bid = await getBid(view, bidId)
      if (!mayUseWorkingCopy(actor, bid)) throw new NotFound('bid')
      const check = traces === 'all' ? traceWorkingCopy : checkWorkingCopy
      return check(this.guidelines, this.sealing, view, bid)
    })
  }

  private sectionsOf(requirement: Requirement) {
    return this.guidelines.questionnaire(pinnedVersions(requirement).questionnaire).sections
  }

  private refuseMalformed(requirement: Requirement, changes: Readonly<Record<string, unknown>>): void {
    const errors = this.guidelines.malformedAnswers(pinnedVersions(requirement), changes)
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

const nobodySaved = (section: string): AnswerSection => ({ section, revision: 0, answers: {}, savedAt: null })

async function saveSection(
  tx: Tx,
  sealing: Sealing,
  bid: BidOfSupplier,
  saved: AnswerSection,
  changes: Readonly<Record<string, unknown>>,
): Promise<AnswerSection> {
  const { section } = saved
  const [revision, answers] = [saved.revision + 1, mergeMembers<Record<string, unknown>>(saved.answers, changes)]
  const written = await firstRow<{ savedAt: Instant }>(
    tx,
    `INSERT INTO ethics_answer_section (bid_id, section, revision, answers) VALUES ($1, $2, $3, $4)
     ON CONFLICT (bid_id, section) DO UPDATE SET revision = $3, answers = $4 WHERE ethics_answer_section.revision = $3 - 1
     RETURNING saved_at AS "savedAt"`,
    [bid.id, section, revision, sealing.seal(answers, answersOf(bid, section))],
  )
  if (written === null) throw new StaleVersion()
  return { section, revision, answers, savedAt: written.savedAt }
}
