import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { newId } from '../../src/shared/ids.js'
import { anAddress, codeTo, GOOD_PASSWORD, INVITED } from '../support/codes.js'
import type { MailCatcher } from '../support/mail-catcher.js'
import { aColleague, hire } from '../support/people.js'
import { problem } from '../support/problems.js'
import { Phone } from '../support/second-factor.js'
import type { TestApp } from '../support/test-app.js'
import type { Browsing } from './browsing.js'
import { type MailedMarket, startMailedMarket } from './mailed-market.js'
import { pathOf, textOf } from './newcomer.js'
import { press, pressTwice } from './send-elsewhere.js'

describe('In a browser without script, an administrator', () => {
  let market: MailedMarket
  let catcher: MailCatcher
  let test: TestApp
  let browsing: Browsing

  beforeAll(async () => {
    market = await startMailedMarket({ secondFactorRoles: ['bid-writer'] })
    ;({ catcher, test, browsing } = market)
  })
  afterEach(() => browsing.close())
  afterAll(() => market.stop())

  const signIn = async (page: Page, email: string, password: string): Promise<void> => {
    await page.goto('/sign-in')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await press(page, 'Sign in')
  }

  /** Sets up a second factor from its page on; answers the phone that shows its codes. */
  const setUp = async (page: Page): Promise<Phone> => {
    await press(page, 'Set up a second factor')
    const key = await page.locator('[aria-labelledby="key-label"]').innerText()
    const phone = new Phone(test, key.replaceAll(' ', ''))
    await page.getByLabel('Security code').fill(await phone.code())
    await press(page, 'Turn it on')
    expect(
      await page
        .getByRole('listitem')
        .filter({ hasText: /^([A-Z\d]{4}-){5}[A-Z\d]{4}$/ })
        .count(),
    ).toBe(10)
    return phone
  }

  it('sets up a second factor, signs out, and signs in with it', async () => {
    const page = await browsing.open({ as: 'organisation-admin' })
    await page.goto('/')
    await page.getByRole('link', { name: 'Your account' }).click()
    await page.getByRole('link', { name: 'Set up your second factor' }).click()
    const phone = await setUp(page)
    await page.getByRole('button', { name: 'I have kept them' }).click()
    expect(await textOf(page)).toContain('It is on.')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await signIn(page, 'organisation-admin@example.test', PASSWORD)
    await page.getByLabel('Enter your security code').fill(await phone.nextCode())
    await press(page, 'Continue')
    expect(await page.locator('.market-account__who').innerText()).toContain('First Example Council')
    await test.rows('DELETE FROM second_factor')
    await test.signIn('organisation-admin')
  })

  it('makes one token by two clicks, which works at the API, and revokes it', async () => {
    const page = await browsing.open({ as: 'organisation-admin' })
    await page.goto('/account/tokens')
    await page.getByRole('button', { name: 'Make a token' }).click()
    await page.getByLabel('What is it for?').fill('Nightly export')
    await page.getByLabel('Read all that you may read').check()
    await page.getByRole('button', { name: 'Make the token' }).dblclick()
    const token = await page.locator('#token').innerText()
    expect(await test.rows(`SELECT FROM api_token WHERE name = 'Nightly export'`)).toHaveLength(1)
    const read = () => test.api().get('/notifications').set('Authorization', `Bearer ${token}`)
    await read().expect(200)
    await page.getByRole('button', { name: 'I have copied it' }).click()
    expect(await page.content()).not.toContain(token)
    await page.getByRole('button', { name: /Revoke it.*Nightly export/ }).click()
    expect(await textOf(page)).toContain('The token is revoked.')
    await read().expect(problem(401, 'not-signed-in'))
  })

  it('invites a colleague who appears, gives and takes a role, and lets them go, who is out with the next request', async () => {
    const email = anAddress()
    const page = await browsing.open({ as: 'organisation-admin' })
    await page.goto('/')
    await page.getByRole('link', { name: 'People', exact: true }).click()
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await page.getByLabel('Their e-mail address').fill(email)
    await page.getByLabel(/Evaluator:/).check()
    await press(page, 'Send the invitation')
    expect(await textOf(page)).toContain(email)
    const code = await codeTo(catcher, email, INVITED)
    const newcomer = { code, name: 'New colleague', password: GOOD_PASSWORD }
    await test.api().post('/accounts/invitations/accept').send(newcomer).expect(201)

    await page.goto('/organisation/people')
    await page.getByRole('link', { name: 'New colleague' }).click()
    await page.getByLabel(/Buyer:/).check()
    await press(page, 'Give the role')
    expect(await textOf(page)).toContain('The role is given.')
    const theirs = await browsing.open()
    await signIn(theirs, email, GOOD_PASSWORD)
    await theirs.goto('/account')
    expect(await textOf(theirs)).toContain('Buyer: writes requirements')
    await page.getByRole('button', { name: /Take it away.*Buyer:/ }).click()
    expect(await textOf(page)).toContain('The role is taken away.')
    await theirs.reload()
    expect(await textOf(theirs)).not.toContain('Buyer: writes requirements')

    await page.getByRole('link', { name: 'New colleague' }).click()
    await page.getByRole('link', { name: 'Let them go' }).click()
    await pressTwice(page, 'Let them go', '/organisation/people')
    expect(await textOf(page)).toContain('They have left your organisation.')
    expect(await textOf(page)).not.toContain('New colleague')
    await theirs.reload()
    expect(await textOf(theirs)).toContain('You hold no role in any organisation yet.')
  })

  it('who takes a role that somebody took before has done no harm', async () => {
    await hire(test, 'new-judge', 'First Example Council', 'evaluator')
    const { body } = await test.api('organisation-admin').get('/people?limit=100').expect(200)
    const { items } = body as { items: { id: string; email: string }[] }
    const id = String(items.find(({ email }) => email === 'new-judge@example.test')?.id)
    await test.api('organisation-admin').put(`/people/${id}/roles/buyer-author`).expect(204)
    const page = await browsing.open({ as: 'organisation-admin' })
    await page.goto(`/organisation/people/${id}`)
    await test.api('organisation-admin').delete(`/people/${id}/roles/buyer-author`).expect(204)
    await page.getByRole('button', { name: /Take it away.*Buyer:/ }).click()
    expect(await textOf(page)).toContain('The role is taken away.')
    const held = await test.rows<{ role: string }>('SELECT role FROM role_grant WHERE person_id = $1', [id])
    expect(held).toEqual([{ role: 'evaluator' }])
  })

  it('sees nothing of other organisations’ people, other people’s sessions and tokens, and ids that are none', async () => {
    const stranger = await aColleague(test, 'Second Example Authority', 'evaluator')
    const page = await browsing.open({ as: 'organisation-admin' })
    for (const id of [stranger, newId(), 'x'])
      for (const path of ['', '/leave']) expect((await page.goto(`/organisation/people/${id}${path}`))?.status()).toBe(404)
    const [session] = await test.rows<{ id: string }>(
      `SELECT s.id FROM session s JOIN person p ON p.id = s.person_id WHERE p.email = 'auditor@example.test' LIMIT 1`,
    )
    const made = await test
      .api('auditor')
      .post('/api-tokens')
      .send({ name: 'x', scopes: ['read'], expiresInDays: 1 })
      .expect(201)
    const posts = [
      `/account/sessions/${String(session?.id)}/end`,
      `/account/tokens/${(made.body as { id: string }).id}/revoke`,
      `/organisation/people/${stranger}/leave`,
      `/organisation/people/${stranger}/roles/evaluator/take`,
      `/organisation/people/invitations/${newId()}/revoke`,
    ]
    for (const path of posts) {
      const headers = { 'Sec-Fetch-Site': 'same-origin', Origin: browsing.origin }
      const answer = await page.request.post(path, { form: { _key: newId() }, headers })
      expect([path, answer.status()]).toEqual([path, 404])
    }
    await test.api('auditor').get('/notifications').expect(200)
  })

  it('of bids is led from a page that needs a second factor to its set-up, and back', async () => {
    await hire(test, 'new-writer', 'First Example Supplier', 'bid-writer')
    const page = await browsing.open({ as: 'new-writer' })
    expect((await page.goto('/supplier?from=x'))?.status()).toBe(403)
    await page.getByRole('button', { name: 'Go on with a second factor' }).click()
    expect(await textOf(page)).toContain('Then we take you back to where you were.')
    await setUp(page)
    await page.getByRole('button', { name: 'I have kept them' }).click()
    expect(page.url()).toBe(`${browsing.origin}/supplier?from=x`)
    await page.goto('/account/second-factor/set-up')
    expect(pathOf(page)).toBe('/account/second-factor')
  })
})
