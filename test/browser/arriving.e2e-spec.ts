import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'

import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { anAddress, codeTo, GOOD_PASSWORD, INVITED, lastCode, mailTo, RESET } from '../support/codes.js'
import type { MailCatcher } from '../support/mail-catcher.js'
import { arrive, aRegistration } from '../support/people.js'
import { setUpSecondFactor } from '../support/second-factor.js'
import type { Newcomer, Player, TestApp } from '../support/test-app.js'
import type { Browsing } from './browsing.js'
import { type MailedMarket, startMailedMarket } from './mailed-market.js'
import { fill, follow, pathOf, registerSupplier, signIn, textOf } from './newcomer.js'
import { press, pressTwice } from './send-elsewhere.js'

describe('In a browser without script, a newcomer', () => {
  let market: MailedMarket
  let catcher: MailCatcher
  let test: TestApp
  let browsing: Browsing

  beforeAll(async () => {
    market = await startMailedMarket()
    ;({ catcher, test, browsing } = market)
  })
  afterEach(() => browsing.close())
  afterAll(() => market.stop())

  it('accepts an invitation with an account that is made for it', async () => {
    const email = anAddress()
    await test
      .api('organisation-admin')
      .post('/people/invitations')
      .send({ email, roles: ['evaluator'] })
      .expect(201)
    const { text } = await mailTo(catcher, email, INVITED)
    expect(text).toContain(`${test.config.publicUrl}/invitation`)
    const page = await browsing.open()
    await page.goto('/sign-in')
    await follow(page, 'Accept an invitation')
    await fill(page, { 'Code from the mail': await codeTo(catcher, email, INVITED) })
    await press(page, 'Continue')
    expect(await textOf(page)).toContain('Join First Example Council')
    expect(await textOf(page)).toContain('Evaluator: judges bids')
    await fill(page, { 'Your name': 'Newcomer', 'New password': 'short' })
    await press(page, 'Accept and create the account')
    expect(await page.title()).toMatch(/^Error: /)
    await fill(page, { 'New password': GOOD_PASSWORD })
    await press(page, 'Accept and create the account')
    await signIn(page, email, GOOD_PASSWORD)
    expect(await page.locator('.market-account__who').innerText()).toContain('acting for First Example Council')
  })

  it('who has an account joins with it by two clicks on one button, once', async () => {
    await arrive(test, 'new-joiner')
    const roles = ['evaluator']
    await test.api('organisation-admin').post('/people/invitations').send({ email: 'new-joiner@example.test', roles }).expect(201)
    const page = await browsing.open({ as: 'new-joiner' })
    await page.goto('/invitation')
    await fill(page, { 'Code from the mail': await lastCode(test, 'new-joiner@example.test') })
    await press(page, 'Continue')
    await pressTwice(page, 'Accept the invitation', '/')
    expect(await page.locator('.market-account__who').innerText()).toContain('acting for First Example Council')
    expect(
      await test.rows(`SELECT FROM audit_event WHERE action = 'invitation.accepted' AND person_id = $1`, [await idOf('new-joiner')]),
    ).toHaveLength(1)
  })

  it('registers an organisation by two clicks, once, and keeps what was typed where it is refused', async () => {
    await arrive(test, 'new-quick')
    const page = await browsing.open({ as: 'new-quick' })
    await registerSupplier(page, '<b>Ninth</b> Example Supplier', '12')
    await press(page, 'Send it to the officers')
    expect(await page.getByLabel('Official name').inputValue()).toBe('<b>Ninth</b> Example Supplier')
    await page.getByRole('link', { name: 'A DUNS number has nine digits, such as 12-345-6789.' }).click()
    expect(new URL(page.url()).hash).toBe('#duns')
    await fill(page, { 'DUNS number': '234567891' })
    await pressTwice(page, 'Send it to the officers', '/organisation/registrations')
    expect(await textOf(page)).toContain('<b>Ninth</b> Example Supplier')
    expect(await page.getByRole('button', { name: 'Withdraw' }).count()).toBe(1)
    await press(page, 'Withdraw')
    expect(await textOf(page)).toContain('The registration is withdrawn.')
  })

  const officersAtOnce = async (id: string): Promise<string[]> => {
    const pages = await Promise.all((['procurement-officer', 'second-officer'] as const).map(as => browsing.open({ as })))
    await Promise.all(pages.map(page => page.goto(`/officer/registrations/${id}`)))
    await pages[1]?.getByLabel('Reason', { exact: true }).fill('The number belongs to another firm.')
    await Promise.all(pages.map((page, place) => press(page, place === 0 ? 'Approve the organisation' : 'Refuse the organisation')))
    return Promise.all(pages.map(textOf))
  }

  it('is decided on once by two officers at the same moment, and the second is shown how it stands', async () => {
    const id = await aRegistration(test)
    const texts = await officersAtOnce(id)
    expect(texts.filter(text => /The organisation is (approved|refused)/.test(text))).toHaveLength(1)
    expect(texts.filter(text => text.includes('settled by somebody else a moment ago'))).toHaveLength(1)
    expect(await test.rows(`SELECT FROM registration WHERE id = $1 AND state IN ('approved', 'refused')`, [id])).toHaveLength(1)
  })

  it('sets a new password and keeps the second factor, whose recovery code signs in', async () => {
    await arrive(test, 'new-forgetful')
    const email = 'new-forgetful@example.test'
    const { phone, recoveryCodes } = await setUpSecondFactor(test, 'new-forgetful')
    const page = await browsing.open({ as: 'new-forgetful' })
    await page.goto('/reset-password')
    await fill(page, { 'E-mail address': email })
    await press(page, 'Mail me a code')
    const code = await codeTo(catcher, email, RESET)
    const give = async (oneTimeCode: string): Promise<void> => {
      await fill(page, { 'Code from the mail': code, 'New password': GOOD_PASSWORD, 'Security code, if you have set one up': oneTimeCode })
      await press(page, 'Set the new password')
    }
    await give('')
    expect(await textOf(page)).toContain('Enter the code that your app shows now, or one of your recovery codes.')
    await give(String(recoveryCodes[0]))
    expect(await textOf(page)).toContain('Your new password is set')
    await signIn(page, email, PASSWORD)
    expect(await textOf(page)).toContain('The e-mail address or the password is not right.')
    await signIn(page, email, GOOD_PASSWORD)
    await fill(page, { 'Enter your security code': String(recoveryCodes[0]) })
    await press(page, 'Continue')
    expect(await textOf(page)).toContain('The code is not right, or was used before.')
    await fill(page, { 'Enter your security code': await phone.nextCode() })
    await press(page, 'Continue')
    expect(pathOf(page)).toBe('/organisation')
    expect(await page.locator('.market-account__who').innerText()).toContain('new-forgetful')
  })

  it('confirms a changed address without being signed in', async () => {
    await arrive(test, 'new-moving')
    const email = anAddress()
    await test.api('new-moving').post('/account/email-change').send({ email, password: PASSWORD }).expect(202)
    const page = await browsing.open()
    await page.goto('/confirm-email')
    await fill(page, { 'Code from the mail': await lastCode(test, email) })
    await press(page, 'Confirm the address')
    expect(await textOf(page)).toContain('Your new e-mail address counts from now on.')
    await page.goto('/sign-in')
    await signIn(page, email, PASSWORD)
    expect(pathOf(page)).toBe('/organisation')
  })

  const idOf = async (player: Player | Newcomer): Promise<string> => {
    const [row] = await test.rows<{ id: string }>('SELECT id FROM person WHERE email = $1', [`${player}@example.test`])
    return String(row?.id)
  }
})
