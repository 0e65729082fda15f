import { MakeExports } from '../../src/modules/exports/make-exports.js'
import { aFile } from '../support/evidence.js'
import * as grow from '../support/grow.js'
import { declareInterest } from '../support/openings.js'
import { sealCopies } from '../support/seal-copies.js'
import type { Player, TestApp } from '../support/test-app.js'
import { anOpening, anOpenRequirement, answer, aPassingBid, GOLDEN, openAfterDeadline } from '../support/world.js'
import { LONG } from './long-text.js'

/** Requirements whose bids are open, and the bids that are looked at. */
export interface PanelWorld {
  test: TestApp
  /** Two bids: one with files, and one with long answers, whose files are not given out. */
  two: string
  withFiles: string
  long: string
  without: string
  none: string
  /** More than a page of bids. */
  many: string
}

const MORE = 26

export async function panelWorld(test: TestApp): Promise<PanelWorld> {
  const two = await anOpenRequirement(test, { closesIn: 300 })
  const withFiles = await aPassingBid(test, two)
  await aFile(test, withFiles)
  const long = await aPassingBid(test, two, 'rival-admin')
  const { headers } = await test.api('rival-admin').get(`/bids/${long}`).expect(200)
  const awardAnswers = GOLDEN.bid.awardAnswers.map(each => ({ ...each, text: LONG }))
  const declarations = { ...GOLDEN.bid.declarations, conflictOfInterest: LONG, subcontractors: [LONG.slice(0, 500)] }
  await test
    .api('rival-admin')
    .patch(`/bids/${long}`)
    .set('If-Match', String(headers['etag']))
    .send({ awardAnswers, declarations })
    .expect(200)
  await heldFiles(test, long)
  await test.api('supplier-admin').post(`/bids/${withFiles}/submit`).expect(201)
  await openAfterDeadline(test, two)
  await test.signInAll()
  const none = await anOpening(test)
  await test.signInAll()
  const many = await anOpening(test, 'supplier-admin')
  await test.signInAll()
  await test.db.query(grow.MORE_SUPPLIERS, [MORE])
  await test.db.query(grow.BIDS_OF_ALL, [many.requirementId])
  for (const more of [grow.REPORTS_OF_ALL_BIDS, grow.VERSIONS_OF_ALL_BIDS, grow.OPENED_OF_ALL_BIDS]) await test.db.query(more)
  await sealCopies(test.rows.bind(test), test.config)
  for (const requirementId of [two, none.requirementId, many.requirementId]) await declareInterest(test, requirementId, 'evaluator')
  await packsInEveryState(test, two, many.requirementId, none.requirementId)
  return { test, two, withFiles, long, without: String(many.bidIds[0]), none: none.requirementId, many: many.requirementId }
}

/** One in each state in which it is given to nobody; an answer names all of them. */
async function heldFiles(test: TestApp, bidId: string): Promise<void> {
  const ids: string[] = []
  for (const scan of ['pending', 'infected', 'unscannable']) {
    const { id } = await aFile(test, bidId, `${scan}.pdf`, 'rival-admin')
    ids.push(id)
  }
  await answer(
    test,
    bidId,
    { ...GOLDEN.passing, Q704: { value: ['cyber_essentials'], itemFiles: { cyber_essentials: ids } } },
    'rival-admin',
  )
  // Found after the bid was written, as the scanner finds them.
  await test.api('rival-admin').post(`/bids/${bidId}/submit`).expect(201)
  for (const [place, scan] of ['pending', 'infected', 'unscannable'].entries())
    await test.rows('UPDATE evidence_file SET scan = $2 WHERE id = $1', [ids[place], scan])
}

/** Bid packs by how far they are: each belongs to who ordered it. No background work runs, so that each stays as it is. */
async function packsInEveryState(test: TestApp, two: string, many: string, none: string): Promise<void> {
  const order = async (requirementId: string, who: Player): Promise<string> => {
    const { body } = await test.api(who).post(`/requirements/${requirementId}/bid-packs`).expect(201)
    return (body as { exportId: string }).exportId
  }
  const set = (id: string, change: string): Promise<unknown> => test.rows(`UPDATE export_job SET ${change} WHERE id = $1`, [id])
  const make = (id: string): Promise<void> => test.app.get(MakeExports).make(id)
  await order(two, 'buyer-approver')
  await set(await order(two, 'procurement-officer'), `state = 'making', heard_at = market_now(), attempts = 1, done = 3, total = 9`)
  await make(await order(two, 'evaluator'))
  await set(await order(many, 'evaluator'), `state = 'failed', failure = 'Something went wrong on our side. Try again.'`)
  const old = await order(none, 'evaluator')
  await make(old)
  await set(old, `state = 'removed', storage_key = NULL, file_key = NULL`)
}
