import type { Page } from 'playwright-core'

import { aBidWorld, aNewText, type BidWorld } from './bid-world.js'
import type { PageState, StateTable } from './state-table.js'

const LIST = '/supplier/bids/:id/files'
const ONE = `${LIST}/:fileId`

const filesOf = (bidId: string): string => `/supplier/bids/${bidId}/files`

/** Sends what is said of the file, with or without a change by somebody else in between. */
async function describe(page: Page, { complete, described }: BidWorld, field: string, typed: string, meanwhile?: () => Promise<unknown>) {
  await page.goto(`${filesOf(complete)}/${described}`)
  await meanwhile?.()
  await page.getByLabel(field).first().fill(typed)
  await page.getByRole('button', { name: 'Save' }).click()
}

/** Says something else of the file behind the back of whoever has its page open. */
async function describeOtherwise({ test, described }: BidWorld): Promise<void> {
  const { headers } = await test.api('bid-writer').get(`/files/${described}`).expect(200)
  await test
    .api('bid-writer')
    .patch(`/files/${described}`)
    .set('If-Match', String(headers['etag']))
    .send({ issuer: aNewText() })
    .expect(200)
}

/** The evidence files of a bid. */
export const EVIDENCE_PAGES: StateTable<BidWorld> = {
  prepare: aBidWorld,
  states: [
    { route: `GET ${LIST}`, state: 'none', as: 'bid-writer', show: (page, { fresh }) => page.goto(filesOf(fresh)) },
    { route: `GET ${LIST}`, state: 'some', as: 'supplier-admin', show: (page, { complete }) => page.goto(filesOf(complete)) },
    {
      route: `GET ${LIST}`,
      state: 'in every state of their scan',
      as: 'bid-writer',
      show: (page, { complete }) => page.goto(filesOf(complete)),
    },
    { route: `GET ${LIST}`, state: 'long text', as: 'supplier-admin', show: (page, { long }) => page.goto(filesOf(long)) },
    {
      route: `GET ${LIST}`,
      state: 'not to be changed',
      as: 'supplier-admin',
      show: (page, { notSubmitted }) => page.goto(filesOf(notSubmitted)),
    },
    {
      route: `POST ${LIST}`,
      state: 'refused',
      as: 'supplier-admin',
      show: async (page, { fresh }) => {
        await page.goto(filesOf(fresh))
        await page.getByLabel('Add a file').setInputFiles({ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<p>x</p>') })
        await page.getByRole('button', { name: 'Add the file' }).click()
        await page.locator('.govuk-error-summary').waitFor()
      },
    },
    {
      route: `GET ${ONE}`,
      state: 'new',
      as: 'bid-writer',
      show: (page, { complete, undescribed }) => page.goto(`${filesOf(complete)}/${undescribed}`),
    },
    {
      route: `GET ${ONE}`,
      state: 'described',
      as: 'bid-writer',
      show: (page, { complete, described }) => page.goto(`${filesOf(complete)}/${described}`),
    },
    ...(['pending', 'infected', 'unscannable'] as const).map((scan): PageState<BidWorld> => ({
      route: `GET ${ONE}`,
      state: scan,
      as: 'bid-writer',
      show: (page, { complete, scans }) => page.goto(`${filesOf(complete)}/${scans[scan]}`),
    })),
    {
      route: `GET ${ONE}`,
      state: 'infected and not to be changed',
      as: 'bid-writer',
      show: (page, { notSubmitted, infectedTooLate }) => page.goto(`${filesOf(notSubmitted)}/${infectedTooLate}`),
    },
    {
      route: `GET ${ONE}`,
      state: 'not to be changed',
      as: 'bid-writer',
      show: (page, { notSubmitted, tooLate }) => page.goto(`${filesOf(notSubmitted)}/${tooLate}`),
    },
    { route: `POST ${ONE}`, state: 'refused', as: 'bid-writer', show: (page, world) => describe(page, world, 'Month', '13') },
    {
      route: `POST ${ONE}`,
      state: 'saved by somebody else',
      as: 'bid-writer',
      show: (page, world) => describe(page, world, 'Who issued it', 'Mine', () => describeOtherwise(world)),
    },
    {
      route: `GET ${ONE}/remove`,
      state: 'asked',
      as: 'bid-writer',
      show: (page, { complete, undescribed }) => page.goto(`${filesOf(complete)}/${undescribed}/remove`),
    },
  ],
}
