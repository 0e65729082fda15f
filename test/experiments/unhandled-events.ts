import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { CloseRequirements } from '../../src/modules/requirements/close-requirements.js'
import { EventHandlers, type HandledEvent } from '../../src/modules/outbox/event-handlers.js'
import { newId } from '../../src/shared/ids.js'
import { aCertificate, saveAnswer } from '../support/library.js'
import type { TestApp } from '../support/test-app.js'
import { aStartedApplication } from '../support/whole-library.js'
import { anOpening, anOpenRequirement, aPassingBid } from '../support/world.js'

/**
 * Makes so many of each event that somebody handles, none of them handled yet: by doing what they tell of, and for those kinds that the
 * journey does not pass by writing the event down.
 */
export async function makeEvents(test: TestApp, journeys: number): Promise<void> {
  const joined = await aMember(test)
  for (let journey = 0; journey < journeys; journey += 1) {
    const requirementId = await anOpenRequirement(test, { closesIn: 240 })
    const bidId = await aPassingBid(test, requirementId)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    await test.api('rival-admin').post(`/requirements/${requirementId}/bids`).expect(201)
    // Moves the clock past both deadlines; the openers' sign-ins must be fresh after it.
    await Promise.all([test.signIn('buyer-approver'), test.signIn('procurement-officer')])
    const { requirementId: opened } = await anOpening(test, 'supplier-admin')
    await writeDown(test, 'competition.left-uncounted', { requirementId: opened })
    await test.app.get(CloseRequirements).closeDue()
    await writeMissing(test, { requirementId, bidId, version: 1, ...joined, ...(await anAccount(test, journey)) })
  }
}

/** What is told of suppliers that join and of members: an application, a membership, an answer of the library. */
async function aMember(test: TestApp): Promise<Record<string, string>> {
  const applicationId = await aStartedApplication(test)
  await saveAnswer(test, 'L401', aCertificate('2099-12-31'))
  const [found] = await test.rows<{ membershipId: string; supplierId: string; categoryId: string; agreementId: string; answerId: string }>(
    `SELECT m.id AS "membershipId", m.supplier_id AS "supplierId", m.category_id AS "categoryId", m.agreement_id AS "agreementId", a.id AS "answerId"
     FROM library_answer a JOIN membership m ON m.supplier_id = a.supplier_id WHERE a.question_id = 'L401' ORDER BY m.id LIMIT 1`,
  )
  if (found === undefined) throw new Error('No member has an answer in its library.')
  return { ...found, applicationId }
}

/** What letters about accounts tell of: a code that was mailed, a registration that waits, somebody and their organisation. */
async function anAccount(test: TestApp, journey: number): Promise<Record<string, string>> {
  await test
    .api('evaluator')
    .post('/account/email-change')
    .send({ email: `new-${journey}@example.test`, password: PASSWORD })
    .expect(202)
  const { body } = await test
    .api('evaluator')
    .post('/account/registrations')
    .send({ kind: 'supplier', name: `Example Supplier ${journey}`, companiesHouseNumber: `SC${String(journey).padStart(6, '0')}` })
    .expect(201)
  const [found] = await test.rows<{ codeId: string; personId: string; organisationId: string }>(
    `SELECT c.id AS "codeId", g.person_id AS "personId", g.organisation_id AS "organisationId"
     FROM mailed_code c, person p JOIN role_grant g ON g.person_id = p.id WHERE p.email = 'bid-writer@example.test' ORDER BY c.id DESC LIMIT 1`,
  )
  if (found === undefined) throw new Error('No code was mailed.')
  return { ...found, registrationId: (body as { id: string }).id }
}

export const listEvents = (test: TestApp): Promise<HandledEvent[]> =>
  test.rows<HandledEvent>('SELECT id, type, payload FROM outbox_event ORDER BY id')

async function writeMissing(test: TestApp, payload: HandledEvent['payload']): Promise<void> {
  const there = new Set((await listEvents(test)).map(({ type }) => type))
  const handled = new Set(test.app.get(EventHandlers).registered.map(({ on }) => on))
  for (const type of [...handled].filter(each => !there.has(each))) {
    await writeDown(test, type, payload)
  }
}

const writeDown = (test: TestApp, type: string, payload: HandledEvent['payload']) =>
  test.rows('INSERT INTO outbox_event (id, type, payload) VALUES ($1, $2, $3)', [newId(), type, JSON.stringify(payload)])
