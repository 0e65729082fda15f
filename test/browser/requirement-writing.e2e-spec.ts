import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { TestApp } from '../support/test-app.js'
import { aDraft } from '../support/world.js'
import { Browsing } from './browsing.js'
import { press } from './send-elsewhere.js'

describe('In a browser without script, a requirement', () => {
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

  const mainOf = (page: Page): Promise<string> => page.getByRole('main').innerText()

  const shown = async (id: string): Promise<Record<string, unknown>> =>
    (await test.api('buyer-author').get(`/requirements/${id}`).expect(200)).body as Record<string, unknown>

  /** The current draft's ETag, for somebody who writes behind the back of whoever has its page open. */
  async function change(id: string, fields: object): Promise<void> {
    const { headers } = await test.api('buyer-author').get(`/requirements/${id}`).expect(200)
    await test.api('buyer-author').patch(`/requirements/${id}`).set('If-Match', String(headers['etag'])).send(fields).expect(200)
  }

  it('leads from what stops it to the field, and back', async () => {
    const { id } = await aDraft(test, { governance: null })
    const page = await browsing.open({ as: 'buyer-author' })
    await page.goto(`/buyer/requirements/${id}`)
    await page.locator('#BR-04 a').click()
    expect(page.url()).toContain('/governance#governance-dataOwner')
    await page.getByRole('link', { name: 'Back to BR-04 in the list' }).click()
    expect(page.url()).toContain(`/buyer/requirements/${id}#BR-04`)
  })

  it('shows both texts where two people wrote the same field, saves what each wrote alone, and takes nothing from other fields', async () => {
    const { id } = await aDraft(test)
    const page = await browsing.open({ as: 'buyer-author' })
    await page.goto(`/buyer/requirements/${id}/governance`)
    await change(id, {
      governance: { seniorOwner: 'Theirs', dataOwner: 'Their data owner', strategyReference: 'Plan 1', reuseSearch: 'None' },
    })
    await page.getByLabel('Senior owner, by role').fill('Mine')
    await page.getByLabel('Reference of the senior approval').fill('REF-1')
    await press(page, 'Save and continue')
    expect(await mainOf(page)).toMatch(/Theirs[\s\S]*Mine/)
    await page.getByLabel('Mine').check()
    await press(page, 'Save')
    const { governance, seniorApproval } = await shown(id)
    expect(governance).toEqual({ seniorOwner: 'Mine', dataOwner: 'Their data owner', strategyReference: 'Plan 1', reuseSearch: 'None' })
    expect(seniorApproval).toMatchObject({ reference: 'REF-1' })
  })

  it('keeps what others saved where the person decides for that', async () => {
    const { id } = await aDraft(test)
    const page = await browsing.open({ as: 'buyer-author' })
    await page.goto(`/buyer/requirements/${id}/problem`)
    await change(id, { whyAi: 'Theirs' })
    await page.getByLabel('Why AI may fit').fill('Mine')
    await page.getByLabel('Title').fill('Another title')
    await press(page, 'Save and continue')
    await page.getByLabel('What is saved').check()
    await press(page, 'Save')
    expect(await shown(id)).toMatchObject({ whyAi: 'Theirs', title: 'Another title' })
  })

  it('keeps rows that were typed while others are added and removed, and gives each an id of its own', async () => {
    const { id } = await aDraft(test, { outcomes: null, measures: null })
    const page = await browsing.open({ as: 'buyer-author' })
    await page.goto(`/buyer/requirements/${id}/problem`)
    const text = (place: number) => page.locator(`#outcomes-${place}-text`)
    await text(0).fill('First')
    await press(page, 'Add another outcome')
    await text(1).fill('Second')
    await press(page, 'Add another outcome')
    await text(2).fill('Third')
    await press(page, 'Remove outcome 2')
    expect([await text(0).inputValue(), await text(1).inputValue()]).toEqual(['First', 'Third'])
    await press(page, 'Save and stay here')
    expect((await shown(id))['outcomes']).toEqual([
      { id: 'O1', text: 'First' },
      { id: 'O3', text: 'Third' },
    ])
  })

  it('says at the field what it cannot take, and keeps what was typed', async () => {
    const { id } = await aDraft(test)
    const page = await browsing.open({ as: 'buyer-author' })
    await page.goto(`/buyer/requirements/${id}/dates`)
    await page.locator('[name="submissionDeadline-month"]').fill('13')
    await press(page, 'Save and continue')
    await page.getByRole('alert').getByRole('link', { name: 'Deadline for bids: enter a real day and time' }).click()
    expect(await page.locator('[name="submissionDeadline-month"]').inputValue()).toBe('13')
    await page.goto(`/buyer/requirements/${id}/evaluation`)
    await page.locator('#criteria-0-weight').fill('much')
    await press(page, 'Save and continue')
    expect(await page.getByRole('alert').innerText()).toContain('Criterion 1, weight in per cent: enter 0 to 100')
  })

  it('shows the tier and its reasons for answers that are not saved yet', async () => {
    const { id } = await aDraft(test)
    const page = await browsing.open({ as: 'buyer-author' })
    await page.goto(`/buyer/requirements/${id}/risk`)
    expect(await page.locator('#tier').innerText()).toContain('Low risk')
    await page.locator('[name="riskProfile-safety"][value="yes"]').check()
    await press(page, 'Show the risk of these answers')
    expect(await page.locator('#tier').innerText()).toMatch(/High risk[\s\S]*A failure could injure somebody/)
    expect(await shown(id)).toMatchObject({ tier: 'low' })
    const alive = await browsing.open({ as: 'buyer-author', script: true })
    alive.setDefaultTimeout(5000)
    await alive.goto(`/buyer/requirements/${id}/risk`)
    await alive.locator('[name="riskProfile-safety"][value="yes"]').check()
    await alive.locator('#tier').getByText('A failure could injure somebody').waitFor()
  })

  it('is not to be written by others, and not to be seen by strangers', async () => {
    const { id } = await aDraft(test)
    const stranger = await browsing.open({ as: 'supplier-admin' })
    expect((await stranger.goto(`/buyer/requirements/${id}/problem`))?.status()).toBe(403)
    for (const as of ['buyer-approver', 'evaluator'] as const) {
      const reader = await browsing.open({ as })
      expect((await reader.goto(`/buyer/requirements/${id}/problem`))?.status()).toBe(200)
      expect(await reader.getByRole('main').locator('form').count()).toBe(0)
    }
  })
})
