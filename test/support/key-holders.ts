import { hire } from './people.js'
import type { Newcomer, Player, TestApp } from './test-app.js'
import { anOpenRequirement } from './world.js'

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
