import { Inject, Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import { dayAfter, londonDay, londonMoment } from '../../shared/domain/london-time.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { type AgreementDraft, listContributors, lockDraft, noteContributor, saveDraft } from './agreement-draft-queries.js'
import { refuseUnlessWriting } from './agreement-drafts.service.js'
import { agreementSubject, AgreementsNotYours, OpeningNotYours, ReferenceTaken, refuseUnfit } from './agreement-guards.js'
import type { WholeContent } from './domain/agreement-content.js'
import { moveAgreement } from './domain/agreement-lifecycle.js'
import { mayOpenAgreement, mayReturnAgreement } from './domain/agreement-policy.js'
import { currentFilters } from './filter-queries.js'
import { noteIntention, noteMarketNotice } from './note-market-notice.js'

/** The way of a draft from its writers to the second person who opens it. */
@Injectable()
export class OpenAgreementService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** Freezes a draft that could open, for a senior officer who wrote no part of it. */
  propose(actor: Actor, id: string, repeat: RepeatKey | null): Promise<void> {
    return this.verb(actor, id, 'agreement.proposal-refused', repeat, async (tx, draft) => {
      refuseUnlessWriting(actor)
      const state = moveAgreement(draft.state, 'proposed')
      const { regime } = await refuseUnfit(tx, draft.content, await currentFilters(tx), londonDay(await marketNow(tx)))
      await saveDraft(tx, { ...draft, state, returnReason: null })
      await noteContributor(tx, actor, id)
      await noteIntention(tx, id, regime)
      await publish(tx, { type: 'agreement.proposed', payload: { agreementId: id } })
      await recordAudit(tx, actor, 'agreement.proposed', agreementSubject(id))
    })
  }

  /** Gives it back to its writers with the reason. */
  returnToDraft(actor: Actor, id: string, reason: string, repeat: RepeatKey | null): Promise<void> {
    return this.verb(actor, id, 'agreement.return-refused', repeat, async (tx, draft) => {
      if (!mayReturnAgreement(actor)) throw new AgreementsNotYours()
      const state = moveAgreement(draft.state, 'draft')
      await saveDraft(tx, { ...draft, state, returnReason: reason })
      await publish(tx, { type: 'agreement.returned', payload: { agreementId: id } })
      await recordAudit(tx, actor, 'agreement.returned', agreementSubject(id), { reason })
    })
  }

  /** Takes a draft out of the way for good; it stays on record. */
  discard(actor: Actor, id: string, reason: string, repeat: RepeatKey | null): Promise<void> {
    return this.verb(actor, id, 'agreement.discarding-refused', repeat, async (tx, draft) => {
      refuseUnlessWriting(actor)
      const state = moveAgreement(draft.state, 'discarded')
      await saveDraft(tx, { ...draft, state })
      await recordAudit(tx, actor, 'agreement.discarded', agreementSubject(id), { reason })
    })
  }

  /** Opens exactly the revision that was read; never by somebody who wrote a part of it. From then on it is frozen, and everybody may read it. */
  open(actor: Actor, id: string, revision: number, repeat: RepeatKey | null): Promise<void> {
    return this.verb(actor, id, 'agreement.opening-refused', repeat, async (tx, draft) => {
      if (!mayReturnAgreement(actor)) throw new AgreementsNotYours()
      const contributors = await listContributors(tx, id)
      if (
        !mayOpenAgreement(
          actor,
          contributors.map(({ personId }) => personId),
        )
      )
        throw new OpeningNotYours()
      refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'opening an agreement')
      const state = moveAgreement(draft.state, 'open')
      refuseStale(draft.revision, revision)
      const filters = await currentFilters(tx)
      const content = await refuseUnfit(tx, draft.content, filters, londonDay(await marketNow(tx)))
      await insertAgreement(tx, id, content, filters.number)
      await saveDraft(tx, { ...draft, state })
      await noteMarketNotice(tx, id, 'agreement-opened', id)
      await publish(tx, { type: 'agreement.opened', payload: { agreementId: id } })
      await recordAudit(tx, actor, 'agreement.opened', agreementSubject(id), { revision, filterEdition: filters.number })
    })
  }

  private async verb(
    actor: Actor,
    id: string,
    refusedAs: string,
    repeat: RepeatKey | null,
    work: (tx: Tx, draft: AgreementDraft) => Promise<void>,
  ): Promise<void> {
    await this.refusals.recorded(actor, { action: refusedAs, subject: agreementSubject(id) }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        await work(tx, await lockDraft(tx, id))
        return { id }
      }),
    )
  }
}

/** The first moment of its first day in London until the end of its last. Of two drafts of one reference the second is refused. */
async function insertAgreement(tx: Tx, id: string, content: WholeContent, filterEdition: number): Promise<void> {
  const added = await rows(
    tx,
    `INSERT INTO agreement (id, reference, name, regime, practice, minimum_tender_days, maximum_term_months, valid_from, valid_until, initial_window_days,
                            terms, levy_basis_points, facets, filter_edition)
     VALUES ($1, $2, $3, $4, false, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (reference) DO NOTHING RETURNING id`,
    [
      id,
      content.reference,
      content.name,
      content.regime,
      content.minimumTenderDays,
      content.maximumTermMonths,
      londonMoment(content.validFrom, '00:00:00'),
      londonMoment(dayAfter(content.validUntil), '00:00:00'),
      content.initialWindowDays,
      content.terms,
      content.levyBasisPoints ?? null,
      content.facets,
      filterEdition,
    ],
  )
  if (added.length === 0) throw new ReferenceTaken()
  for (const { code, title, criteria } of content.categories) {
    const categoryId = newId()
    await tx.query('INSERT INTO category (id, agreement_id, code, title) VALUES ($1, $2, $3, $4)', [categoryId, id, code, title])
    await tx.query(
      `INSERT INTO selection_criterion (id, category_id, number, text)
       SELECT given.id, $1, given.number, given.text FROM unnest($2::uuid[], $3::integer[], $4::text[]) AS given (id, number, text)`,
      [categoryId, criteria.map(() => newId()), criteria.map((_, place) => place + 1), criteria],
    )
  }
}
