import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { aPdf } from '../../src/modules/files/files.fixture.js'
import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { TestApp } from '../support/test-app.js'
import { anOpenRequirement, eventually, GOLDEN } from '../support/world.js'
import { change, savePart } from './bid-world.js'
import { Browsing } from './browsing.js'
import { press } from './send-elsewhere.js'

/** After so long without a key pressed a form saves itself, as autosave.js has it. */
const AUTOSAVE_MS = 3_000

interface Shown {
  awardAnswers?: { questionId: string; text: string }[]
  priceSchedule?: { lineId: string; unitPrice: string }[]
  declarations?: object
}

describe('In a browser, a bid', () => {
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

  /** A bid begun by the page's person; answers its id. */
  async function start(page: Page): Promise<string> {
    await page.goto(`/opportunities/${await anOpenRequirement(test, { closesIn: 86_400 })}`)
    await press(page, 'Start a bid')
    return new URL(page.url()).pathname.split('/').at(-1) ?? ''
  }

  const bidOf = async (id: string): Promise<Shown> => (await test.api('supplier-admin').get(`/bids/${id}`).expect(200)).body as Shown

  it('T8 start: is started and written with no script, part by part', async () => {
    const page = await browsing.open({ as: 'bid-writer' })
    const id = await start(page)
    expect(await mainOf(page)).toContain('0 of 7 parts completed')
    await page.getByRole('link', { name: 'Describe how images become entries' }).click()
    for (const { text } of GOLDEN.bid.awardAnswers) {
      await page.getByLabel('Your answer').fill(text)
      await press(page, 'Save and continue')
    }
    await page.getByRole('link', { name: 'Prices' }).click()
    for (const [place, { unitPrice }] of GOLDEN.bid.priceSchedule.entries())
      await page.getByRole('textbox').nth(place).fill(` £${unitPrice} `)
    await press(page, 'Save and continue')
    await page.getByRole('link', { name: 'Declarations and partners' }).click()
    await page.getByLabel('Conflicts of interest').fill(GOLDEN.bid.declarations.conflictOfInterest)
    await page.getByLabel('We accept the terms of the agreement').check()
    await press(page, 'Save and continue')
    expect(await mainOf(page)).toContain('6 of 7 parts completed')
    const { awardAnswers, priceSchedule } = await bidOf(id)
    expect(awardAnswers).toEqual(GOLDEN.bid.awardAnswers)
    expect(priceSchedule).toEqual(GOLDEN.bid.priceSchedule)
  })

  it('that a colleague has started is led to, and not started twice', async () => {
    const page = await browsing.open({ as: 'bid-writer' })
    const id = await start(page)
    const colleague = await browsing.open({ as: 'supplier-admin' })
    await page.getByRole('link', { name: 'Read what they need' }).click()
    await colleague.goto(page.url())
    await press(colleague, 'Start a bid')
    expect(colleague.url()).toContain(id)
    expect(await mainOf(colleague)).toContain('Your organisation had started this bid already.')
  })

  it('shows both texts where two people wrote the same part, and takes nothing from whoever wrote another', async () => {
    const page = await browsing.open({ as: 'bid-writer' })
    const id = await start(page)
    await page.goto(`/supplier/bids/${id}/award-answers/A1`)
    await change(test, id, { declarations: { conflictOfInterest: 'None' } })
    await page.getByLabel('Your answer').fill('Mine, the first')
    await savePart(page)
    await change(test, id, { awardAnswers: [{ questionId: 'A1', text: 'Theirs' }] })
    await page.getByLabel('Your answer').fill('Mine, the second')
    await savePart(page)
    expect(await mainOf(page)).toContain('Theirs')
    expect(await page.getByLabel('Your answer').inputValue()).toBe('Mine, the second')
    expect((await bidOf(id)).awardAnswers).toEqual([{ questionId: 'A1', text: 'Theirs' }])
    await savePart(page)
    const { awardAnswers, declarations } = await bidOf(id)
    expect(awardAnswers).toEqual([{ questionId: 'A1', text: 'Mine, the second' }])
    expect(declarations).toEqual({ conflictOfInterest: 'None' })
  })

  it('takes the same text twice without a word', async () => {
    const page = await browsing.open({ as: 'bid-writer' })
    const id = await start(page)
    await page.goto(`/supplier/bids/${id}/award-answers/A1`)
    await page.getByLabel('Your answer').fill('Once')
    await savePart(page)
    await page.getByText('Last saved').first().waitFor()
    await page.goBack()
    await page.getByLabel('Your answer').fill('Once')
    await savePart(page)
    expect(await page.locator('.govuk-error-summary').count()).toBe(0)
  })

  it('loses no answer that was written while the session ended', async () => {
    const page = await browsing.open({ as: 'bid-writer' })
    const id = await start(page)
    await page.goto(`/supplier/bids/${id}/award-answers/A1`)
    await page.getByLabel('Your answer').fill('Written at length')
    await test.rows('DELETE FROM session')
    await savePart(page)
    await page.getByLabel('E-mail address').fill('bid-writer@example.test')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await press(page, 'Sign in')
    await press(page, 'Send it now')
    await test.signInAll()
    expect((await bidOf(id)).awardAnswers).toEqual([{ questionId: 'A1', text: 'Written at length' }])
  })

  it.each(['off', 'on'])('takes a file, gives it back as it was, and lets it go, script %s', async script => {
    const page = await browsing.open({ as: 'bid-writer', script: script === 'on' })
    const id = await start(page)
    await page.goto(`/supplier/bids/${id}/files`)
    await press(page, 'Add the file')
    await page.getByText('Choose a file').first().waitFor()
    await page.getByLabel('Add a file').setInputFiles({ name: 'proof.pdf', mimeType: 'application/pdf', buffer: aPdf('proof') })
    await press(page, 'Add the file')
    await page.getByRole('heading', { name: 'proof.pdf' }).waitFor()
    const address = new URL(page.url()).pathname
    const answer = await page.request.get(`${address}/content`)
    expect(answer.headers()['content-disposition']).toBe('attachment; filename="proof.pdf"')
    expect(await answer.body()).toEqual(aPdf('proof'))
    if (script === 'on') {
      // The browser thinks it never left the page of the form.
      await page.goBack()
      await page.getByRole('heading', { name: 'Evidence files' }).waitFor()
      await page.goto(address)
    }
    await page.getByRole('link', { name: 'Take this file out' }).click()
    await press(page, 'Take it out')
    expect(await mainOf(page)).toContain('There are no files in this bid yet.')
  })

  it('shows with script how far a file is, and how many words are left', async () => {
    const page = await browsing.open({ as: 'bid-writer', script: true })
    const id = await start(page)
    const waiting: (() => void)[] = []
    await page.route('**/files?key=*', async route => {
      await new Promise<void>(resolve => waiting.push(resolve))
      await route.continue()
    })
    await page.goto(`/supplier/bids/${id}/files`)
    await page.getByLabel('Add a file').setInputFiles({ name: 'proof.pdf', mimeType: 'application/pdf', buffer: aPdf('proof') })
    await press(page, 'Add the file')
    await page.getByRole('progressbar', { name: 'How much of the file has been sent' }).waitFor()
    await eventually(() => {
      expect(waiting).toHaveLength(1)
      return Promise.resolve()
    })
    waiting[0]?.()
    await page.getByRole('heading', { name: 'proof.pdf' }).waitFor()
    expect(await page.getByRole('progressbar').count()).toBe(0)

    await page.goto(`/supplier/bids/${id}/award-answers/A1`)
    await page.getByLabel('Your answer').fill('Two words')
    await page.getByText('You have 498 words remaining').first().waitFor()
  })

  it('saves by itself while somebody writes, and says when the session has ended', async () => {
    const page = await browsing.open({ as: 'bid-writer', script: true })
    const id = await start(page)
    await page.goto(`/supplier/bids/${id}/award-answers/A1`)
    for (const text of ['Half a', 'Half a sentence']) {
      await page.getByLabel('Your answer').fill(text)
      await eventually(async () => {
        expect((await bidOf(id)).awardAnswers?.[0]?.text).toBe(text)
      })
      await page.getByRole('status').getByText('Last saved').waitFor()
    }
    await test.rows('DELETE FROM session')
    await page.getByLabel('Your answer').fill('A whole sentence')
    await page.getByText('your session has ended').waitFor()
    expect(await page.getByLabel('Your answer').inputValue()).toBe('A whole sentence')
    await test.signInAll()
  })

  it('saves one thing after the other where the network is slow, and takes its own saving for nobody else’s', async () => {
    const page = await browsing.open({ as: 'bid-writer', script: true })
    const id = await start(page)
    await page.clock.install()
    const waiting: (() => void)[] = []
    await page.route('**/award-answers/A1', async route => {
      if (route.request().method() === 'POST') await new Promise<void>(resolve => waiting.push(resolve))
      await route.continue()
    })
    await page.goto(`/supplier/bids/${id}/award-answers/A1`)
    for (const text of ['Half a', 'Half a sentence']) {
      await page.getByLabel('Your answer').fill(text)
      await page.clock.runFor(AUTOSAVE_MS)
    }
    expect(waiting).toHaveLength(1)
    waiting[0]?.()
    await page.getByText('Last saved').first().waitFor()
    await page.clock.runFor(AUTOSAVE_MS)
    await eventually(() => {
      expect(waiting).toHaveLength(2)
      return Promise.resolve()
    })
    waiting[1]?.()
    await eventually(async () => {
      expect((await bidOf(id)).awardAnswers?.[0]?.text).toBe('Half a sentence')
    })
  })

  it('is missing for everybody but its supplier', async () => {
    const writer = await browsing.open({ as: 'bid-writer' })
    const id = await start(writer)
    const rival = await browsing.open({ as: 'rival-admin' })
    for (const path of ['', '/award-answers/A1', '/prices', '/details', '/files']) {
      const answer = await rival.goto(`/supplier/bids/${id}${path}`)
      expect(answer?.status()).toBe(404)
    }
  })
})
