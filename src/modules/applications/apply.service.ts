import { Inject, Injectable } from '@nestjs/common'

import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound, Refused } from '../../shared/domain/errors.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import type { Instant } from '../../shared/domain/instant.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { refuseStale, StaleVersion } from '../../shared/domain/revision.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { Sealing } from '../../shared/sealing.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { currentFilters } from '../agreements/filter-queries.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { factsOfAnswers } from '../library/library-file-queries.js'
import { type CurrentAnswer, listAnswers, listProducts, lockLibrary, type Product, today } from '../library/library-queries.js'
import { setName } from '../library/domain/question-set.js'
import { currentSet } from '../library/question-sets.js'
import { AlreadyMember } from '../memberships/admit-member.js'
import { type ChosenValues, tokensOf } from '../memberships/domain/offer.js'
import { findStanding } from '../memberships/membership-queries.js'
import { facetsOf, refuseUnknownValues } from '../memberships/offer-terms.js'
import { publish } from '../outbox/publish.js'
import {
  ApplicationIncomplete,
  ApplicationUnderWay,
  lockOwnApplication,
  refuseNonSuppliers,
  shareOpenCategory,
} from './application-guards.js'
import { type Application, applicationSubject, UNDER_WAY } from './application-queries.js'
import { answersToPin, hashToSubmit } from './apply-content.js'
import { currentDeclaration, type PublishedDeclaration } from './declarations.js'
import { moveApplication } from './domain/application-lifecycle.js'
import { maySubmitApplication } from './domain/application-policy.js'
import { lackingForSubmission } from './domain/lacking-for-submission.js'
import { dueFor } from './due-for.js'
import { pinAnswers } from './pinned-answers.js'
import { setState } from './set-state.js'

/** What a supplier chooses in an application: products that its claims are about, and what it offers. */
export interface Chosen {
  productIds: readonly string[]
  offer: ChosenValues
}

/** What whoever submits has read: the declaration by its name, and all that is given to the officers by the hash that stands for it. */
export interface Read {
  declaration?: string | undefined
  seen?: string | undefined
}

