import type { NestFastifyApplication } from '@nestjs/platform-fastify'

import { firstRow, oneRow } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { type Actor, SYSTEM } from '../../shared/domain/actor.js'
import { ApplyService } from '../applications/apply.service.js'
import { OwnApplicationsService } from '../applications/own-applications.service.js'
import { LibraryProductsService } from '../library/library-products.service.js'
import { LibraryService } from '../library/library.service.js'
import { SaveAnswersService } from '../library/save-answers.service.js'
import { aWholeAnswer } from './sample-answers.js'

const PRODUCT = 'Example assistant (demonstration)'

/** The category that the demonstration's newcomer asks to join, and what it offers. */
const CATEGORY = 'assistants'
const OFFER = { scope: ['end-to-end-partnership'], 'ai-type': ['virtual-assistants-and-chatbots'], location: ['london', 'south-east'] }

/** Fills the library of the actor's supplier, all of it and claims about one product; answers the product's id. What is there already stays. */
export async function seedLibrary(app: NestFastifyApplication, actor: Actor): Promise<string> {
  const library = app.get(LibraryService)
  const { products } = await library.get(actor)
  const productId = products.find(({ name }) => name === PRODUCT)?.id ?? (await app.get(LibraryProductsService).add(actor, PRODUCT, null))
  const { set, answers } = await library.get(actor)
  for (const perProduct of [false, true]) {
    const owner = perProduct ? productId : null
    const missing = set.parts
      .filter(part => (part.perProduct === true) === perProduct)
      .flatMap(({ questions }) => questions)
      .filter(({ id }) => !answers.some(each => each.question === id && each.productId === owner))
      .map(question => ({ question: question.id, productId: owner, seen: 0, given: aWholeAnswer(question) }))
    if (missing.length > 0) await app.get(SaveAnswersService).merge(actor, missing, null)
  }
  return productId
}

/** An application that waits for an officer, of a supplier with a whole library. One that somebody has decided on or withdrawn since stays as it is. */
export async function seedApplication(app: NestFastifyApplication, actor: Actor): Promise<void> {
  const productId = await seedLibrary(app, actor)
  const known = await app
    .get(UnitOfWork)
    .run(SYSTEM, tx =>
      firstRow<{ id: string }>(tx, 'SELECT id FROM application WHERE supplier_id = $1 ORDER BY id LIMIT 1', [actor.organisationId]),
    )
  const applying = app.get(ApplyService)
  const id = known?.id ?? (await applying.start(actor, await categoryId(app), null))
  const { state, revision } = await app.get(OwnApplicationsService).get(actor, id)
  if (state !== 'draft') return
  if (revision === 1) await applying.choose(actor, id, 1, { productIds: [productId], offer: OFFER })
  await applying.submit(actor, id, Math.max(revision, 2), 'Director', null)
}

const categoryId = async (app: NestFastifyApplication): Promise<string> =>
  (
    await app
      .get(UnitOfWork)
      .run(SYSTEM, tx =>
        oneRow<{ id: string }>(
          tx,
          'SELECT c.id FROM category c JOIN agreement a ON a.id = c.agreement_id WHERE c.code = $1 AND NOT a.practice ORDER BY a.id LIMIT 1',
          [CATEGORY],
        ),
      )
  ).id

/** Lets the administrator of a supplier's people sign for it too, as a supplier may give its own roles. */
export const letSign = (app: NestFastifyApplication, email: string): Promise<unknown> =>
  app.get(UnitOfWork).run(SYSTEM, async tx => {
    const held = await firstRow(
      tx,
      `SELECT FROM role_grant g JOIN person p ON p.id = g.person_id WHERE p.email = $1 AND g.role = 'supplier-admin'`,
      [email],
    )
    if (held !== null) return
    await tx.query(
      `INSERT INTO role_grant (person_id, organisation_id, organisation_kind, role)
       SELECT g.person_id, g.organisation_id, g.organisation_kind, 'supplier-admin' FROM role_grant g JOIN person p ON p.id = g.person_id WHERE p.email = $1`,
      [email],
    )
  })
