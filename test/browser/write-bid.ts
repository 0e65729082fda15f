import type { Page } from 'playwright-core'

import type { Answer, Answers } from '../../src/modules/guidelines/domain/answers.js'
import type { GoldenBid } from '../../src/modules/guidelines/golden-bids.js'
import { fill, follow, pathOf } from './newcomer.js'
import { press } from './send-elsewhere.js'

/** A document to attach: what the answers call it until it has an id, and what is said of it. */
export interface ToAttach {
  key: string
  name: string
  issueDate: string
  expiryDate: string | null
  bytes: Buffer
}

/** Award answers, prices and declarations, from the task list of the bid that is open. */
export async function writeTheOffer(page: Page, { awardAnswers, priceSchedule, declarations }: GoldenBid['bid']): Promise<void> {
  await page.locator('main a[href*="/award-answers/"]').first().click()
  for (const { text } of awardAnswers) {
    await page.getByLabel('Your answer').fill(text)
    await press(page, 'Save and continue')
  }
  await follow(page, 'Prices')
  for (const [place, { unitPrice }] of priceSchedule.entries()) await page.getByRole('textbox').nth(place).fill(unitPrice)
  await press(page, 'Save and continue')
  await follow(page, 'Declarations and partners')
  await fill(page, { 'Conflicts of interest': declarations.conflictOfInterest })
  await page.locator('[name=subcontractors]').fill(declarations.subcontractors.join('\n'))
  await page.locator('[name=consortium]').fill(declarations.consortium.join('\n'))
  await page.getByLabel('We accept the terms of the agreement').check()
  await press(page, 'Save and continue')
}

/** Adds the documents to the bid; answers the ethics answers, which name them by their ids from now on. */
export async function addTheFiles(
  page: Page,
  bid: string,
  documents: readonly ToAttach[],
  answers: Answers,
): Promise<Readonly<Record<string, Answer>>> {
  let named = JSON.stringify(answers)
  for (const { key, name, issueDate, expiryDate, bytes } of documents) {
    await page.goto(`${bid}/files`)
    await page.getByLabel('Add a file').setInputFiles({ name, mimeType: 'application/pdf', buffer: bytes })
    await press(page, 'Add the file')
    await fillDay(page, 'issueDate', issueDate)
    if (expiryDate !== null) await fillDay(page, 'expiryDate', expiryDate)
    const id = String(pathOf(page).split('/').at(-1))
    await press(page, 'Save')
    named = named.replaceAll(`"${key}"`, `"${id}"`)
  }
  return JSON.parse(named) as Record<string, Answer>
}

async function fillDay(page: Page, field: string, day: string): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-')
  for (const [part, text] of Object.entries({ day: date, month, year })) await page.locator(`[name=${field}-${part}]`).fill(text)
}

/** Says of each warning of the check that is open why the bid goes in all the same. */
export async function giveReasons(page: Page): Promise<void> {
  await page.waitForLoadState()
  const reasons = page.getByLabel(/Your reason for going on/)
  while ((await reasons.count()) > 0) {
    await reasons.first().fill('The paper is on its way and will be there before the contract is signed.')
    await page
      .getByRole('button', { name: /^Save the reason for/ })
      .first()
      .click()
    await page.waitForLoadState()
  }
}

/** From the review to the receipt. */
export async function submitTheBid(page: Page, bid: string): Promise<void> {
  await page.goto(`${bid}/review`)
  await press(page, 'Go on to submit')
  await page.getByLabel(/I have read the whole bid/).check()
  await press(page, 'Submit the bid')
  await page.waitForURL(`**${bid}/receipts/1`)
}
