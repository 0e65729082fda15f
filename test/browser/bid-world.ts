import type { Page } from 'playwright-core'

import { aPdf } from '../../src/modules/files/files.fixture.js'
import { newId } from '../../src/shared/ids.js'
import { upload } from '../support/evidence.js'
import { hire } from '../support/people.js'
import type { TestApp } from '../support/test-app.js'
import { anOpenRequirement, aPassingBid, aWorkingCopy, inSeconds } from '../support/world.js'
import { LONG } from './long-text.js'

/** Bids of the first supplier, one for each way a bid can look, and an opportunity that has none. */
export interface BidWorld {
  test: TestApp
  opportunity: string
  fresh: string
  complete: string
  /** That two people write at once. */
  shared: string
  /** With long texts, and with what its requirement does not ask. */
  long: string
  submitted: string
  withdrawn: string
  notSubmitted: string
  /** Files: two of the complete bid, and one of the bid that was not submitted. */
  undescribed: string
  described: string
  tooLate: string
  /** One in each state of its scan, of the complete bid; and an infected one of the bid that was not submitted. */
  scans: Record<'pending' | 'infected' | 'unscannable' | 'clean', string>
  infectedTooLate: string
}

/** What no requirement of these tests asks for. */
export const UNASKED = 'Z9'

/** Changes a bid behind the back of whoever has one of its pages open. */
export async function change(test: TestApp, bidId: string, change: object): Promise<void> {
  const { headers } = await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200)
  await test.api('supplier-admin').patch(`/bids/${bidId}`).set('If-Match', String(headers['etag'])).send(change).expect(200)
}

export async function aBidWorld(test: TestApp): Promise<BidWorld> {
  await hire(test, 'new-bid-writer', 'Fourth Example Supplier', 'bid-writer')
  const notSubmitted = await aPassingBid(test, await anOpenRequirement(test, { closesIn: 300, title: 'Not submitted' }))
  const tooLate = await aFileIn(test, notSubmitted, 'certificate.pdf', { type: 'Certificate' })
  const infectedTooLate = await aFileIn(test, notSubmitted, 'infected.pdf')
  await setScan(test, infectedTooLate, 'infected')
  await test.moveClock('6 minutes')
  const open = async (title: string) => anOpenRequirement(test, { submissionDeadline: await inSeconds(test, 14 * 86_400), title })
  const submitted = await aSubmittedBid(test, await open('Submitted'))
  const withdrawn = await aSubmittedBid(test, await open('Withdrawn'))
  await test.api('supplier-admin').post(`/bids/${withdrawn}/withdraw`).expect(200)
  const long = await aStartedBid(test, await open(LONG.slice(0, 200)))
  await change(test, long, LONG_CONTENT)
  await aFileIn(test, long, `${'x'.repeat(190)}.pdf`, { type: LONG.slice(-100) })
  const complete = await aWorkingCopy(test, await open('Complete'))
  return {
    test,
    opportunity: await open('Opportunity'),
    fresh: await aStartedBid(test, await open('New')),
    complete,
    shared: await aStartedBid(test, await open('Shared')),
    long,
    submitted,
    withdrawn,
    notSubmitted,
    undescribed: await aFileIn(test, complete, 'report.pdf'),
    described: await aFileIn(test, complete, 'certificate.pdf', { type: 'Certificate', issueDate: '2026-11-02', scope: LONG }),
    tooLate,
    scans: await scansOf(test, complete),
    infectedTooLate,
  }
}

const LONG_CONTENT = {
  awardAnswers: [
    { questionId: 'A1', text: LONG.repeat(40) },
    { questionId: UNASKED, text: LONG },
  ],
  priceSchedule: [{ lineId: UNASKED, unitPrice: '7.50' }],
  declarations: { conflictOfInterest: LONG, subcontractors: [LONG.slice(0, 400)] },
}

async function aFileIn(test: TestApp, bidId: string, name: string, said: Record<string, string> = {}): Promise<string> {
  const { body } = await upload(test, bidId, name, aPdf(name), said).expect(201)
  return (body as { id: string }).id
}

const setScan = (test: TestApp, fileId: string, scan: string): Promise<unknown> =>
  test.rows('UPDATE evidence_file SET scan = $2 WHERE id = $1', [fileId, scan])

async function scansOf(test: TestApp, bidId: string): Promise<BidWorld['scans']> {
  const scans = { pending: '', infected: '', unscannable: '', clean: '' }
  for (const scan of ['pending', 'infected', 'unscannable', 'clean'] as const) {
    scans[scan] = await aFileIn(test, bidId, `${scan}.pdf`)
    await setScan(test, scans[scan], scan)
  }
  return scans
}

async function aStartedBid(test: TestApp, requirementId: string): Promise<string> {
  const { body } = await test.api('bid-writer').post(`/requirements/${requirementId}/bids`).expect(201)
  return (body as { id: string }).id
}

async function aSubmittedBid(test: TestApp, requirementId: string): Promise<string> {
  const id = await aPassingBid(test, requirementId)
  await test.api('supplier-admin').post(`/bids/${id}/submit`).expect(201)
  return id
}

/** Opens a part of the shared bid, types into it, and saves it after somebody else did. */
export async function saveTooLate(page: Page, { test, shared }: BidWorld, path: string, label: string, typed: string, theirs: object) {
  await page.goto(`/supplier/bids/${shared}/${path}`)
  await change(test, shared, theirs)
  await page.getByLabel(label).fill(typed)
  await savePart(page)
}

export const savePart = (page: Page): Promise<void> => page.getByRole('button', { name: 'Save and stay here' }).click()

/** A text that nobody wrote before. */
export const aNewText = (): string => `What somebody else wrote ${newId()}`
