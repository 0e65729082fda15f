import { Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Malformed, NotFound, Refused } from '../../shared/domain/errors.js'
import { mergeMembers } from '../../shared/domain/merge-members.js'
import { refuseStale, StaleVersion } from '../../shared/domain/revision.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { pinnedVersions } from '../requirements/pinned-versions.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import { lockWritable } from './bid-guards.js'
import { type AnswerSection, getBid, getRequirementOf, listAnswerSections } from './bid-queries.js'
import { ChangeWorkingCopy } from './change-working-copy.js'
import { checkWorkingCopy, traceWorkingCopy } from './check-bid.js'
import { mayUseWorkingCopy } from './domain/bid-policy.js'
import { seal } from './sealing.js'

@Injectable()
export class EthicsAnswersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: ChangeWorkingCopy,
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

  /** Saves answers of one section: each replaces the whole answer, null deletes it; answers the section as written. Failing answers are saved too; only submission asks more. */
  change(actor: Actor, bidId: string, revision: number, changes: Readonly<Record<string, unknown>>): Promise<AnswerSection> {
    return this.changes.run(actor, async (tx, refusal) => {
      const bid = await lockWritable(tx, actor, bidId, refusal)
      const requirement = await getRequirementOf(tx, bid)
      this.refuseMalformed(requirement, changes)
      const section = this.sectionOf(requirement, Object.keys(changes))
      const saved = (await listAnswerSections(tx, bidId)).find(each => each.section === section)
      refuseStale(saved?.revision ?? 0, revision)
      const written = { section, revision: revision + 1, answers: mergeMembers(saved?.answers ?? {}, changes) }
      await saveSection(tx, bidId, written)
      return written
    })
  }

  /** The report on the answers as they are now, with the traces of all rules where they are asked for; changes nothing. */
  async check(actor: Actor, bidId: string, traces: 'findings' | 'all'): Promise<CheckReport> {
    return this.unitOfWork.read(actor, async view => {
      const bid = await getBid(view, bidId)
      if (!mayUseWorkingCopy(actor, bid)) throw new NotFound('bid')
      const check = traces === 'all' ? traceWorkingCopy : checkWorkingCopy
      return check(this.guidelines, view, bid)
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

async function saveSection(tx: Tx, bidId: string, { section, revision, answers }: AnswerSection): Promise<void> {
  const saved = await firstRow(
    tx,
    `INSERT INTO ethics_answer_section (bid_id, section, revision, answers) VALUES ($1, $2, $3, $4)
     ON CONFLICT (bid_id, section) DO UPDATE SET revision = $3, answers = $4 WHERE ethics_answer_section.revision = $3 - 1
     RETURNING section`,
    [bidId, section, revision, seal(answers)],
  )
  if (saved === null) throw new StaleVersion()
}
