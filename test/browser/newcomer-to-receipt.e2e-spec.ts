import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { aPdf } from '../../src/modules/bids/files.fixture.js'
import type { Answer } from '../../src/modules/guidelines/domain/answers.js'
import { goldenBid } from '../../src/modules/guidelines/golden-bids.js'
import { anAddress, GOOD_PASSWORD, mailTo } from '../support/codes.js'
import type { MailCatcher } from '../support/mail-catcher.js'
import type { TestApp } from '../support/test-app.js'
import { anOpenRequirement } from '../support/world.js'
import type { Browsing } from './browsing.js'
import { type MailedMarket, startMailedMarket } from './mailed-market.js'
import { fillAll } from './fill-section.js'
import { fill, follow, pathOf, registerSupplier, signIn, signUp, textOf } from './newcomer.js'
import { press } from './send-elsewhere.js'

const SUPPLIER = 'Fifth Example Supplier'

/** The whole way, each step a page, none with script. */
describe('In a browser without script, somebody who has never been here', () => {
  const golden = goldenBid('low')
  let market: MailedMarket
  let catcher: MailCatcher
  let test: TestApp
  let browsing: Browsing

  beforeAll(async () => {
    market = await startMailedMarket()
    ;({ catcher, test, browsing } = market)
  })
  afterEach(() => browsing.close())
  afterAll(() => market.stop())

  async function registerAndBeApproved(page: Page, email: string): Promise<void> {
    expect(pathOf(page)).toBe('/organisation')
    expect(await textOf(page)).toContain('You belong to no organisation yet')
    await page.goto('/supplier')
    await follow(page, 'See how to join one, or how to register yours')
    await follow(page, 'Register the organisation')
    await registerSupplier(page, SUPPLIER, '12-345-6789')
    await press(page, 'Send it to the officers')
    expect(pathOf(page)).toBe('/organisation/registrations')
    expect(await textOf(page)).toContain('An officer looks at it')
    await approve()
    await mailTo(catcher, email, 'Your organisation was approved')
    await page.reload()
    expect(await textOf(page)).toContain('You are its administrator.')
  }

  async function approve(): Promise<void> {
    const told = await mailTo(catcher, 'procurement-officer@example.test', 'An organisation waits for approval')
    expect(told.text).toContain(`${test.config.publicUrl}/officer/registrations`)
    const officer = await browsing.open({ as: 'procurement-officer' })
    await officer.goto('/')
    await officer.getByRole('link', { name: 'Registrations' }).click()
    await follow(officer, SUPPLIER)
    await press(officer, 'Approve the organisation')
    expect(await textOf(officer)).toContain('The organisation is approved')
    expect(await textOf(officer)).toContain('None waits.')
  }

  /** The one administrator of a supplier takes the role that submits. */
  async function takeTheRole(page: Page): Promise<void> {
    await page.goto('/organisation/people')
    await follow(page, 'Founder')
    await page.getByLabel('Supplier administrator').check()
    await press(page, 'Give the role')
    expect(await textOf(page)).toContain('Supplier administrator')
  }

  /** A member wherever the first supplier is. */
  const admit = (): Promise<unknown> =>
    test.rows(
      `INSERT INTO membership (id, agreement_id, category_id, supplier_id, state)
       SELECT gen_random_uuid(), m.agreement_id, m.category_id, n.id, 'active'
       FROM membership m JOIN organisation o ON o.id = m.supplier_id, organisation n
       WHERE o.name LIKE 'First Example Supplier%' AND n.name = $1`,
      [SUPPLIER],
    )

  async function writeTheOffer(page: Page): Promise<void> {
    await page
      .getByRole('main')
      .getByRole('link', { name: /^Describe / })
      .first()
      .click()
    for (const { text } of golden.bid.awardAnswers) {
      await page.getByLabel('Your answer').fill(text)
      await press(page, 'Save and continue')
    }
    await follow(page, 'Prices')
    for (const [place, { unitPrice }] of golden.bid.priceSchedule.entries()) await page.getByRole('textbox').nth(place).fill(unitPrice)
    await press(page, 'Save and continue')
    await follow(page, 'Declarations and partners')
    const { conflictOfInterest, subcontractors, consortium } = golden.bid.declarations
    await fill(page, { 'Conflicts of interest': conflictOfInterest })
    await page.locator('[name=subcontractors]').fill(subcontractors.join('\n'))
    await page.locator('[name=consortium]').fill(consortium.join('\n'))
    await page.getByLabel('We accept the terms of the agreement').check()
    await press(page, 'Save and continue')
  }

  /** Adds the files of the worked example; answers its ethics answers, which name them. */
  async function addTheFiles(page: Page, bid: string): Promise<Readonly<Record<string, Answer>>> {
    let answers = JSON.stringify(golden.passing)
    for (const [placeholder, known] of Object.entries(golden.facts.files)) {
      const { name, issueDate, expiryDate } = known as { name: string; issueDate: string; expiryDate: string | null }
      await page.goto(`${bid}/files`)
      await page.getByLabel('Add a file').setInputFiles({ name, mimeType: 'application/pdf', buffer: aPdf(placeholder) })
      await press(page, 'Add the file')
      await fillDay(page, 'issueDate', issueDate)
      if (expiryDate !== null) await fillDay(page, 'expiryDate', expiryDate)
      const id = String(pathOf(page).split('/').at(-1))
      await press(page, 'Save')
      answers = answers.replaceAll(`"${placeholder}"`, `"${id}"`)
    }
    return JSON.parse(answers) as Record<string, Answer>
  }

  async function fillDay(page: Page, field: string, day: string): Promise<void> {
    const [year = '', month = '', date = ''] = day.split('-')
    for (const [part, text] of Object.entries({ day: date, month, year })) await page.locator(`[name=${field}-${part}]`).fill(text)
  }

  async function giveReasons(page: Page): Promise<void> {
    const reasons = page.getByLabel(/^Your reason for going on/)
    while ((await reasons.count()) > 0) {
      await reasons.first().fill('The paper is on its way and will be there before the contract is signed.')
      await page
        .getByRole('button', { name: /^Save the reason for/ })
        .first()
        .click()
    }
  }

  it('makes an account, registers a supplier, bids, and keeps a receipt that verifies', async () => {
    const requirementId = await anOpenRequirement(test, { ...golden.requirement, closesIn: 86_400 })
    const email = anAddress()
    const page = await browsing.open()
    await signUp(page, catcher, email)
    await registerAndBeApproved(page, email)
    await takeTheRole(page)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('link', { name: 'Sign in' }).click()
    await signIn(page, email, GOOD_PASSWORD)
    await admit()

    await page.getByRole('link', { name: 'Your bids' }).click()
    expect(pathOf(page)).toBe('/supplier')
    expect(await textOf(page)).toContain('Opportunities open to you')
    await page.goto(`/opportunities/${requirementId}`)
    await press(page, 'Start a bid')
    const bid = pathOf(page)
    await writeTheOffer(page)
    const passing = await addTheFiles(page, bid)
    await page.goto(`${bid}/ethics`)
    await follow(page, 'The offer')
    await fillAll(page, passing)
    expect(pathOf(page)).toBe(`${bid}/check`)
    await giveReasons(page)
    expect(await textOf(page)).toContain('The check does not stop this bid.')

    await page.goto(bid)
    expect(await textOf(page)).toContain('7 of 7 parts completed')
    await page.goto(`${bid}/review`)
    await press(page, 'Go on to submit')
    await page.getByLabel(/I have read the whole bid/).check()
    await press(page, 'Submit the bid')
    expect(pathOf(page)).toBe(`${bid}/receipts/1`)
    const href = String(await page.getByRole('link', { name: 'Download the receipt' }).getAttribute('href'))
    const receipt: object = await (await page.request.get(href)).json()
    const { body } = await test.api().post('/receipts/verify').send(receipt).expect(200)
    expect(body).toMatchObject({ valid: true, reasons: [] })
  }, 240_000)
})
