import { readFile } from 'node:fs/promises'

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { evidencePdf } from '../../src/modules/demonstration/cases/evidence-pdf.js'
import { type Offer, type ScriptedAudit, type WorkedCase, workedCase } from '../../src/modules/demonstration/cases/worked-case.js'
import { type Player, TestApp } from '../support/test-app.js'
import { eventsHandled, inSeconds, placeIn, theAuditOf } from '../support/world.js'
import { Browsing } from './browsing.js'
import { fillAll } from './fill-section.js'
import { acceptAll, give, told } from './judge-answers.js'
import { pathOf, textOf } from './newcomer.js'
import { agreeToOpen, declareNone } from './open-together.js'
import { press } from './send-elsewhere.js'
import { addTheFiles, giveReasons, submitTheBid, type ToAttach, writeTheOffer } from './write-bid.js'
import { writeRequirement } from './write-requirement.js'

const DAY = 86_400

/** Each step by who takes it, in a window of their own. Only the clock is moved and the background work waited for. */
describe('In browsers without script, from the first idea to the signed report of the competition', () => {
  let test: TestApp
  let browsing: Browsing

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    browsing = await Browsing.start(test)
  })
  afterEach(() => browsing.close())
  afterAll(async () => {
    await browsing.stop()
    await test.stop()
  })

  const open = async (as: Player, path: string): Promise<Page> => {
    const page = await browsing.open({ as })
    await page.goto(path)
    return page
  }

  /** The idea, written until nothing stops approval; answers the requirement's id. */
  async function write({ requirement }: WorkedCase): Promise<string> {
    const { categoryId } = await placeIn(test, 'PRACTICE')
    const written = {
      ...requirement,
      categoryIds: [categoryId],
      clarificationDeadline: `${(await inSeconds(test, 10 * DAY)).slice(0, 16)}:00.000000Z`,
      submissionDeadline: `${(await inSeconds(test, 30 * DAY)).slice(0, 16)}:00.000000Z`,
      // After some certificates have run out, whenever this runs: warned of at low tier, referred at high.
      awardDate: '2030-01-31',
    }
    const author = await open('buyer-author', '/buyer/requirements/new')
    await author.getByLabel('Title').fill('A first idea')
    await author.getByLabel('Practice').check()
    await author.getByRole('button', { name: 'Start', exact: true }).click()
    expect(await textOf(author)).toContain('things stop approval')
    const path = pathOf(author)
    await writeRequirement(author, path, written)
    expect(await textOf(author)).toContain('Nothing stops approval.')
    const id = path.split('/').at(-1) ?? ''
    const { body } = await test.api('buyer-author').get(`/requirements/${id}`).expect(200)
    const saved = body as Record<string, unknown>
    for (const [member, value] of Object.entries(written))
      expect({ [member]: saved[member] ?? emptyOf(value) }).toEqual({ [member]: value })
    await author.getByRole('link', { name: 'Preview it as the public will see it' }).click()
    expect(await textOf(author)).toContain(String(written.problemStatement))
    return id
  }

  async function approveAndPublish(id: string): Promise<void> {
    const author = await open('buyer-author', `/buyer/requirements/${id}`)
    await press(author, 'Send for approval')
    await press(author, 'Submit for approval')
    const approver = await open('buyer-approver', `/buyer/requirements/${id}/approval`)
    await approver.getByLabel('I have read the whole requirement').check()
    await press(approver, 'Approve')
    await author.goto(`/buyer/requirements/${id}/approval`)
    await author.getByLabel('These dates are right').check()
    await press(author, 'Publish and invite')
    expect(await textOf(author)).toContain('It is published, and the suppliers in its categories are invited.')
  }

  /** A supplier asks, the buyer answers, and its rival reads it too. */
  async function clarify(id: string, { clarifications }: WorkedCase): Promise<void> {
    const [asked] = clarifications
    if (asked === undefined) throw new Error('This case has no clarification.')
    const supplier = await open('bid-writer', `/opportunities/${id}`)
    await supplier.getByRole('link', { name: 'Ask the buyer a question' }).click()
    await supplier.getByLabel('Your question').fill(asked.question)
    await press(supplier, 'Send the question')
    const author = await open('buyer-author', `/buyer/requirements/${id}/questions`)
    await author.getByRole('link', { name: 'Answer or refuse it' }).click()
    await author.getByLabel('The question, as everybody will read it').fill(asked.question)
    await author.getByLabel('The answer').fill(asked.answer)
    await author.getByLabel(asked.material ? 'Yes' : 'No', { exact: true }).check()
    await press(author, 'See what everybody will read')
    await press(author, 'Publish the answer')
    expect(await textOf(await open('rival-admin', `/opportunities/${id}/questions`))).toContain(asked.answer)
  }

  /** One writes the bid, another submits it; answers its page. */
  async function bid(id: string, { answers, bid: offered, evidence }: Offer): Promise<string> {
    const writer = await open('bid-writer', `/opportunities/${id}`)
    await press(writer, 'Start a bid')
    const path = pathOf(writer)
    await writeTheOffer(writer, offered)
    const named = await addTheFiles(writer, path, await documentsOf(evidence), answers)
    await writer.goto(`${path}/ethics`)
    await writer.locator(`main a[href^="${path}/ethics/"]`).first().click()
    await fillAll(writer, named)
    await giveReasons(writer)
    expect(await textOf(writer)).toContain('The check does not stop this bid.')
    const administrator = await open('supplier-admin', path)
    await submitTheBid(administrator, path)
    const receipt = await textOf(administrator)
    for (const { name } of Object.values(evidence)) expect(receipt).toContain(name)
    return path
  }

  /** After the deadline two people open the bids. */
  async function openTogether(id: string): Promise<void> {
    await test.moveClock('31 days')
    await test.signInAll()
    for (const [who, button] of [
      ['buyer-approver', 'Agree to open'],
      ['procurement-officer', 'Open the bids'],
    ] as const) {
      const page = await open(who, `/buyer/requirements/${id}/opening`)
      await press(page, 'Declare your interests')
      await declareNone(page)
      await agreeToOpen(page, button)
      expect(await textOf(page)).toContain(button === 'Open the bids' ? 'The bids are open.' : 'Waiting for the second person')
    }
  }

  /** An officer judges as the case says and signs; where the tier wants two, a senior officer confirms. */
  async function audit(path: string, scripted: ScriptedAudit): Promise<void> {
    const auditId = await theAuditOf(test, path.split('/').at(-1) ?? '')
    const officer = await open('procurement-officer', `/officer/audits/${auditId}`)
    for (const [question, { reason, clause, reply, settled }] of Object.entries(scripted.queried)) {
      await officer.goto(`/officer/audits/${auditId}/${question}`)
      await give(officer, { verdict: 'Query it: ask the supplier', reason, clause })
      const supplier = await open('bid-writer', `${path}/queries/${question}`)
      expect(await textOf(supplier)).toContain(reason)
      await supplier.getByRole('textbox').fill(reply)
      await press(supplier, 'Send the explanation')
      await officer.goto(`/officer/audits/${auditId}/${question}`)
      expect(await textOf(officer)).toContain(reply)
      await give(officer, { verdict: 'Accept the answer', reason: settled })
    }
    for (const [question, { reason, clause }] of Object.entries(scripted.rejected)) {
      await officer.goto(`/officer/audits/${auditId}/${question}`)
      await give(officer, { verdict: 'Reject it', reason, clause })
    }
    await officer.goto(`/officer/audits/${auditId}`)
    await acceptAll(officer)
    await press(officer, 'Go on to sign off')
    for (const referral of await officer.locator('section.market-finding').all()) {
      await referral.getByLabel(/^\s*Clear it/).check()
      await referral.getByRole('textbox').fill('The certificate runs out before the award, and its renewal is promised.')
    }
    await press(officer, 'Sign the audit off')
    if (!(await told(officer)).includes('A senior officer who is another person confirms it')) return
    const senior = await open('senior-officer', `/officer/audits/${auditId}`)
    await declareNone(senior)
    await press(senior, 'Go on to sign off')
    await press(senior, 'Confirm the audit')
    expect(await told(senior)).toContain('signed off')
  }

  it.each(['low', 'medium', 'high'] as const)(
    'the worked case of the %s tier: T7 create, T7 submit for approval, T7 approve, T7 publish, T7 clarification, T8 start, T8 submit, T8 open, T8 clarify',
    async tier => {
      const worked = workedCase(tier)
      const [offer] = worked.offers
      const id = await write(worked)
      await approveAndPublish(id)
      await clarify(id, worked)
      const path = await bid(id, offer)
      await openTogether(id)
      await audit(path, offer.audit)
      await eventsHandled(test)
      const buyer = await open('buyer-approver', `/officer/requirements/${id}/report`)
      expect(await textOf(buyer)).toContain('First Example Supplier')
      const [download] = await Promise.all([
        buyer.waitForEvent('download'),
        buyer.getByRole('link', { name: 'Download the signed report' }).click(),
      ])
      expect(download.suggestedFilename()).toBe(`ethics-report-${id}.json`)
      const report = JSON.parse(await readFile(await download.path(), 'utf8')) as Record<string, unknown>
      expect(report['bids']).toMatchObject([{ bidId: path.split('/').at(-1), outcome: outcomeOf(offer.audit) }])
    },
    400_000,
  )
})

/** A list that nobody filled is as good as an empty one. */
const emptyOf = (value: unknown): unknown => (Array.isArray(value) && value.length === 0 ? value : undefined)

const documentsOf = (evidence: Offer['evidence']): Promise<ToAttach[]> =>
  Promise.all(
    Object.entries(evidence).map(async ([key, document]) => {
      const { name, issueDate, expiryDate } = document
      return { key, name, issueDate, expiryDate, bytes: await evidencePdf(document) }
    }),
  )

const outcomeOf = ({ rejected }: ScriptedAudit): string => (Object.keys(rejected).length > 0 ? 'recommended-to-disregard' : 'accepted')
