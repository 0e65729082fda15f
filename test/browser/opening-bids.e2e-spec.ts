import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { aFile } from '../support/evidence.js'
import { aSplitRequirement, HOLDERS, passphraseOf } from '../support/key-holders.js'
import { ageSignIn, declareInterest, openBids } from '../support/openings.js'
import { hire } from '../support/people.js'
import { type Player, TestApp } from '../support/test-app.js'
import { anOpenRequirement, aPassingBid, eventually, GOLDEN } from '../support/world.js'
import { hashOf, unzip } from '../support/zips.js'
import { Browsing } from './browsing.js'
import { pathOf, textOf } from './newcomer.js'
import { agreeToOpen, declareNone } from './open-together.js'
import { press } from './send-elsewhere.js'

const PASSPHRASE = 'The passphrase of your key for opening bids'

const givePassphrase = (page: Page, passphrase: string) => page.getByLabel(PASSPHRASE).fill(passphrase)

describe('In two windows without script, two people', () => {
  let test: TestApp
  let browsing: Browsing
  let id: string

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    browsing = await Browsing.start(test)
  })
  afterEach(() => browsing.close())
  afterAll(async () => {
    await browsing.stop()
    await test.stop()
  })

  /** A requirement with a bid in it that closes in five minutes; answers the bid. */
  async function aCompetition(): Promise<string> {
    id = await anOpenRequirement(test, { closesIn: 300 })
    const bidId = await aPassingBid(test, id)
    await aFile(test, bidId)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    return bidId
  }

  const open = async (as: Player, path: string): Promise<Page> => {
    const page = await browsing.open({ as })
    await page.goto(`/buyer/requirements/${id}${path}`)
    return page
  }

  const declareFirst = async (page: Page): Promise<void> => {
    await press(page, 'Declare your interests')
    await declareNone(page)
  }

  it('wait for the deadline, declare, agree and open; then a panel reads, compares and takes the pack (T7 deadline, T8 open)', async () => {
    const bidId = await aCompetition()
    const buyer = await open('buyer-approver', '/opening')
    await declareFirst(buyer)
    expect(await textOf(buyer)).toContain('Bids may come until')
    expect(await buyer.getByRole('button', { name: /open/i }).count()).toBe(0)

    await test.moveClock('6 minutes')
    await ageSignIn(test, 'buyer-approver')
    await buyer.getByRole('link', { name: 'Look again' }).click()
    await buyer.getByLabel('Your password').fill(PASSWORD)
    await agreeToOpen(buyer, 'Agree to open')
    expect(await textOf(buyer)).toContain('Waiting for the second person')

    const officer = await open('procurement-officer', '/bids')
    expect(pathOf(officer)).toBe(`/buyer/requirements/${id}/opening`)
    await declareFirst(officer)
    await ageSignIn(test, 'procurement-officer')
    await officer.reload()
    await officer.getByLabel('Your password').fill(PASSWORD)
    await agreeToOpen(officer, 'Open the bids')
    expect(await textOf(officer)).toContain('The list of their hashes is recorded.')
    expect(await textOf(officer)).toContain('First Example Supplier')

    await buyer.getByRole('link', { name: 'Look again' }).click()
    const { body } = await test.api('supplier-admin').get(`/bids/${bidId}/receipts/1`).expect(200)
    expect(await textOf(buyer)).toContain((body as { contentCommitment: string }).contentCommitment)
    await readAll(buyer, bidId)
  })

  async function readAll(page: Page, bidId: string): Promise<void> {
    await page.getByRole('link', { name: 'Read the bids' }).click()
    await page.getByRole('link', { name: /First Example Supplier/ }).click()
    expect(await textOf(page)).toContain(GOLDEN.bid.awardAnswers[0]?.text.slice(0, 40))
    expect(await textOf(page)).toContain('The price is sealed')
    const file = await page.request.get(String(await page.getByRole('link', { name: 'evidence.pdf' }).first().getAttribute('href')))
    expect(file.headers()).toMatchObject({
      'content-disposition': 'attachment; filename="evidence.pdf"',
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    })
    expect((await page.request.get(`/buyer/requirements/${id}/bids/${id}/files/${bidId}`)).status()).toBe(404)

    await page.getByRole('link', { name: 'Compare' }).click()
    await page.getByRole('main').locator('table a').nth(1).click()
    expect(pathOf(page)).toBe(`/buyer/requirements/${id}/compare/award/A1`)
    await page.getByRole('link', { name: 'Next question' }).click()
    expect(pathOf(page)).toBe(`/buyer/requirements/${id}/compare/award/A2`)

    await page.getByRole('link', { name: 'Bid pack' }).click()
    await press(page, 'Make the bid pack')
    await eventually(async () => {
      await page.goto(`/buyer/requirements/${id}/pack`)
      if (!(await textOf(page)).includes('It is ready')) throw new Error('The pack is not ready yet.')
    })
    const pack = await page.request.get(String(await page.getByRole('link', { name: /Download the bid pack/ }).getAttribute('href')))
    const sums = unzip(await pack.body()).get('SHA256SUMS') ?? Buffer.of()
    expect(await textOf(page)).toContain(hashOf(sums))
  }

  it('make keys of their own, split the key of a requirement, and open it by both passphrases (T8 open)', async () => {
    await hire(test, 'new-second-approver', 'First Example Council', 'buyer-approver')
    for (const who of HOLDERS) await makeKeyOnPage(who)
    id = await aSplitRequirement(test, { closesIn: 300 })
    const bidId = await aPassingBid(test, id)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    const bidder = await browsing.open({ as: 'supplier-admin' })
    await bidder.goto(`/opportunities/${id}`)
    expect(await textOf(bidder)).toContain('The key that opens the bids is split.')
    const holder = await browsing.open({ as: 'second-officer' })
    await holder.goto('/account/opening-key')
    expect(await textOf(holder)).toContain('The share of the marketplace. It is also held by')

    for (const who of ['buyer-approver', 'procurement-officer'] as const) await declareInterest(test, id, who)
    await test.moveClock('6 minutes')
    await test.signInAll()
    const buyer = await open('buyer-approver', '/opening')
    await givePassphrase(buyer, passphraseOf('procurement-officer'))
    await agreeToOpen(buyer, 'Agree to open')
    expect(await textOf(buyer)).toContain('The passphrase is not right.')
    expect(await buyer.getByLabel(PASSPHRASE).inputValue()).toBe('')
    await givePassphrase(buyer, passphraseOf('buyer-approver'))
    await agreeToOpen(buyer, 'Agree to open')
    expect(await textOf(buyer)).toContain('Waiting for the second person')

    const officer = await open('procurement-officer', '/opening')
    await givePassphrase(officer, passphraseOf('procurement-officer'))
    await agreeToOpen(officer, 'Open the bids')
    expect(await textOf(officer)).toContain('The bids are open.')
    await officer.getByRole('link', { name: 'Read the bids' }).click()
    await officer.getByRole('link', { name: /First Example Supplier/ }).click()
    expect(await textOf(officer)).toContain(GOLDEN.bid.awardAnswers[0]?.text.slice(0, 40))
  })

  async function makeKeyOnPage(who: (typeof HOLDERS)[number]): Promise<void> {
    const page = await browsing.open({ as: who })
    await page.goto('/account')
    await page.getByRole('link', { name: 'See your key for opening bids' }).click()
    await page.getByLabel('New passphrase').fill(passphraseOf(who))
    await page.getByLabel('The same once more').fill(passphraseOf(who))
    await press(page, 'Make my key')
    expect(await textOf(page)).toContain('Your key is made.')
  }

  it('cannot be one: whoever agreed and presses again is told why nothing was opened (T8 open)', async () => {
    await aCompetition()
    for (const who of ['buyer-approver', 'procurement-officer'] as const) await declareInterest(test, id, who)
    await test.moveClock('6 minutes')
    await test.signInAll()
    const [one, other] = [await open('buyer-approver', '/opening'), await open('buyer-approver', '/opening')]
    await agreeToOpen(one, 'Agree to open')
    await agreeToOpen(other, 'Agree to open')
    expect(await textOf(other)).toContain('You have already agreed. A second person must open too.')
    expect(await textOf(other)).toContain('Attempts that were refused')
    await test.api('procurement-officer').get(`/requirements/${id}/bids`).expect(409)
    await openBids(test, id, 'procurement-officer').expect(200, { opened: true })
  })

  it('open once, however close together they press (T8 open)', async () => {
    await aCompetition()
    for (const who of ['buyer-approver', 'procurement-officer'] as const) await declareInterest(test, id, who)
    await test.moveClock('6 minutes')
    await test.signInAll()
    const pages = [await open('buyer-approver', '/opening'), await open('procurement-officer', '/opening')]
    await Promise.all(pages.map(page => agreeToOpen(page, 'Agree to open')))
    const words = await Promise.all(pages.map(textOf))
    expect(words.filter(text => text.includes('The bids are open.'))).toHaveLength(1)
    expect(await test.rows('SELECT FROM opening WHERE requirement_id = $1', [id])).toHaveLength(1)
  })
})
