import { thawed } from '../support/agreements.js'
import { aCrowd } from '../support/crowd.js'
import type { TestApp } from '../support/test-app.js'
import { aDraft, anOpenRequirement, aPassingBid } from '../support/world.js'
import { type Found, faultsOfWords } from './skewed-api.js'
import { faultsOfDecision, mustBeRefused, submitNear } from './near-deadline.js'

/** Moments at which a clock on the wall is ambiguous, jumps or is often got wrong, as a buyer may write them, and as London reads them. */
const DEADLINES: readonly [asWritten: string, words: string][] = [
  ['2026-10-25T01:30:00+01:00', '25 October 2026 at 01:30:00 (BST)'],
  ['2026-10-25T01:30:00+00:00', '25 October 2026 at 01:30:00 (GMT)'],
  ['2027-03-28T01:00:00Z', '28 March 2027 at 02:00:00 (BST)'],
  ['2028-02-29T23:59:59.999999Z', '29 February 2028 at 23:59:59 (GMT)'],
]

const NO_SUCH_DAY = '2027-02-29T12:00:00Z'
const NEAR_MS = 2_000

/** Tries each deadline through the address, before and after, and whether the refusal says it in London's words. */
export async function calendarDeadlines(test: TestApp, address: string): Promise<Found> {
  await thawed(test, `UPDATE agreement SET valid_from = '2020-01-01', valid_until = '2040-01-01'`)
  const faults: string[] = []
  for (const [asWritten, words] of DEADLINES) faults.push(...(await faultsAt(test, address, asWritten, words)))
  const refused = await aDraft(test, { submissionDeadline: NO_SUCH_DAY }).then(
    () => false,
    () => true,
  )
  if (!refused) faults.push(`${NO_SUCH_DAY} was taken for a day`)
  return { figures: [['deadlines in the change of the clocks and on leap days', DEADLINES.map(([, words]) => words).join('; ')]], faults }
}

async function faultsAt(test: TestApp, address: string, asWritten: string, words: string): Promise<string[]> {
  await test.rows(`UPDATE clock_offset SET by = $1::timestamptz - interval '30 minutes' - clock_timestamp()`, [asWritten])
  // Earlier sessions have ended by then, or not begun.
  await Promise.all((['buyer-author', 'buyer-approver', 'supplier-admin'] as const).map(player => test.signIn(player)))
  const clarificationDeadline = new Date(new Date(asWritten).getTime() - 900_000).toJSON()
  const requirementId = await anOpenRequirement(test, { submissionDeadline: asWritten, clarificationDeadline })
  const crowd = await aCrowd(test.rows.bind(test), test.config, await aPassingBid(test, requirementId), 2)
  const tries = []
  for (const [place, bidder] of crowd.entries()) {
    tries.push(await submitNear(test, { requirementId, crowd }, bidder, address, place === 0 ? NEAR_MS : -1))
  }
  const late = tries.find(mustBeRefused)
  return [
    ...tries.flatMap(faultsOfDecision),
    ...tries.flatMap(faultsOfWords),
    ...(late?.answer.detail?.includes(`the deadline was ${words}.`) === true ? [] : [`${asWritten} reads: ${String(late?.answer.detail)}`]),
  ]
}
