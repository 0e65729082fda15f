import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, type FieldProblem } from '../../shared/domain/errors.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { type MemberChange, mergeMembers } from '../../shared/domain/merge-members.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { newId } from '../../shared/ids.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import {
  type AgreementDraft,
  type Contributor,
  getDraft,
  insertDraft,
  listContributors,
  listDrafts,
  lockDraft,
  noteContributor,
  saveDraft,
} from './agreement-draft-queries.js'
import { agreementSubject, AgreementsNotYours, findBreaches } from './agreement-guards.js'
import { type AgreementContent, problemsOf } from './domain/agreement-content.js'
import { mayOpenAgreement, mayReadAgreementDrafts, mayReturnAgreement, mayWriteAgreement } from './domain/agreement-policy.js'
import { type Facet } from './domain/filters.js'
import type { Breach } from './domain/stricter-only.js'
import { currentFilters } from './filter-queries.js'

/** A draft with all that whoever looks must know to go on. */
export interface DraftStanding {
  draft: AgreementDraft
  contributors: Contributor[]
  problems: FieldProblem[]
  breaches: Breach[]
  filters: Facet[]
  mayWrite: boolean
  mayPropose: boolean
  mayReturn: boolean
  mayOpen: boolean
  mayDiscard: boolean
}

@Injectable()
export class AgreementDraftsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Every draft there is or was, the latest changed first. */
  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<AgreementDraft>> {
    refuseUnlessReading(actor)
    const after = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await listDrafts(view, after, limit + 1)
      return pageOf(found, limit, ({ changedAt, id }) => [changedAt, id])
    })
  }

  /** From one snapshot. */
  get(actor: Actor, id: string): Promise<DraftStanding> {
    refuseUnlessReading(actor)
    return this.unitOfWork.read(actor, view => standingOf(view, actor, id))
  }

  /** Starts a draft; answers its id, which the agreement keeps once it opens. */
  async create(actor: Actor, change: MemberChange<AgreementContent>, repeat: RepeatKey | null): Promise<string> {
    const { id } = await runOnce(this.unitOfWork, actor, repeat, async tx => {
      refuseUnlessWriting(actor)
      const made = newId()
      await insertDraft(tx, made, mergeMembers({}, change))
      await noteContributor(tx, actor, made)
      await recordAudit(tx, actor, 'agreement.drafted', agreementSubject(made))
      return { id: made }
    })
    return id
  }

  /** Changes a draft that nobody changed since `revision`; null deletes a member. */
  async change(actor: Actor, id: string, revision: number, change: MemberChange<AgreementContent>): Promise<void> {
    await this.unitOfWork.run(actor, async tx => {
      refuseUnlessWriting(actor)
      await this.write(tx, actor, await lockDraft(tx, id), revision, change)
    })
  }

  private async write(
    tx: Tx,
    actor: Actor,
    draft: AgreementDraft,
    revision: number,
    change: MemberChange<AgreementContent>,
  ): Promise<void> {
    if (draft.state !== 'draft') throw new AgreementFrozen(draft.state)
    refuseStale(draft.revision, revision)
    await saveDraft(tx, { ...draft, content: mergeMembers(draft.content, change) })
    await noteContributor(tx, actor, draft.id)
    await recordAudit(tx, actor, 'agreement.changed', agreementSubject(draft.id), { members: Object.keys(change) })
  }
}

export function refuseUnlessWriting(actor: Actor): void {
  if (!mayWriteAgreement(actor)) throw new AgreementsNotYours()
}

function refuseUnlessReading(actor: Actor): void {
  if (!mayReadAgreementDrafts(actor)) throw new AgreementsNotYours()
}

async function standingOf(view: Readable, actor: Actor, id: string): Promise<DraftStanding> {
  const draft = await getDraft(view, id)
  const contributors = await listContributors(view, id)
  const today = londonDay(await marketNow(view))
  const { facets } = await currentFilters(view)
  const { state, content } = draft
  return {
    draft,
    contributors,
    problems: problemsOf(content, today),
    breaches: await findBreaches(view, content, today),
    filters: facets,
    mayWrite: state === 'draft' && mayWriteAgreement(actor),
    mayPropose: state === 'draft' && mayWriteAgreement(actor),
    mayReturn: state === 'proposed' && mayReturnAgreement(actor),
    mayOpen:
      state === 'proposed' &&
      mayOpenAgreement(
        actor,
        contributors.map(({ personId }) => personId),
      ),
    mayDiscard: (state === 'draft' || state === 'proposed') && mayWriteAgreement(actor),
  }
}

class AgreementFrozen extends Conflict {
  constructor(state: string) {
    super('agreement-not-draft', `Only a draft can be changed; this agreement is ${state}. Have it returned first.`, { state })
  }
}
