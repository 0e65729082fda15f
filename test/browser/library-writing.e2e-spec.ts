import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'

import { aPdf } from '../../src/modules/files/files.fixture.js'
import { anAnswerFile } from '../support/answer-files.js'
import { answerPath, saveAnswer } from '../support/library.js'
import { TestApp } from '../support/test-app.js'
import { eventually } from '../support/world.js'
import { Browsing, type Window } from './browsing.js'
import { press } from './send-elsewhere.js'

/** After so long without a key pressed a form is kept, as autosave.js has it. */
const AUTOSAVE_MS = 3_000

const LIBRARY = '/supplier/library'

describe('Whoever writes in the library of their supplier without script', () => {
  let test: TestApp
  let browsing: Browsing

  beforeAll(async () => {
    test = await TestApp.start()
    browsing = await Browsing.start(test)
  })
  afterEach(() => browsing.close())
  afterAll(async () => {
    await browsing.stop()
    await test.stop()
  })

  const open = (as: 'bid-writer' | 'supplier-admin'): Promise<Window> => browsing.open({ as, script: false })

  const saved = async (question: string) =>
    (await test.api('supplier-admin').get(answerPath(question)).expect(200)).body as {
      version: number
      answer: { values: Record<string, string>; rows: Record<string, string>[] }
      confirmedAt: string
    }

  it('finds the library from where they begin, answers a part in steps, and sees what is still missing', async () => {
    const page = await open('bid-writer')
    await page.goto('/supplier')
    await page.getByRole('main').getByRole('link', { name: 'answer once, and keep it true' }).click()
    expect(await page.getByText('Nothing is answered yet').count()).toBe(1)
    await page.getByRole('main').getByRole('link', { name: 'Subcontractors' }).click()
    await page.getByLabel('Yes').check()
    await press(page, 'Show what follows from the answers to L601')
    await page.getByLabel('Name', { exact: true }).fill('First helper')
    await press(page, 'Add another subcontractor to L601')
    await page.getByLabel('Name', { exact: true }).nth(1).fill('Second helper')
    await press(page, 'Remove subcontractor 1 of L601')
    await page.getByLabel('Companies House number (optional)').fill('nonsense')
    await press(page, 'Save and come back later')
    expect(await page.title()).toMatch(/^Error: /)
    await page
      .getByRole('main')
      .getByRole('link', { name: /^Companies House numbers have eight characters/ })
      .click()
    await page.getByLabel('Companies House number (optional)').fill('sc 654321')
    await press(page, 'Save and come back later')
    expect(await saved('L601')).toMatchObject({
      version: 1,
      answer: { values: { any: 'yes' }, rows: [{ name: 'Second helper', companyNumber: 'SC654321' }] },
    })
    expect(await page.getByText('In progress').count()).toBe(1)
    await page.getByRole('main').getByRole('link', { name: 'Subcontractors' }).click()
    expect(await page.getByRole('listitem').filter({ hasText: 'Subcontractor 1: Registered office' }).count()).toBe(1)
  })

  it('adds a file to an answer from its question, and removes it again once they have confirmed that', async () => {
    const page = await open('bid-writer')
    await page.goto(`${LIBRARY}/parts/data-protection`)
    await page.getByRole('link', { name: 'Evidence files of How personal data is kept safe' }).click()
    expect(await page.getByText('There are no files with this answer yet.').count()).toBe(1)
    await press(page, 'Add the file')
    expect(await page.title()).toMatch(/^Error: /)
    await page.getByLabel('Add a file').setInputFiles({ name: 'test.pdf', mimeType: 'application/pdf', buffer: aPdf('a test of security') })
    await press(page, 'Add the file')
    expect(await page.getByText('The file is added').count()).toBe(1)
    expect(await saved('L702')).toMatchObject({ version: 1, answer: { files: [{ name: 'test.pdf' }] } })
    await page.getByRole('link', { name: 'Remove test.pdf' }).click()
    await press(page, 'Remove it')
    expect(await page.getByText('There are no files with this answer yet.').count()).toBe(1)
    expect((await saved('L702')).version).toBe(2)
    await page.getByRole('link', { name: 'Back to the answer' }).click()
    await page.getByRole('link', { name: 'Versions of How personal data is kept safe' }).click()
    await page.getByRole('link', { name: 'See what changed in version 2' }).click()
    expect(await page.getByText('Evidence file test.pdf').count()).toBeGreaterThan(0)
  })

  it('saves what was typed over a file that somebody added meanwhile, and keeps the file', async () => {
    const page = await open('supplier-admin')
    await page.goto(`${LIBRARY}/parts/financial-standing`)
    await anAnswerFile(test, 'L301', 'report.pdf')
    await page.getByLabel('No, the organisation is too young or has none').check()
    await press(page, 'Save and come back later')
    expect(await saved('L301')).toMatchObject({ version: 2, answer: { values: { scored: 'no' }, files: [{ name: 'report.pdf' }] } })
  })

  it('stays where an answer leads to more, and saves nothing that is not asked for', async () => {
    const page = await open('bid-writer')
    await page.goto(`${LIBRARY}/parts/cyber-security`)
    await page.getByLabel('None yet').check()
    await press(page, 'Save and continue')
    expect(await page.getByText('They lead to more questions in this section').count()).toBe(1)
    await page.getByLabel('When you will hold one, and what protects you until then').fill('In March.')
    await press(page, 'Save and continue')
    expect(await page.getByText('Your answers are saved.').count()).toBe(1)
    await page.goto(`${LIBRARY}/parts/cyber-security`)
    await page.getByLabel('Cyber Essentials', { exact: true }).check()
    await press(page, 'Save and come back later')
    expect((await saved('L401')).answer.values).toEqual({ kind: 'cyber_essentials' })
  })

  it('is shown both texts where a colleague saved first, and neither is lost', async () => {
    await saveAnswer(test, 'L103', { values: { address: 'Before', postcode: 'AB1 2CD', country: 'Wales' } })
    const page = await open('bid-writer')
    await page.goto(`${LIBRARY}/parts/organisation`)
    await saveAnswer(test, 'L103', { values: { address: 'Theirs', postcode: 'AB1 2CD', country: 'Wales' } })
    await page.getByLabel('Address', { exact: true }).fill('Mine')
    await page.getByLabel('Role', { exact: true }).fill('Head of bids')
    await press(page, 'Save and come back later')
    expect(await page.title()).toMatch(/^Error: /)
    expect(await page.getByText('Theirs', { exact: true }).count()).toBe(1)
    expect(await page.getByLabel('Address', { exact: true }).inputValue()).toBe('Mine')
    expect((await saved('L103')).answer.values['address']).toBe('Theirs')
    expect((await saved('L105')).version).toBe(0)
    await press(page, 'Save and come back later')
    expect((await saved('L103')).answer.values['address']).toBe('Mine')
    expect((await saved('L105')).answer.values['role']).toBe('Head of bids')
  })

  it('has with script a draft kept while they write, which a colleague finds on another computer, and which saving ends', async () => {
    const page = await browsing.open({ as: 'bid-writer', script: true })
    await page.clock.install()
    await page.goto(`${LIBRARY}/parts/references`)
    await page.getByLabel('Value in pounds').first().fill('a lot')
    await page.clock.runFor(AUTOSAVE_MS)
    await page.getByText('Kept as a draft on').first().waitFor()
    await page.getByLabel('Value in pounds').first().fill('a lot more')
    await page.clock.runFor(AUTOSAVE_MS)
    await eventually(async () => {
      const colleague = await test.app.inject({
        url: `${LIBRARY}/parts/references`,
        headers: { cookie: `session=${String(test.tokens.get('supplier-admin'))}` },
      })
      expect(colleague.body).toContain('value="a lot more"')
    })
    expect((await saved('L501')).version).toBe(0)
    const other = await open('supplier-admin')
    await other.goto(`${LIBRARY}/parts/references`)
    expect(await other.getByText('This is a draft that').count()).toBe(1)
    await other.getByLabel('Value in pounds').first().fill('250000')
    await press(other, 'Save and come back later')
    expect((await saved('L501')).version).toBe(1)
    await other.goto(`${LIBRARY}/parts/references`)
    expect(await other.getByText('This is a draft that').count()).toBe(0)
  })

  it('does not take the place of what a colleague saved in a question that they left alone', async () => {
    const page = await open('bid-writer')
    await page.goto(`${LIBRARY}/parts/data-protection`)
    await saveAnswer(test, 'L702', { values: { measures: 'A colleague’s' } })
    await page.getByLabel('Yes').first().check()
    await press(page, 'Save and come back later')
    expect((await saved('L701')).answer.values).toEqual({ required: 'yes' })
    expect((await saved('L702')).answer.values).toEqual({ measures: 'A colleague’s' })
  })

  it('claims for a product, confirms what is still true, reads the versions, prints, and retires the product', async () => {
    const page = await open('supplier-admin')
    await page.goto(LIBRARY)
    await page.getByLabel('Name of the product').fill('Assistant')
    await press(page, 'Add a product')
    await page.getByRole('main').getByRole('link', { name: 'Ethics baseline' }).click()
    await page.getByLabel('Claim').first().fill('It answers questions about opening hours.')
    await page.getByLabel('Expiry date').first().fill('2026-12-24')
    await press(page, 'Save and come back later')
    expect(await page.getByRole('heading', { name: 'What runs out' }).count()).toBe(1)
    const before = (await saved('L103')).confirmedAt
    await page.getByRole('main').getByRole('link', { name: 'Your organisation' }).click()
    await press(page, 'Confirm that all is still true')
    expect(await page.getByText('You have confirmed that the answers are still true.').count()).toBe(1)
    const { confirmedAt, version } = await saved('L103')
    expect([confirmedAt > before, version]).toEqual([true, 3])
    await page.getByRole('main').getByRole('link', { name: 'Your organisation' }).click()
    await page.getByRole('main').getByRole('link', { name: 'Versions of Registered office' }).click()
    await page.getByRole('main').getByRole('link', { name: 'See what changed in version 3' }).click()
    expect(await page.locator('del').allInnerTexts()).toContainEqual(expect.stringContaining('Theirs'))
    await page.goto(`${LIBRARY}/print`)
    expect(await page.getByText('It answers questions about opening hours.').count()).toBe(1)
    await page.goto(LIBRARY)
    await page.getByRole('main').getByRole('link', { name: 'Ethics baseline' }).click()
    await page.getByRole('link', { name: 'Retire the product' }).click()
    await press(page, 'Retire the product')
    expect(await page.getByRole('heading', { name: 'Products you no longer offer' }).count()).toBe(1)
  })
})
