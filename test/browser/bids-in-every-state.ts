import { Changes } from '../support/changes.js'
import { aFile } from '../support/evidence.js'
import { hire } from '../support/people.js'
import type { TestApp } from '../support/test-app.js'
import { anOpenRequirement, answer, aPassingBid, aWorkingCopy, GOLDEN, openAfterDeadline } from '../support/world.js'

/** No space in it, so that nothing but the browser can break the line, and what would be markup if it were not escaped. */
export const LONG = `${'Verkehrswegeplanungsbeschleunigungsgesetz'.repeat(6)} <b>&amp;</b> ${'many words '.repeat(15)}`

/** Of one supplier, at the same moment: the ids of its bids by what became of each. */
export interface BidsInEveryState {
  test: TestApp
  ready: string
  empty: string
  blocked: string
  long: string
  submitted: string
  changed: string
  replaced: string
  withFiles: string
  withdrawn: string
  cancelled: string
  sealed: string
  late: string
  opened: string
}

/** Long enough for all that is done before it. */
const SOON = { closesIn: 600 }

export async function bidsInEveryState(test: TestApp): Promise<BidsInEveryState> {
  const far = { closesIn: 30 * 86_400 }
  const passing = async (options: { closesIn: number; title?: string } = far) => aPassingBid(test, await anOpenRequirement(test, options))
  const openedRequirement = await anOpenRequirement(test, { closesIn: 300 })
  const cancelledRequirement = await anOpenRequirement(test, far)
  const bids = {
    ready: await passing(),
    empty: await started(test, await anOpenRequirement(test, far)),
    blocked: await aWorkingCopy(test, await anOpenRequirement(test, far)),
    long: await passing({ ...far, title: LONG.slice(0, 200) }),
    submitted: await passing(),
    changed: await passing(),
    replaced: await passing(),
    withFiles: await passing(),
    withdrawn: await passing(),
    cancelled: await aPassingBid(test, cancelledRequirement),
    sealed: await passing(SOON),
    late: await passing(SOON),
    opened: await aPassingBid(test, openedRequirement),
  }
  await answer(test, bids.blocked, GOLDEN.firstDraft)
  await write(test, bids.long, {
    declarations: { ...GOLDEN.bid.declarations, conflictOfInterest: LONG, subcontractors: [LONG.slice(0, 500)] },
  })
  await aFile(test, bids.withFiles)
  for (const bid of ['submitted', 'changed', 'replaced', 'withFiles', 'withdrawn', 'cancelled', 'sealed', 'opened'] as const)
    await submit(test, bids[bid])
  await write(test, bids.changed, { declarations: { ...GOLDEN.bid.declarations, subcontractors: ['A new partner'] } })
  await write(test, bids.replaced, { declarations: { ...GOLDEN.bid.declarations, subcontractors: ['A new partner'] } })
  await submit(test, bids.replaced)
  await test.api('supplier-admin').post(`/bids/${bids.withdrawn}/withdraw`).expect(200)
  await new Changes(test).verb(cancelledRequirement, 'cancel', { reason: 'No money.' })
  await new Changes(test).verb(cancelledRequirement, 'cancel', { reason: 'No money.' }, 'buyer-approver')
  await openAfterDeadline(test, openedRequirement)
  await test.moveClock('5 minutes')
  await test.api('supplier-admin').post(`/bids/${bids.late}/submit`).expect(409)
  await test.signInAll()
  await aStaleSignIn(test)
  return { test, ...bids }
}

/** Somebody who may submit, and last proved who they are an hour ago. */
async function aStaleSignIn(test: TestApp): Promise<void> {
  await hire(test, 'new-admin', 'First Example Supplier', 'supplier-admin')
  await test.rows(
    `UPDATE session s SET proved_at = proved_at - interval '1 hour' FROM person p WHERE p.id = s.person_id AND p.email = 'new-admin@example.test'`,
  )
}

const started = async (test: TestApp, requirementId: string): Promise<string> =>
  ((await test.api('supplier-admin').post(`/requirements/${requirementId}/bids`).expect(201)).body as { id: string }).id

const submit = (test: TestApp, bidId: string) => test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)

async function write(test: TestApp, bidId: string, change: object): Promise<void> {
  const { headers } = await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200)
  await test.api('supplier-admin').patch(`/bids/${bidId}`).set('If-Match', String(headers['etag'])).send(change).expect(200)
}
