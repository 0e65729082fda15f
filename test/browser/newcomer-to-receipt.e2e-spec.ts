import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { aPdf } from '../../src/modules/files/files.fixture.js'
import { goldenBid } from '../../src/modules/guidelines/golden-bids.js'
import { anAddress, GOOD_PASSWORD, mailTo } from '../support/codes.js'
import type { MailCatcher } from '../support/mail-catcher.js'
import type { TestApp } from '../support/test-app.js'
import { anOpenRequirement } from '../support/world.js'
import type { Browsing } from './browsing.js'
import { type MailedMarket, startMailedMarket } from './mailed-market.js'
import { fillAll } from './fill-section.js'
import { follow, pathOf, registerSupplier, signIn, signUp, textOf } from './newcomer.js'
import { press } from './send-elsewhere.js'
import { addTheFiles, giveReasons, submitTheBid, type ToAttach, writeTheOffer } from './write-bid.js'

const SUPPLIER = 'Fifth Example Supplier'

/** The whole way, each step a page, none with script. */
describe('In a browser without script, somebody who has never been here', () => {
  const golden = goldenBid('low')
  const documents = Object.entries(golden.facts.files).map(([key, known]): ToAttach => {
    const { name, issueDate, expiryDate } = known as Omit<ToAttach, 'key' | 'bytes'>
    return { key, name, issueDate, expiryDate, bytes: aPdf(key) }
  })
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
    await officer.getByRole('link', { name: 'Registrations', exact: true }).click()
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

  it('makes an account, registers a supplier, bids, and keeps a receipt that verifies', async () => {
    const email = anAddress()
    const page = await browsing.open()
    await signUp(page, catcher, email)
    await registerAndBeApproved(page, email)
    await takeTheRole(page)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('link', { name: 'Sign in' }).click()
    await signIn(page, email, GOOD_PASSWORD)
    await admit()
    // Whoever is a member by then is invited.
    const requirementId = await anOpenRequirement(test, { ...golden.requirement, closesIn: 86_400 })

    await page.getByRole('link', { name: 'Your bids', exact: true }).click()
    expect(pathOf(page)).toBe('/supplier')
    expect(await textOf(page)).toContain('Opportunities open to you')
    await page.goto(`/opportunities/${requirementId}`)
    await press(page, 'Start a bid')
    const bid = pathOf(page)
    await writeTheOffer(page, golden.bid)
    const passing = await addTheFiles(page, bid, documents, golden.passing)
    await page.goto(`${bid}/ethics`)
    await follow(page, 'The offer')
    await fillAll(page, passing)
    expect(pathOf(page)).toBe(`${bid}/check`)
    await giveReasons(page)
    expect(await textOf(page)).toContain('The check does not stop this bid.')

    await page.goto(bid)
    expect(await textOf(page)).toContain('7 of 7 parts completed')
    await submitTheBid(page, bid)
    const href = String(await page.getByRole('link', { name: 'Download the receipt' }).getAttribute('href'))
    const receipt: object = await (await page.request.get(href)).json()
    const { body } = await test.api().post('/receipts/verify').send(receipt).expect(200)
    expect(body).toMatchObject({ valid: true, reasons: [] })
  })
})
