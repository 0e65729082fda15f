import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { type Player, TestApp } from '../support/test-app.js'
import { anOpenRequirement, aPassingBid, GOLDEN } from '../support/world.js'
import { Browsing } from './browsing.js'
import { press, pressTwice } from './send-elsewhere.js'

describe('In a browser without script, a supplier’s administrator', () => {
  let test: TestApp
  let browsing: Browsing
  let bidId: string

  beforeAll(async () => {
    test = await TestApp.start()
    browsing = await Browsing.start(test)
  })
  afterEach(() => browsing.close())
  afterAll(async () => {
    await browsing.stop()
    await test.stop()
  })

  const aBid = async (): Promise<string> => (bidId = await aPassingBid(test, await anOpenRequirement(test)))

  const open = async (path: string, page?: Page): Promise<Page> => {
    const tab = page ?? (await browsing.open({ as: 'supplier-admin' }))
    await tab.goto(`/supplier/bids/${bidId}${path}`)
    return tab
  }

  const declare = (page: Page): Promise<void> => page.getByLabel(/I have read the whole bid/).check()

  const receiptOf = (version: number): string => `/supplier/bids/${bidId}/receipts/${version}`

  /** Waits until the page is the receipt of the version. */
  const receiptIn = (page: Page, version: number): Promise<void> => page.waitForURL(`**${receiptOf(version)}`)

  const textOf = (page: Page): Promise<string> => page.getByRole('main').innerText()

  const versions = async (): Promise<number> => (await test.rows('SELECT FROM bid_version WHERE bid_id = $1', [bidId])).length

  const changeIt = async (): Promise<void> => {
    const { headers } = await test.api('bid-writer').get(`/bids/${bidId}`).expect(200)
    const declarations = { ...GOLDEN.bid.declarations, subcontractors: ['A new partner'] }
    await test.api('bid-writer').patch(`/bids/${bidId}`).set('If-Match', String(headers['etag'])).send({ declarations }).expect(200)
  }

  /** Everybody proved an hour ago who they are. */
  const age = (): Promise<unknown> => test.rows(`UPDATE session SET proved_at = proved_at - interval '1 hour'`)

  const signIn = async (page: Page, player: Player): Promise<void> => {
    await page.getByLabel('E-mail address').fill(`${player}@example.test`)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  }

  it('T8 submit, T8 replace, T8 withdraw: reviews, submits, keeps the receipt, replaces and withdraws', async () => {
    await aBid()
    const page = await open('/review')
    expect(await textOf(page)).toContain(GOLDEN.bid.awardAnswers[0]?.text)
    await page.getByRole('button', { name: 'Go on to submit' }).click()
    await declare(page)
    await press(page, 'Submit the bid')
    await receiptIn(page, 1)

    const href = String(await page.getByRole('link', { name: 'Download the receipt' }).getAttribute('href'))
    const kept = await page.request.get(href)
    const { text } = await test.api('supplier-admin').get(`/bids/${bidId}/receipts/1`).expect(200)
    expect(await kept.text()).toBe(text)
    expect(kept.headers()['content-disposition']).toBe(`attachment; filename="receipt-${bidId}-1.json"`)

    await changeIt()
    await open('/review', page)
    expect(await textOf(page)).toContain('It differs from version 1')
    await open('/submit', page)
    await declare(page)
    await press(page, 'Submit the bid')
    await receiptIn(page, 2)
    await open('/receipts/1', page)
    expect(await textOf(page)).toContain('This version does not count any more')

    await open('/withdraw', page)
    await page.getByLabel('Yes, withdraw this bid').check()
    await press(page, 'Withdraw the bid')
    expect(await textOf(page)).toContain('The bid is withdrawn.')
    await open('/timeline', page)
    expect(await textOf(page)).toContain('The bid was withdrawn.')
  })

  it('presses twice and has submitted once', async () => {
    await aBid()
    const page = await open('/submit')
    await declare(page)
    await pressTwice(page, 'Submit the bid', receiptOf(1))
    expect(await versions()).toBe(1)
  })

  it('goes back after submitting, presses again, and has the one receipt', async () => {
    await aBid()
    const page = await open('/submit')
    await declare(page)
    await press(page, 'Submit the bid')
    await receiptIn(page, 1)
    await page.goBack()
    await declare(page)
    await press(page, 'Submit the bid')
    await receiptIn(page, 1)
    expect(await versions()).toBe(1)
  })

  it('does not submit what a colleague changed in another tab before having seen it', async () => {
    await aBid()
    const page = await open('/submit')
    await changeIt()
    await declare(page)
    await press(page, 'Submit the bid')
    expect(await textOf(page)).toContain('Somebody changed the bid after you opened this page')
    expect(await versions()).toBe(0)
    expect(await page.getByLabel(/I have read the whole bid/).isChecked()).toBe(false)
    await declare(page)
    await press(page, 'Submit the bid')
    await receiptIn(page, 1)
  })

  it('submits by one more press where the session ended meanwhile, and no password is shown', async () => {
    await aBid()
    const page = await open('/submit')
    await declare(page)
    await test.rows('DELETE FROM session')
    await press(page, 'Submit the bid')
    await signIn(page, 'supplier-admin')
    expect(await page.content()).not.toContain(PASSWORD)
    await press(page, 'Send it now')
    await receiptIn(page, 1)
    await test.signInAll()
  })

  it('is asked for the password where the sign-in is old, and not a second time', async () => {
    await aBid()
    const page = await open('/submit')
    await age()
    await open('/submit', page)
    await declare(page)
    await press(page, 'Submit the bid')
    expect(await textOf(page)).toContain('Enter your password')
    expect(await versions()).toBe(0)
    await page.getByLabel('Your password').fill(PASSWORD)
    await press(page, 'Submit the bid')
    await receiptIn(page, 1)
    await open('/withdraw', page)
    expect(await page.getByLabel('Your password').count()).toBe(0)
    await age()
    await open('/withdraw', page)
    await page.getByLabel('Yes, withdraw this bid').check()
    await page.getByLabel('Your password').fill(PASSWORD)
    await press(page, 'Withdraw the bid')
    expect(await textOf(page)).toContain('The bid is withdrawn.')
    await test.signInAll()
  })

  it('asks whether the bid arrived by the link of the form that was sent', async () => {
    await aBid()
    const page = await open('/submit')
    const link = String(await page.getByRole('link', { name: 'see whether the bid arrived' }).getAttribute('href'))
    const other = await open(link.replace(`/supplier/bids/${bidId}`, ''))
    expect(await textOf(other)).toContain('This submission has not arrived')
    await declare(page)
    await press(page, 'Submit the bid')
    await receiptIn(page, 1)
    await other.reload()
    expect(await textOf(other)).toContain('Your bid arrived')
  })

  it('sees nothing of another supplier’s bid', async () => {
    await aBid()
    const page = await browsing.open({ as: 'rival-admin' })
    for (const path of [
      'review',
      'submit',
      'submissions/x',
      'receipts/1',
      'receipts/1/receipt.json',
      'withdraw',
      'timeline',
      'queries',
      'report-a-problem',
    ])
      expect([path, (await page.goto(`/supplier/bids/${bidId}/${path}`))?.status()]).toEqual([path, 404])
  })
})
