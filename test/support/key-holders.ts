import { Sealing, workingCopyOf } from '../../src/modules/bids/sealing.js'
import { declareInterest } from './openings.js'
import { hire } from './people.js'
import type { Newcomer, Player, TestApp } from './test-app.js'
import { anOpenRequirement, aPassingBid } from './world.js'

type Who = Player | Newcomer

export const passphraseOf = (who: Who): string => `gravel tinsel ${who} walnut harbour`

/** The two people of each side who hold its share. */
export const HOLDERS = ['buyer-approver', 'new-second-approver', 'procurement-officer', 'second-officer'] as const

export const makeKey = (test: TestApp, who: Who, body: object = {}) =>
  test
    .api(who)
    .post('/account/opening-key')
    .send({ passphrase: passphraseOf(who), ...body })

/** Has two people of each side make keys of their own. */
export async function makeHolders(test: TestApp): Promise<void> {
  await hire(test, 'new-second-approver', 'First Example Council', 'buyer-approver')
  for (const who of HOLDERS) await makeKey(test, who).expect(201)
}

type Options = Parameters<typeof anOpenRequirement>[1]

export const aSplitRequirement = (test: TestApp, options: Options = {}): Promise<string> =>
  anOpenRequirement(test, { splitKey: true, ...options })

export const openSplit = (test: TestApp, requirementId: string, who: Who, passphrase: string = passphraseOf(who)) =>
  test.api(who).post(`/requirements/${requirementId}/open-bids`).send({ passphrase })

export const handOn = (
  test: TestApp,
  who: Who,
  { requirementId, ...body }: { requirementId: string; personId: string; passphrase?: string },
) =>
  test
    .api(who)
    .post(`/account/opening-key/shares/${requirementId}`)
    .send({ passphrase: passphraseOf(who), ...body })

export async function personId(test: TestApp, who: Who): Promise<string> {
  const [row] = await test.rows<{ id: string }>('SELECT id FROM person WHERE email = $1', [`${who}@example.test`])
  return String(row?.id)
}

/** Who holds the share of a side, the buyer's first. */
export async function heldBy(test: TestApp, requirementId: string): Promise<string[]> {
  const found = await test.rows<{ who: string }>(
    `SELECT split_part(p.email, '@', 1) AS who FROM key_share s JOIN person p ON p.id = s.person_id
     WHERE s.requirement_id = $1 AND s.envelope = 'quality' ORDER BY s.side, p.email`,
    [requirementId],
  )
  return found.map(({ who }) => who)
}

/** To whom the share of the side that agreed first was passed on. */
export async function passedTo(test: TestApp, requirementId: string): Promise<string[]> {
  const found = await test.rows<{ who: string }>(
    `SELECT split_part(p.email, '@', 1) AS who FROM passed_share s JOIN person p ON p.id = s.person_id WHERE s.requirement_id = $1 ORDER BY 1`,
    [requirementId],
  )
  return found.map(({ who }) => who)
}

export async function declareAll(test: TestApp, requirementId: string, ...more: Newcomer[]): Promise<void> {
  for (const who of [...HOLDERS, ...more]) await declareInterest(test, requirementId, who)
}

/** With a bid in it, and past its deadline. */
export async function aDueSplit(test: TestApp, ...more: Newcomer[]): Promise<string> {
  const id = await aSplitRequirement(test, { closesIn: 300 })
  const bidId = await aPassingBid(test, id)
  await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
  await test.moveClock('6 minutes')
  await test.signInAll()
  await declareAll(test, id, ...more)
  return id
}

/** Of the last opening of the requirement that was refused, as the log has it. */
export async function codeOfLastRefusal(test: TestApp, requirementId: string): Promise<unknown> {
  const [row] = await test.rows<{ details: string }>(
    `SELECT convert_from(d.content, 'UTF8') AS details FROM audit_event e JOIN audit_detail d ON d.event_id = e.id
     WHERE e.action = 'bids.opening-refused' AND e.subject_id = $1 ORDER BY e.sequence DESC LIMIT 1`,
    [requirementId],
  )
  return (JSON.parse(String(row?.details)) as { code: unknown }).code
}

/** The one bid of a requirement. */
export const bidIn = async (test: TestApp, requirementId: string): Promise<string> =>
  String((await test.rows<{ id: string }>('SELECT id FROM bid WHERE requirement_id = $1', [requirementId]))[0]?.id)

/** What the supplier of the one bid works on, as every key of the marketplace opens it. */
export async function workingCopyIn(test: TestApp, requirementId: string): Promise<unknown> {
  const [bid] = await test.rows<{ id: string; supplierId: string; workingCopy: Buffer }>(
    'SELECT id, supplier_id AS "supplierId", working_copy AS "workingCopy" FROM bid WHERE requirement_id = $1',
    [requirementId],
  )
  if (bid === undefined) throw new Error('There is no bid.')
  return test.app.get(Sealing).unseal(bid.workingCopy, workingCopyOf(bid))
}
