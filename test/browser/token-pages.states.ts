import type { Page } from 'playwright-core'

import { hire } from '../support/people.js'
import type { Newcomer, Player, TestApp } from '../support/test-app.js'
import { LONG } from './long-text.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

type State = PageState<TestApp>

const TOKENS = '/account/tokens'

const shown = (name: string, as: State['as'], path = ''): State => ({
  route: `GET ${TOKENS}${path}`,
  state: name,
  as,
  show: page => page.goto(`${TOKENS}${path}`),
})

const sent = (name: string, as: State['as'], show: State['show']): State => ({ route: `POST ${TOKENS}/new`, state: name, as, show })

const fill = async (page: Page, name: string): Promise<void> => {
  await page.goto(`${TOKENS}/new`)
  await page.getByLabel('What is it for?').fill(name)
  await page.getByLabel('Read all that you may read').check()
  await press(page, 'Make the token')
}

async function makeTokens(test: TestApp, who: Player | Newcomer, names: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (const name of names) {
    const { body } = await test
      .api(who)
      .post('/api-tokens')
      .send({ name, scopes: ['read'], expiresInDays: 30 })
      .expect(201)
    ids.push((body as { id: string }).id)
  }
  return ids
}

async function prepare(test: TestApp): Promise<TestApp> {
  await hire(test, 'new-nobody', 'First Example Supplier', 'bid-writer')
  await test.rows(`DELETE FROM role_grant g USING person p WHERE p.id = g.person_id AND p.email = 'new-nobody@example.test'`)
  await hire(test, 'new-full', 'First Example Council', 'evaluator')
  await makeTokens(
    test,
    'new-full',
    Array.from({ length: 20 }, (_, index) => `Program ${index}`),
  )
  const many = Array.from({ length: 26 }, (_, index) => `Old program ${index}`)
  for (const name of many)
    for (const id of await makeTokens(test, 'rival-admin', [name])) await test.api('rival-admin').delete(`/api-tokens/${id}`).expect(204)
  const [ended, revoked] = await makeTokens(test, 'supplier-admin', ['Ended', 'Revoked', LONG.slice(0, 100).trim(), 'Works'])
  await test
    .api('supplier-admin')
    .delete(`/api-tokens/${String(revoked)}`)
    .expect(204)
  await test.rows(
    `UPDATE api_token SET created_at = created_at - interval '2 days', expires_at = created_at - interval '1 day' WHERE id = $1`,
    [ended],
  )
  await test.rows(
    `UPDATE session s SET proved_at = proved_at - interval '1 hour', signed_in_at = signed_in_at - interval '1 hour'
     FROM person p WHERE p.id = s.person_id AND p.email = 'bid-writer@example.test'`,
  )
  return test
}

/** Tokens for programs. */
export const TOKEN_PAGES: StateTable<TestApp> = {
  prepare,
  states: [
    shown('none', 'evaluator'),
    shown('some', 'supplier-admin'),
    {
      ...shown('more than a page', 'rival-admin'),
      show: async page => {
        await page.goto(TOKENS)
        await page.getByRole('link', { name: 'Older tokens' }).click()
      },
    },
    shown('no organisation', 'new-nobody'),
    shown('empty', 'supplier-admin', '/new'),
    shown('old sign-in', 'bid-writer', '/new'),
    shown('no organisation', 'new-nobody', '/new'),
    sent('nothing typed', 'supplier-admin', async page => {
      await page.goto(`${TOKENS}/new`)
      await page.getByLabel('After how many days').fill('')
      await press(page, 'Make the token')
    }),
    sent('no password', 'bid-writer', page => fill(page, 'Nightly export')),
    sent('scope not theirs', 'supplier-admin', async page => {
      await page.goto(`${TOKENS}/new`)
      await sendElsewhere(page, `${TOKENS}/new`, { name: 'Nightly export', scopes: 'audit', expiresInDays: '30' })
    }),
    sent('too many', 'new-full', page => fill(page, 'One too many')),
    sent('made', 'supplier-admin', page => fill(page, LONG.slice(0, 100).trim())),
  ],
}
