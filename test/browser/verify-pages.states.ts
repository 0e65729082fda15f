import type { Page } from 'playwright-core'

import type { TestApp } from '../support/test-app.js'
import { anOpenRequirement, aPassingBid } from '../support/world.js'
import { press } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

/** A receipt as its supplier got it. */
type Receipt = Record<string, unknown>

async function prepare(test: TestApp): Promise<Receipt> {
  const bidId = await aPassingBid(test, await anOpenRequirement(test))
  return (await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)).body as Receipt
}

async function paste(page: Page, text: string): Promise<void> {
  await page.goto('/verify-receipt')
  await page.getByLabel('The text of the receipt').fill(text)
  await press(page, 'Verify the text')
}

async function choose(page: Page, text: string | null): Promise<void> {
  await page.goto('/verify-receipt')
  const file = { name: 'receipt.json', mimeType: 'application/json', buffer: Buffer.from(text ?? '') }
  if (text !== null) await page.getByLabel('The downloaded file').setInputFiles(file)
  await press(page, 'Verify the file')
}

const pasted = (state: string, text: (receipt: Receipt) => string): PageState<Receipt> => ({
  route: 'POST /verify-receipt',
  state,
  show: (page, receipt) => paste(page, text(receipt)),
})

const asAnybody = ({ salt: _salt, contentHash: _hash, ...receipt }: Receipt): Receipt => receipt

/** What anybody may ask of a receipt, in each way that it can be answered. */
export const VERIFY_PAGES: StateTable<Receipt> = {
  prepare,
  states: [
    { route: 'GET /verify-receipt', state: 'nothing given', show: page => page.goto('/verify-receipt') },
    pasted('genuine', receipt => JSON.stringify(asAnybody(receipt))),
    pasted('genuine and compared', receipt => JSON.stringify(receipt)),
    pasted('changed', receipt => JSON.stringify({ ...receipt, version: 2 })),
    pasted('of another key', receipt => JSON.stringify({ ...receipt, kid: Buffer.alloc(32).toString('base64url') })),
    pasted('no receipt', receipt => JSON.stringify({ ...receipt, bidId: '<b>1</b>', signature: undefined })),
    pasted('no JSON', () => 'W'.repeat(5_000)),
    pasted('nothing pasted', () => ''),
    { route: 'POST /verify-receipt/file', state: 'a file', show: (page, receipt) => choose(page, JSON.stringify(receipt)) },
    { route: 'POST /verify-receipt/file', state: 'no file', show: page => choose(page, null) },
  ],
}
