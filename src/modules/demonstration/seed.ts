import type { NestFastifyApplication } from '@nestjs/platform-fastify'

import { marketNow } from '../../shared/database/market-now.js'
import { firstRow, oneRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { Actor, type ActorFacts, SYSTEM } from '../../shared/domain/actor.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { BidDraftsService } from '../bids/bid-drafts.service.js'
import { EthicsAnswersService } from '../bids/ethics-answers.service.js'
import { goldenBidWithoutFiles, signedOn } from '../guidelines/golden-bids.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { Passwords } from '../identity/passwords.js'
import { PublishRequirementService } from '../requirements/publish-requirement.service.js'
import { RequirementApprovalService } from '../requirements/requirement-approval.service.js'
import { RequirementDraftsService } from '../requirements/requirement-drafts.service.js'
import type { RequirementState } from '../requirements/domain/requirement-lifecycle.js'
import { OFFERS, PASSWORD, PEOPLE } from './cast.js'
import { OPPORTUNITIES, type Opportunity } from './opportunities.js'
import { letSign, seedApplication, seedLibrary } from './seed-application.js'
import { seedCast } from './seed-cast.js'

/** Of the supplier that is a member nowhere: it asks to join. */
const NEWCOMER = 'outsider-organisation-admin@example.test'

export const SIGN_INS: readonly string[] = PEOPLE.map(({ email }) => email)

/**
 * Seeds the demonstration through the product's own verbs. It goes on where an interrupted seeding stopped, and does nothing when all is
 * there; answers whether the cast was missing.
 */
export async function seedOnce(app: NestFastifyApplication): Promise<boolean> {
  const unitOfWork = app.get(UnitOfWork)
  const passwordHash = await app.get(Passwords).hash(PASSWORD)
  const seeded = await unitOfWork.run(SYSTEM, tx => seedCast(tx, passwordHash, OFFERS))
  for (const opportunity of OPPORTUNITIES) await seedRequirement(app, opportunity)
  await seedDraftBid(app)
  await seedLibrary(app, await actorOf(app, 'supplier-admin@example.test'))
  await letSign(app, NEWCOMER)
  await seedApplication(app, await actorOf(app, NEWCOMER))
  return seeded
}

interface Known {
  id: string
  state: RequirementState
  revision: number
}

/** Leads the requirement from whatever state it was left in to open. */
async function seedRequirement(app: NestFastifyApplication, opportunity: Opportunity): Promise<void> {
  const author = await actorOf(app, 'buyer-author@example.test')
  const approver = await actorOf(app, 'buyer-approver@example.test')
  const approval = app.get(RequirementApprovalService)
  let known = (await find(app, opportunity)) ?? (await createDraft(app, author, opportunity))
  const next: Partial<Record<RequirementState, (requirement: Known) => Promise<void>>> = {
    draft: ({ id }) => approval.submitForApproval(author, id, null),
    'in-approval': ({ id, revision }) => approval.approve(approver, id, revision, null),
    approved: ({ id }) => app.get(PublishRequirementService).publish(author, id, null),
  }
  for (let step = next[known.state]; step !== undefined; step = next[known.state]) {
    await step(known)
    known = await getKnown(app, opportunity)
  }
}

const find = (app: NestFastifyApplication, { content }: Opportunity): Promise<Known | null> =>
  ask(app, tx =>
    firstRow<Known>(tx, 'SELECT id, state, revision FROM requirement WHERE title = $1 AND NOT practice ORDER BY id LIMIT 1', [
      content.title,
    ]),
  )

async function getKnown(app: NestFastifyApplication, opportunity: Opportunity): Promise<Known> {
  const known = await find(app, opportunity)
  if (known === null) throw new Error(`The demonstration requirement "${String(opportunity.content.title)}" is gone.`)
  return known
}

async function createDraft(app: NestFastifyApplication, author: Actor, opportunity: Opportunity): Promise<Known> {
  const place = await ask(app, tx =>
    oneRow<{ agreementId: string; categoryId: string; clarification: string; submission: string; award: string }>(
      tx,
      `SELECT c.agreement_id AS "agreementId", c.id AS "categoryId", to_char(day + interval '20 days', $2) AS clarification,
              to_char(day + interval '30 days', $2) AS submission, to_char(day + interval '60 days', 'YYYY-MM-DD') AS award
       FROM category c JOIN agreement a ON a.id = c.agreement_id, (SELECT date_trunc('day', market_now()) AS day OFFSET 0) clock
       WHERE c.code = $1 AND NOT a.practice`,
      [opportunity.category, 'YYYY-MM-DD"T12:00:00Z"'],
    ),
  )
  const dates = { clarificationDeadline: place.clarification, submissionDeadline: place.submission, awardDate: place.award }
  await app
    .get(RequirementDraftsService)
    .create(author, place.agreementId, { ...opportunity.content, ...dates, categoryIds: [place.categoryId] }, null)
  return getKnown(app, opportunity)
}

/** A first draft with its faults, on the low-tier requirement. What somebody has changed or saved since is left as it is. */
async function seedDraftBid(app: NestFastifyApplication): Promise<void> {
  const [opportunity] = OPPORTUNITIES
  if (opportunity === undefined) return
  const { id } = await getKnown(app, opportunity)
  const writer = await actorOf(app, 'bid-writer@example.test')
  const drafts = app.get(BidDraftsService)
  const bidId = (await findBid(app, id, writer)) ?? (await drafts.start(writer, id, null))
  const { state, revision } = await drafts.get(writer, bidId)
  if (state !== 'draft') return
  if (revision === 1) await drafts.change(writer, bidId, 1, goldenBidWithoutFiles().bid)
  await seedAnswers(app, writer, bidId)
}

async function findBid(app: NestFastifyApplication, requirementId: string, writer: Actor): Promise<string | null> {
  const sql = 'SELECT id FROM bid WHERE requirement_id = $1 AND supplier_id = $2 ORDER BY id DESC LIMIT 1'
  return (await ask(app, tx => firstRow<{ id: string }>(tx, sql, [requirementId, writer.organisationId])))?.id ?? null
}

async function seedAnswers(app: NestFastifyApplication, writer: Actor, bidId: string): Promise<void> {
  const today = londonDay(await ask(app, tx => marketNow(tx)))
  const firstDraft = signedOn(today, goldenBidWithoutFiles().firstDraft)
  const guidelines = app.get(GuidelinesService)
  const service = app.get(EthicsAnswersService)
  const saved = (await service.list(writer, bidId, undefined)).map(({ section }) => section)
  for (const { id, questions } of guidelines.questionnaire(guidelines.current().questionnaire).sections) {
    const answers = Object.fromEntries(
      questions.filter(question => question.id in firstDraft).map(question => [question.id, firstDraft[question.id]]),
    )
    if (Object.keys(answers).length > 0 && !saved.includes(id)) await service.change(writer, bidId, 0, answers)
  }
}

/** The demonstration person as an actor who has just signed in. */
async function actorOf(app: NestFastifyApplication, email: string): Promise<Actor> {
  const facts = await ask(app, tx =>
    oneRow<Pick<ActorFacts, 'personId' | 'organisationId' | 'organisationKind' | 'roles'>>(
      tx,
      `SELECT g.person_id AS "personId", g.organisation_id AS "organisationId", g.organisation_kind AS "organisationKind", array_agg(g.role) AS roles
       FROM person p JOIN role_grant g ON g.person_id = p.id WHERE p.email = $1 GROUP BY 1, 2, 3`,
      [email],
    ),
  )
  return new Actor({ ...facts, supplierAnywhere: facts.organisationKind === 'supplier', signInAgeSeconds: 0 })
}

const ask = <T>(app: NestFastifyApplication, question: (tx: Tx) => Promise<T>): Promise<T> => app.get(UnitOfWork).run(SYSTEM, question)
