import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { Questions } from '../support/questions.js'
import { type Player, TestApp } from '../support/test-app.js'
import { aDraft } from '../support/world.js'
import { Browsing } from './browsing.js'
import { press } from './send-elsewhere.js'

const LONGER = Array.from({ length: 80 }, (_, place) => `word${place}`).join(' ')

describe('In browsers without script, the people of a buyer', () => {
  let test: TestApp
  let browsing: Browsing
  let id: string

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    browsing = await Browsing.start(test)
    id = (await aDraft(test, { closesIn: 30 * 86_400 })).id
  })
  afterEach(() => browsing.close())
  afterAll(async () => {
    await browsing.stop()
    await test.stop()
  })

  const open = async (as: Player, path: string): Promise<Page> => {
    const page = await browsing.open({ as })
    await page.goto(`/buyer/requirements/${id}${path}`)
    return page
  }

  const textOf = (page: Page): Promise<string> => page.getByRole('main').innerText()

  it('T7 submit for approval: an author submits what is ready, and sees who may approve it', async () => {
    const page = await open('buyer-author', '/approval')
    await press(page, 'Submit for approval')
    const text = await textOf(page)
    expect(text).toContain('Nobody can change it while it waits')
    expect(text).toMatch(/May approve\s+Buyer approver/)
    expect(text).toMatch(/Wrote a part, so may not\s+Buyer author/)
  })

  it('T7 return: an approver gives it back with the reason, which its author reads', async () => {
    const page = await open('buyer-approver', '/approval')
    await page.getByLabel('What they should change, and why').fill('Say which roads are meant.')
    await press(page, 'Return to the authors')
    expect(await textOf(page)).toContain('It is returned to its authors')
    expect(await textOf(await open('buyer-author', '/approval'))).toContain('Say which roads are meant.')
  })

  it('comments on it among themselves, and resolves the comment', async () => {
    const page = await open('buyer-approver', '/comments')
    await page.getByLabel('What it is about').selectOption('Problem and outcomes')
    await page.getByLabel('Your comment').fill('Bridges as well?')
    await press(page, 'Add the comment')
    const author = await open('buyer-author', '/comments')
    expect(await textOf(author)).toContain('Bridges as well?')
    await press(author, 'Mark as resolved')
    expect(await textOf(author)).toContain('Resolved by Buyer author')
  })

  it('T7 approve: an approver reads what changed word by word and approves', async () => {
    const { headers } = await test.api('buyer-author').get(`/requirements/${id}`).expect(200)
    const change = { title: 'Defects of roads and bridges' }
    await test.api('buyer-author').patch(`/requirements/${id}`).set('If-Match', String(headers['etag'])).send(change).expect(200)
    await press(await open('buyer-author', '/approval'), 'Submit for approval')
    const page = await open('buyer-approver', '/versions')
    await page.getByRole('link', { name: 'See what changed in version 2' }).click()
    expect(await page.locator('ins').allInnerTexts()).not.toEqual([])
    await page.goto(`/buyer/requirements/${id}/approval`)
    await page.getByLabel('I have read the whole requirement').check()
    await press(page, 'Approve')
    expect(await textOf(page)).toContain('You have approved it')
  })

  it('T7 publish: an author confirms the dates and publishes', async () => {
    const page = await open('buyer-author', '/approval')
    await page.getByLabel('These dates are right').check()
    await press(page, 'Publish and invite')
    expect(await textOf(page)).toContain('It is published, and the suppliers in its categories are invited.')
  })

  it('T7 clarification: an author sees what everybody will read, and answers to all', async () => {
    await new Questions(test).asked(id, 'bid-writer', 'We at Example Roads ask: which roads?')
    const page = await open('buyer-author', '/questions')
    await page.getByRole('link', { name: 'Answer or refuse it' }).click()
    await page.getByLabel('The question, as everybody will read it').fill('Which roads are meant?')
    await page.getByLabel('The answer').fill('All A roads.')
    await page.getByLabel('No', { exact: true }).check()
    await press(page, 'See what everybody will read')
    expect(await textOf(page)).not.toContain('Example Roads')
    await press(page, 'Publish the answer')
    const text = await textOf(page)
    expect(text).toContain('All A roads.')
    expect(text).toContain('Nothing waits.')
  })

  it('T7 amend: an author chooses parts, adds a row, sees what would change and where the deadline goes, goes on writing, and amends', async () => {
    const page = await open('buyer-author', '/changes')
    await page.getByRole('link', { name: 'Amend what it says' }).click()
    await page.getByLabel('Problem and outcomes').check()
    await page.getByLabel('Settings of the check').check()
    await press(page, 'Continue')
    await page.getByLabel('The problem').fill(LONGER)
    await press(page, 'Add another outcome')
    const outcomes = page.locator('textarea[id^="outcomes-"]')
    await outcomes.last().fill('Nobody waits for a week.')
    await page.getByLabel('Hours to report a harmful failure').fill('6')
    await page.getByLabel('Your reason').fill('The data sheet came late.')
    await press(page, 'See what would change')
    const preview = await textOf(page)
    expect(preview).toContain('The earliest possible deadline is')
    expect(preview).toMatch(/Hours to report a harmful failure\s+Before/)
    await press(page, 'Go on writing')
    expect(await outcomes.last().inputValue()).toBe('Nobody waits for a week.')
    await page.getByLabel('Hours to report a harmful failure').fill('8')
    await press(page, 'See what would change')
    await press(page, 'Amend it and tell everybody')
    const text = await textOf(page)
    expect(text).toContain('The requirement is amended')
    expect(text).toContain('Matters to bidders')
    const { body } = await test.api('buyer-author').get(`/requirements/${id}`).expect(200)
    const { outcomes: saved, settings } = body as { outcomes: { text: string }[]; settings: { incidentHours: number } }
    expect([saved.at(-1)?.text, settings.incidentHours]).toEqual(['Nobody waits for a week.', 8])
  })

  it('T7 cancel: two people of the buyer cancel it with the same reason', async () => {
    const page = await open('buyer-author', '/changes/cancel')
    await page.getByLabel('Why', { exact: true }).fill('The money is gone.')
    await page.getByLabel('It is to end without an award').check()
    await press(page, 'Propose to cancel it')
    expect(await textOf(page)).toContain('until a second person agrees')
    const approver = await open('buyer-approver', '/changes')
    await approver.getByRole('link', { name: 'Agree to the cancellation' }).click()
    await approver.getByLabel('It is to end without an award').check()
    await press(approver, 'Cancel it')
    expect(await textOf(approver)).toContain('The requirement is cancelled')
  })

  it('see nothing of another body’s requirement', async () => {
    const page = await browsing.open({ as: 'supplier-admin' })
    for (const path of ['approval', 'versions', 'versions/1', 'comments', 'questions', 'rules', 'changes', 'changes/amend'])
      expect([path, (await page.goto(`/buyer/requirements/${id}/${path}`))?.status()]).toEqual([path, 403])
  })
})
