import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { aLowAudit, anAuditOf, type Audited, declare } from '../support/auditing.js'
import { type Player, TestApp } from '../support/test-app.js'
import { anOpening, eventsHandled, theAuditOf } from '../support/world.js'
import { Browsing } from './browsing.js'
import { acceptAll, give, headingOf, told } from './judge-answers.js'
import { declareNone } from './open-together.js'
import { press } from './send-elsewhere.js'

/** Needs a reason and a clause. */
const REJECTED = { verdict: 'Reject it', reason: 'Nothing shows it.', clause: 'AIP-7.1' } as const

describe('Officers who audit ethics answers without script', () => {
  let test: TestApp
  let browsing: Browsing

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    browsing = await Browsing.start(test)
  })
  beforeEach(() => test.signInAll())
  afterEach(() => browsing.close())
  afterAll(async () => {
    await browsing.stop()
    await test.stop()
  })

  it('come from the queue to the signed report of a low-tier competition, with a declaration first', async () => {
    const { requirementId, bidIds } = await anOpening(test, 'supplier-admin')
    const auditId = await theAuditOf(test, String(bidIds[0]))
    const page = await browsing.open({ as: 'second-officer' })
    await page.goto('/')
    await page.getByRole('link', { name: 'Audits' }).click()
    await page.getByLabel('Risk').selectOption('low')
    await press(page, 'Show these')
    expect(page.url()).toContain('tier=low')
    await page.getByRole('main').locator(`a[href="/officer/audits/${auditId}"]`).click()

    expect(await headingOf(page)).toContain('Declare your interests')
    await declareNone(page)
    expect(new URL(page.url()).pathname).toBe(`/officer/audits/${auditId}`)
    await page.getByText('How the sample was drawn').click()
    expect(await page.getByRole('main').innerText()).toMatch(/[\da-f]{64}/)

    await press(page, 'Judge the next answer')
    const first = page.url()
    await give(page, REJECTED)
    expect(await told(page)).toContain('rejected')
    await page.goto(first)
    await press(page, 'Undo this verdict')
    expect(await told(page)).toContain('It stays on record')
    await page.getByText('Earlier verdicts (1)').click()
    expect(await page.getByRole('main').innerText()).toContain('Undone by you')
    await page.getByRole('link', { name: 'All answers' }).click()
    expect(await acceptAll(page)).toBeGreaterThanOrEqual(5)

    await press(page, 'Go on to sign off')
    await press(page, 'Sign the audit off')
    expect(await told(page)).toContain('signed off')
    await page.getByRole('link', { name: 'Read the signed report on this bid' }).click()
    expect(await page.getByRole('main').innerText()).toContain('Accepted')
    await eventsHandled(test)
    await page.goto(`/officer/requirements/${requirementId}/report`)
    expect(await page.getByRole('main').innerText()).toContain('First Example Supplier')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the signed report' }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`ethics-report-${requirementId}.json`)
    expect(page.complaints).toEqual([])
  })

  describe('at high tier', () => {
    let audited: Audited
    const open = async (as: Player): Promise<Page> => {
      const page = await browsing.open({ as })
      await page.goto(`/officer/audits/${audited.auditId}`)
      return page
    }

    beforeAll(async () => {
      await test.signInAll()
      audited = await anAuditOf(test, 'high')
    })

    it('are two: the first signs, another who is senior confirms, and the buyer reads the report', async () => {
      const first = await open('procurement-officer')
      expect(await acceptAll(first)).toBeGreaterThan(30)
      await press(first, 'Go on to sign off')
      await press(first, 'Sign the audit off')
      expect(await told(first)).toContain('A senior officer who is another person confirms it')
      await first.goto(`/officer/audits/${audited.auditId}/sign-off`)
      expect(await first.getByRole('main').getByRole('button').count()).toBe(0)

      await declare(test, 'senior-officer', audited.requirementId)
      const second = await open('senior-officer')
      await press(second, 'Go on to sign off')
      await press(second, 'Confirm the audit')
      expect(await told(second)).toContain('signed off')

      await eventsHandled(test)
      const buyer = await browsing.open({ as: 'buyer-approver' })
      await buyer.goto(`/officer/requirements/${audited.requirementId}/report`)
      await buyer.getByRole('link', { name: 'Read the report on this bid' }).click()
      expect(await buyer.getByRole('main').innerText()).toContain('by two officers')
    })
  })

  it('keep what they choose to see of the queue under a name', async () => {
    const page = await browsing.open({ as: 'second-officer' })
    await page.goto('/officer')
    await page.getByLabel('Risk').selectOption('high')
    await page.getByLabel('That are overdue').check()
    await press(page, 'Show these')
    await press(page, 'Save this view')
    expect(await page.getByRole('navigation').getByRole('link', { name: 'Audits', exact: true }).getAttribute('aria-current')).toBe('true')
    await page.getByLabel('Name for what is shown now').fill('High and late')
    await press(page, 'Save this view')
    expect(await page.getByRole('main').innerText()).toContain('High and late (shown)')
    await page.goto('/officer')
    await page.getByRole('link', { name: 'High and late' }).click()
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({ tier: 'high', overdue: 'true' })
  })

  it('T8 clarify: ask the supplier about an answer, who explains it and changes nothing', async () => {
    const { auditId, bidId } = await aLowAudit(test)
    const page = await browsing.open({ as: 'procurement-officer' })
    await page.goto(`/officer/audits/${auditId}/Q906`)
    await page.getByLabel('Query it: ask the supplier').check()
    await page.getByLabel('Reason', { exact: true }).fill('Who confirms that nothing is left?')
    await press(page, 'Give the verdict')

    const supplier = await browsing.open({ as: 'supplier-admin' })
    await supplier.goto(`/supplier/bids/${bidId}/queries`)
    await supplier.getByRole('main').locator(`a[href$="/queries/Q906"]`).click()
    expect(await supplier.getByRole('main').innerText()).toContain('Who confirms that nothing is left?')
    await supplier.getByRole('textbox').fill('Our data protection officer does, in writing.')
    await press(supplier, 'Send the explanation')
    expect(await told(supplier)).toContain('explanation')

    await page.goto(`/officer/audits/${auditId}/Q906`)
    expect(await page.getByRole('main').innerText()).toContain('Our data protection officer does, in writing.')
  })

  it('get a clear page when another was faster, with what they typed', async () => {
    const { requirementId, bidIds } = await anOpening(test, 'supplier-admin')
    const auditId = await theAuditOf(test, String(bidIds[0]))
    await declare(test, 'second-officer', requirementId)
    const pages = [await browsing.open({ as: 'procurement-officer' }), await browsing.open({ as: 'second-officer' })] as const
    for (const page of pages) {
      await page.goto(`/officer/audits/${auditId}`)
      await press(page, 'Judge the next answer')
      await page.getByLabel('Reject it').check()
      await page.getByLabel('Reason', { exact: true }).fill('Nothing shows it.')
      await page.getByLabel('Clause that the answer does not meet').selectOption({ index: 1 })
    }
    await Promise.all(pages.map(page => press(page, 'Give the verdict')))
    const beaten = (await pages[0].title()).startsWith('Error: ') ? pages[0] : pages[1]
    const winner = beaten === pages[0] ? pages[1] : pages[0]
    expect(await told(winner)).toContain('rejected')
    expect(await beaten.locator('.govuk-error-summary').innerText()).toMatch(/changed/i)
    expect(await beaten.getByLabel('Reason', { exact: true }).inputValue()).toBe('Nothing shows it.')
    expect(await test.rows('SELECT FROM verdict WHERE audit_id = $1', [auditId])).toHaveLength(1)
  })
})
