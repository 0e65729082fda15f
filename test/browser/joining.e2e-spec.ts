import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { anAddress, enter, GOOD_PASSWORD, mailTo } from '../support/codes.js'
import { claim, inWorkingDays, noInterestIn, rejectIt, supplierOf } from '../support/deciding.js'
import { answerPath, type Saved } from '../support/library.js'
import { ageSignIn } from '../support/openings.js'
import type { Newcomer, Player, TestApp } from '../support/test-app.js'
import { aSubmittedApplication, fillParts } from '../support/whole-library.js'
import { aDraft, eventsHandled, placeIn } from '../support/world.js'
import type { Browsing } from './browsing.js'
import { findAllMet, judgeClaims, judgeTheRecord, writePart } from './joining-steps.js'
import { type MailedMarket, startMailedMarket } from './mailed-market.js'
import { fill, follow, pathOf, registerSupplier, signIn, signUp, textOf } from './newcomer.js'
import { press } from './send-elsewhere.js'

const SUPPLIER = 'Sixth Example Supplier'
const PRODUCT = 'Reader of letters'
const CATEGORY = 'Data and analytics, machine learning included'
const FOUNDER = 'new-founder' satisfies Newcomer
const DAY = 86_400

/** Each step by whoever takes it, in a window of their own. Only what stands in the library many times over is written by the API. */
describe('In browsers without script, from an account to the first bid as a member', () => {
  const email = anAddress()
  let market: MailedMarket
  let test: TestApp
  let browsing: Browsing
  let founder: Page
  let officer: Page
  let application: string

  beforeAll(async () => {
    market = await startMailedMarket()
    ;({ test, browsing } = market)
    founder = await browsing.open()
    officer = await browsing.open({ as: 'procurement-officer' })
  })
  afterAll(() => market.stop())

  const mailed = (subject: string) => mailTo(market.catcher, email, subject)

  const menu = (page: Page, name: string): Promise<void> => page.getByRole('link', { name, exact: true }).first().click()

  const fileOf = (): string => application.replace('/supplier/', '/officer/')

  const open = async (as: Player, path: string): Promise<Page> => {
    const page = await browsing.open({ as })
    await page.goto(path)
    return page
  }

  it('a person registers an organisation, an officer approves it, and its administrator takes the role that applies', async () => {
    await signUp(founder, market.catcher, email)
    await registerSupplier(founder, SUPPLIER, '12-345-6789')
    await press(founder, 'Send it to the officers')
    await officer.goto('/')
    await menu(officer, 'Registrations')
    await follow(officer, SUPPLIER)
    await press(officer, 'Approve the organisation')
    await mailed('Your organisation was approved')
    await founder.goto('/organisation/registrations')
    expect(await textOf(founder)).toContain('needs the role Supplier administrator')
    await follow(founder, 'invite people and give roles')
    await follow(founder, 'Founder')
    await founder.getByLabel('Supplier administrator').check()
    await press(founder, 'Give the role')
    await founder.getByRole('button', { name: 'Sign out' }).click()
    await founder.getByRole('link', { name: 'Sign in' }).click()
    await signIn(founder, email, GOOD_PASSWORD)
    await enter(test, FOUNDER, email)
  })

  it('fills its library, through the pages with every kind of field', async () => {
    await menu(founder, 'Your bids')
    await follow(founder, 'answer once, and keep it true')
    await writePart(founder, 'organisation')
    await founder.goto('/supplier/library')
    await writePart(founder, 'financial-standing', {
      L301: { values: { scored: 'yes', provider: 'A rating agency', score: '30', highest: '100', scoredOn: '2026-01-15' }, rows: [] },
    })
    await founder.goto('/supplier/library')
    await writePart(founder, 'subcontractors', {
      L601: {
        values: { any: 'yes' },
        rows: [
          {
            name: 'First helper',
            office: '1 Example Street',
            companyNumber: 'SC654321',
            contributes: 'It labels pictures.',
            consentOn: '2026-01-15',
            consent: 'A letter of January.',
          },
        ],
      },
    })
    await founder.goto('/supplier/library')
    await founder.getByLabel('Name of the product').fill(PRODUCT)
    await press(founder, 'Add a product')
    const ofSupplier = 'SELECT p.id FROM library_product p JOIN organisation o ON o.id = p.supplier_id WHERE o.name = $1'
    const [product] = await test.rows<{ id: string }>(ofSupplier, [SUPPLIER])
    await fillParts(test, FOUNDER, String(product?.id), ['organisation', 'financial-standing', 'subcontractors'])
    await founder.goto('/supplier/library')
    expect(await textOf(founder)).toContain('9 of 9 parts completed')
  })

  it('T6 create, T6 submit: asks to join from the public page of the agreement, and submits with a fresh sign-in', async () => {
    const { agreementId } = await placeIn(test, 'AI-DPS-1')
    await founder.goto('/agreements')
    await founder.locator(`main a[href="/agreements/${agreementId}"]`).first().click()
    await follow(founder, `Ask to join ${CATEGORY}`)
    await press(founder, 'Start the application')
    application = pathOf(founder)
    await follow(founder, 'Products')
    await founder.getByLabel(PRODUCT).check()
    await press(founder, 'Save')
    await follow(founder, 'What you offer')
    for (const value of ['Health', 'Wales']) await founder.getByLabel(value, { exact: true }).check()
    await press(founder, 'Save')
    expect(await textOf(founder)).toContain('Nothing is missing.')
    await founder.getByRole('main').getByRole('button', { name: 'Read the whole application' }).click()
    for (const words of ['As it stands in our records', 'B12: Skills of the supplier', 'First helper', 'Wales'])
      expect(await textOf(founder)).toContain(words)
    await test.rows(
      `UPDATE session s SET proved_at = proved_at - interval '1 hour' FROM person p WHERE p.id = s.person_id AND p.email = $1`,
      [email],
    )
    await founder.getByRole('main').getByRole('button', { name: 'Go on to submit' }).click()
    await fill(founder, { 'Your office or position': 'Director', 'Your password': GOOD_PASSWORD })
    await founder.getByLabel('I sign this declaration for my organisation.').check()
    await press(founder, 'Submit the application')
    expect(pathOf(founder)).toBe(`${application}/received`)
    expect(await textOf(founder)).toContain('10 working days')
  })

  it('T6 claim, T6 ask: an officer finds it in the queue, declares no interest, claims it and asks', async () => {
    await mailTo(market.catcher, 'procurement-officer@example.test', 'A supplier asks to join')
    await menu(officer, 'Applications')
    await follow(officer, `${SUPPLIER}, for ${CATEGORY}`)
    await officer.getByLabel('No', { exact: true }).check()
    await press(officer, 'Declare')
    expect(pathOf(officer)).toBe(fileOf())
    await press(officer, 'Claim this application')
    await officer.getByLabel('What you ask').fill('Who may see the letters?')
    await officer.getByLabel('Question that it is about').selectOption('L702')
    await officer.getByLabel('Day to reply by').fill(await inWorkingDays(test, 3))
    await press(officer, 'Ask the supplier')
    expect(await textOf(officer)).toContain('Who may see the letters?')
  })

  it('T6 reply: the supplier changes the answer that was asked about, and gives it with its reply', async () => {
    await mailed('An officer asks about your application')
    await menu(founder, 'Your applications')
    await follow(founder, `${CATEGORY}, AI-DPS-1`)
    await founder.getByRole('main').getByRole('button', { name: 'Reply' }).click()
    await founder
      .getByRole('main')
      .getByRole('link', { name: /^L702, / })
      .click()
    await founder.locator('[name="L702-values-measures"]').fill('Two named people see them, and each look is recorded.')
    await press(founder, 'Save and come back later')
    await menu(founder, 'Your applications')
    await follow(founder, `${CATEGORY}, AI-DPS-1`)
    await founder.getByRole('main').getByRole('button', { name: 'Reply' }).click()
    await founder.getByLabel(/^\s*L702, /).check()
    await founder.getByLabel('Your reply').fill('Two people; the answer now says so.')
    await press(founder, 'Send the reply')
    expect(await textOf(founder)).toContain('Your reply has reached the officers.')
  })

  it('T6 admit: the officer finds the criteria met, judges the twelve claims, settles finance, and admits', async () => {
    await mailTo(market.catcher, 'procurement-officer@example.test', 'A supplier replied to your question')
    await officer.goto(fileOf())
    expect(await textOf(officer)).toContain('Two named people see them, and each look is recorded.')
    await follow(officer, 'Criteria and finance')
    await findAllMet(officer)
    await follow(officer, 'Decide')
    expect(await textOf(officer)).toContain('What keeps it from being admitted')
    await follow(officer, 'Ethics baseline')
    expect(await judgeClaims(officer)).toBe(12)
    await follow(officer, 'Criteria and finance')
    await officer.getByLabel('Why the financial standing is enough all the same').fill('A bank stands surety.')
    await press(officer, 'Record why it is enough')
    await ageSignIn(test, 'procurement-officer')
    await follow(officer, 'Decide')
    expect(await textOf(officer)).toContain('Nothing keeps the supplier from being admitted.')
    await fill(officer, { 'Your password': PASSWORD })
    await press(officer, 'Admit the supplier')
    expect(pathOf(officer)).toBe(`${fileOf()}/record`)
  })

  it('is defensible from the record alone: who did what and when, on which answers, and by which law it was due', async () => {
    const auditor = await browsing.open({ as: 'auditor' })
    await auditor.goto(`${fileOf()}/record`)
    await auditor.getByLabel('No', { exact: true }).check()
    await press(auditor, 'Declare')
    const record = await textOf(auditor)
    judgeTheRecord(record)
    for (const question of ['L101', 'L301', 'L702']) {
      const { body } = await test.api(FOUNDER).get(answerPath(question)).expect(200)
      expect(record).toContain(`SHA-256 ${(body as Saved).hash.replace('sha256-', '')}: verified`)
    }
  })

  it('reads the record of its admission, and everybody finds it in the directory', async () => {
    await mailed('Your organisation was admitted')
    await menu(founder, 'Your applications')
    await follow(founder, `${CATEGORY}, AI-DPS-1`)
    expect(await textOf(founder)).toContain('What happens next')
    await follow(founder, 'Read and print the appointment record')
    for (const words of ['signed as Director', SUPPLIER, 'Wales']) expect(await textOf(founder)).toContain(words)
    const anybody = await browsing.open()
    await anybody.goto('/suppliers')
    await follow(anybody, SUPPLIER)
    for (const words of [CATEGORY, 'Health', 'Wales']) expect(await textOf(anybody)).toContain(words)
  })

  it('T7 shortlist: a buyer finds it by what it offers and publishes, and it is invited and starts a bid', async () => {
    const { agreementId, categoryId } = await placeIn(test, 'AI-DPS-1')
    const title = 'Letters that are read at once'
    const { id } = await aDraft(test, { agreementId, categoryIds: [categoryId], closesIn: 14 * DAY, title })
    const author = await open('buyer-author', `/buyer/requirements/${id}`)
    await follow(author, 'Shortlist')
    await author.getByLabel('Name of the shortlist').fill('Health in Wales')
    for (const value of ['Health', 'Wales']) await author.getByLabel(value, { exact: true }).check()
    await press(author, 'Save and show who matches')
    expect(await textOf(author)).toMatch(/\d+ suppliers? match(es)? now/)
    for (const words of ['The shortlist is saved', 'They offer all of:', 'Sector: Health', 'Location: Wales', SUPPLIER])
      expect(await textOf(author)).toContain(words)
    await author.goto(`/buyer/requirements/${id}`)
    await press(author, 'Send for approval')
    await press(author, 'Submit for approval')
    const approver = await open('buyer-approver', `/buyer/requirements/${id}/approval`)
    await approver.getByLabel('I have read the whole requirement').check()
    await press(approver, 'Approve')
    await author.goto(`/buyer/requirements/${id}/approval`)
    await author.getByLabel('These dates are right').check()
    await press(author, 'Publish and invite')
    await eventsHandled(test)
    await mailed(`You are invited to bid: ${title}`)
    await menu(founder, 'Your bids')
    await follow(founder, title)
    expect(await founder.getByRole('link', { name: 'Say whether your organisation will bid' }).count()).toBe(1)
    await press(founder, 'Start a bid')
    expect(pathOf(founder)).toMatch(/^\/supplier\/bids\/[\da-f-]{36}$/)
    expect(
      await test.rows('SELECT o.name FROM invitation i JOIN organisation o ON o.id = i.supplier_id WHERE i.requirement_id = $1', [id]),
    ).toContainEqual({ name: SUPPLIER })
  })

  it('T6 reject: another that is not admitted reads by which criterion and why, and starts anew', async () => {
    await test.signIn('procurement-officer')
    await noInterestIn(test, await supplierOf(test), 'procurement-officer')
    const id = await aSubmittedApplication(test)
    await claim(test, id).expect(200)
    await rejectIt(test, id)
    const supplier = await open('supplier-admin', '/supplier')
    await menu(supplier, 'Your applications')
    await supplier.locator(`main a[href="/supplier/applications/${id}"]`).click()
    for (const words of ['Three references for work of this kind.', 'Two of the three references are for other work.'])
      expect(await textOf(supplier)).toContain(words)
    await supplier.getByRole('main').getByRole('button', { name: 'Apply anew' }).click()
    await press(supplier, 'Start the application')
    expect(pathOf(supplier)).toMatch(/^\/supplier\/applications\/[\da-f-]{36}$/)
    expect(pathOf(supplier)).not.toContain(id)
  })
})