/** The supplier's way from an empty application to one that the officers have. */
@Injectable()
export class ApplyService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly sealing: Sealing,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** Starts one for a category that takes applications; whoever was rejected, removed or lapsed starts anew at any time. Answers its id. */
  async start(actor: Actor, categoryId: string, repeat: RepeatKey | null): Promise<string> {
    refuseNonSuppliers(actor)
    const { id } = await runOnce(this.unitOfWork, actor, repeat, async tx => {
      const { agreementId } = await shareOpenCategory(tx, categoryId)
      if ((await findStanding(tx, actor.organisationId, categoryId)) !== null) throw new AlreadyMember()
      const applicationId = newId()
      const started = await rows(
        tx,
        `INSERT INTO application (id, agreement_id, category_id, supplier_id, state, revision, started_by, started_at)
         VALUES ($1, $2, $3, $4, 'draft', 1, $5, market_now())
         ON CONFLICT (supplier_id, category_id) WHERE ${UNDER_WAY} DO NOTHING RETURNING id`,
        [applicationId, agreementId, categoryId, actor.organisationId, actor.personId],
      )
      if (started.length === 0) throw new ApplicationUnderWay(await underWay(tx, actor.organisationId, categoryId))
      const subject = applicationSubject({ id: applicationId, supplierId: actor.organisationId })
      await recordAudit(tx, actor, 'application.started', subject, { agreementId, categoryId })
      return { id: applicationId }
    })
    return id
  }

  /** Saves what is chosen in a draft, as it was seen. Retired values that were chosen before may stay until it is submitted. */
  async choose(actor: Actor, id: string, revision: number, { productIds, offer }: Chosen): Promise<void> {
    await this.unitOfWork.run(actor, async tx => {
      const application = await lockOwnApplication(tx, actor, id)
      if (application.state !== 'draft') moveApplication(application.state, 'draft')
      refuseStale(application.revision, revision)
      await refuseOtherProducts(tx, this.sealing, actor, productIds)
      const tokens = tokensOf(offer)
      refuseUnknownValues(tokens, await facetsOf(tx, application.agreementId), application.offer)
      await tx.query('UPDATE application SET product_ids = $2, offer = $3, revision = revision + 1 WHERE id = $1', [
        id,
        [...new Set(productIds)],
        tokens,
      ])
      const before = { productIds: application.productIds, offer: application.offer }
      await recordAudit(tx, actor, 'application.changed', applicationSubject(application), { productIds, offer: tokens, before })
    })
  }

  /**
   * Gives the application to the officers: every answer that is asked for is pinned as it is now, the declaration is signed as `declaredAs`, and the last day to
   * decide on is set by the figure in force. What `read` names and is no more as it was read is refused.
   */
  async submit(actor: Actor, id: string, revision: number, declaredAs: string, repeat: RepeatKey | null, read: Read = {}): Promise<void> {
    if (!maySubmitApplication(actor)) throw new NotFound('application')
    const subject = applicationSubject({ id, supplierId: actor.organisationId })
    await this.refusals.recorded(actor, { action: 'application.submission-refused', subject }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const application = await lockOwnApplication(tx, actor, id)
        const state = moveApplication(application.state, 'submitted')
        refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'submitting an application')
        refuseStale(application.revision, revision)
        await shareOpenCategory(tx, application.categoryId)
        if ((await findStanding(tx, actor.organisationId, application.categoryId)) !== null) throw new AlreadyMember()
        const { number } = await currentFilters(tx)
        refuseUnknownValues(application.offer, await facetsOf(tx, application.agreementId, number), [])
        const answers = await this.answersFor(tx, actor, application)
        const declaration = declarationRead(application, answers, read)
        const { receivedAt } = await oneRow<{ receivedAt: Instant }>(tx, 'SELECT market_now() AS "receivedAt"')
        const { dueOn, dueBy } = await dueFor(tx, application, londonDay(receivedAt))
        await pinAnswers(tx, this.sealing, application, answers, 'submitted')
        await tx.query(
          `UPDATE application SET state = $2, revision = revision + 1, submitted_by = $3, received_at = $4, declared_as = $5, question_set = $6,
                                  filter_edition = $7, due_on = $8, due_by = $9, declaration = $10, declaration_hash = decode($11, 'hex') WHERE id = $1`,
          [
            ...[id, state, actor.personId, receivedAt, declaredAs, setName(currentSet()), number, dueOn, JSON.stringify(dueBy)],
            ...[declaration.name, declaration.contentHash.replace('sha256-', '')],
          ],
        )
        await publish(tx, { type: 'application.submitted', payload: { applicationId: id } })
        const pins = answers.map(({ question, productId, version, hash }) => ({ question, productId, version, hash }))
        const signed = { declaredAs, declaration: declaration.name, declarationHash: declaration.contentHash }
        await recordAudit(tx, actor, 'application.submitted', subject, { receivedAt, dueOn, ...signed, offer: application.offer, pins })
        return { id }
      }),
    )
  }

  /** Takes it back, whatever state it is in before a decision. What the officers were given stays on record. */
  async withdraw(actor: Actor, id: string, repeat: RepeatKey | null): Promise<void> {
    if (!maySubmitApplication(actor)) throw new NotFound('application')
    const subject = applicationSubject({ id, supplierId: actor.organisationId })
    await this.refusals.recorded(actor, { action: 'application.withdrawal-refused', subject }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const application = await lockOwnApplication(tx, actor, id)
        const state = moveApplication(application.state, 'withdrawn')
        refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'withdrawing an application')
        await setState(tx, id, state)
        if (application.receivedAt !== null) await publish(tx, { type: 'application.withdrawn', payload: { applicationId: id } })
        await recordAudit(tx, actor, 'application.withdrawn', subject)
        return { id }
      }),
    )
  }

  /** All that is asked for, answered in full and in date; the library stays as it is until the transaction ends. */
  private async answersFor(tx: Tx, actor: Actor, { productIds, offer }: Application): Promise<CurrentAnswer[]> {
    await lockLibrary(tx, actor.organisationId)
    const set = currentSet()
    if (productIds.length === 0)
      throw new NothingChosen('product', '/productIds', 'Choose at least one product that your claims are about.')
    if (offer.length === 0) throw new NothingChosen('offer', '/offer', 'Choose at least one value of the filters.')
    await refuseOtherProducts(tx, this.sealing, actor, productIds)
    const answers = await listAnswers(tx, this.sealing, actor)
    const lacking = lackingForSubmission(set, answers, productIds, await today(tx), await factsOfAnswers(tx, answers))
    if (lacking.length > 0) throw new ApplicationIncomplete(lacking)
    return answersToPin(set, answers, productIds)
  }
}

/** The declaration that is signed, where it and all that is submitted are what was read. */
function declarationRead(application: Application, answers: readonly CurrentAnswer[], { declaration, seen }: Read): PublishedDeclaration {
  const current = currentDeclaration()
  if (declaration !== undefined && declaration !== current.name)
    throw new Conflict('declaration-changed', 'The declaration that is signed is another one now. Read it, and sign that.', {
      declaration: current.name,
    })
  if (seen !== undefined && seen !== hashToSubmit(application, answers, current)) throw new StaleVersion()
  return current
}

const underWay = async (view: Readable, supplierId: string, categoryId: string): Promise<string | null> =>
  (
    await firstRow<{ id: string }>(view, `SELECT id FROM application WHERE supplier_id = $1 AND category_id = $2 AND ${UNDER_WAY}`, [
      supplierId,
      categoryId,
    ])
  )?.id ?? null

async function refuseOtherProducts(tx: Tx, sealing: Sealing, actor: Actor, productIds: readonly string[]): Promise<void> {
  const products = await listProducts(tx, sealing, actor)
  const others = productIds.filter(id => !products.some(each => each.id === id && each.retiredAt === null))
  if (others.length === 0) return
  throw new Refused(
    'product-unknown',
    'One of the products is not in your library, or is retired. See errors.',
    others.map(id => ({
      pointer: '/productIds',
      code: 'product-unknown',
      detail: notOffered(
        id,
        products.find(each => each.id === id),
      ),
    })),
  )
}

const notOffered = (id: string, retired: Product | undefined): string =>
  retired === undefined
    ? `Your library has no product ${id}. Choose from those that it has.`
    : `Your organisation no longer offers ${retired.name}. Choose from those that it offers.`

class NothingChosen extends Refused {
  constructor(what: 'product' | 'offer', pointer: string, detail: string) {
    super(`${what}-missing`, detail, [{ pointer, code: 'missing', detail }])
  }
}
