import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { anAddress, codeTo, enter, GOOD_PASSWORD, INVITED, mailTo, register } from './support/codes.js'
import { actionsOn, invite, joined } from './support/colleagues.js'
import { MailCatcher } from './support/mail-catcher.js'
import { organisationId } from './support/people.js'
import { problem } from './support/problems.js'
import { type Newcomer, TestApp } from './support/test-app.js'
import { eventsHandled } from './support/world.js'

describe('People who are invited', () => {
  let catcher: MailCatcher
  let test: TestApp

  beforeAll(async () => {
    catcher = await MailCatcher.start()
    test = await TestApp.start({ working: true, config: { smtpUrl: catcher.url } })
  })
  afterAll(async () => {
    await test.stop()
    await catcher.close()
  })

  it('join with the mailed code, a name and a password, and act in their roles at once', async () => {
    const email = anAddress()
    const { body } = await invite(test, email, ['evaluator', 'buyer-author']).expect(201)
    expect(body).toMatchObject({ email, roles: ['buyer-author', 'evaluator'], state: 'waiting' })
    const code = await codeTo(catcher, email, INVITED)
    const look = await test.api().post('/accounts/invitations/look').send({ code }).expect(200)
    expect(look.body).toMatchObject({ organisationName: expect.stringContaining('First Example Council'), email, hasAccount: false })
    await test.api().post('/accounts/invitations/accept').send({ code, name: 'New author', password: GOOD_PASSWORD }).expect(201)
    await enter(test, 'new-author', email)
    expect((await test.api('new-author').get('/account').expect(200)).body).toMatchObject({
      organisations: [{ id: await organisationId(test, 'First Example Council'), roles: ['buyer-author', 'evaluator'] }],
    })
    await test.api('new-author').get('/requirements?scope=own').expect(200)
    await mailTo(catcher, 'organisation-admin@example.test', 'Somebody joined your organisation')
    const { id } = body as { id: string }
    expect(await actionsOn(test, id)).toEqual(['invitation.sent', 'invitation.accepted'])
    const { body: list } = await test.api('organisation-admin').get('/people/invitations').expect(200)
    expect((list as { items: object[] }).items).toContainEqual(expect.objectContaining({ id, state: 'accepted' }))
  })

  it('join as the people they are already, and only under the invited address', async () => {
    const email = await register(test, catcher, 'new-joiner')
    await register(test, catcher, 'new-other')
    await invite(test, email.toUpperCase(), ['evaluator']).expect(201)
    const code = await codeTo(catcher, email, INVITED)
    const accept = (who: Newcomer) => test.api(who).post('/account/invitations/accept').set('Idempotency-Key', 'join').send({ code })
    await test
      .api()
      .post('/accounts/invitations/accept')
      .send({ code, name: 'x', password: GOOD_PASSWORD })
      .expect(problem(409, 'account-exists'))
    await accept('new-other').expect(problem(422, 'invited-under-another-address'))
    const joined = await accept('new-joiner').expect(200)
    expect(joined.body).toMatchObject({ organisations: [{ roles: ['evaluator'] }] })
    expect((await accept('new-joiner').expect(200)).body).toEqual(joined.body)
    await test.api('new-joiner').post('/account/invitations/accept').send({ code }).expect(problem(422, 'code-not-valid'))
  })

  it('may be invited again with a new code, and the one before is worth nothing', async () => {
    const email = anAddress()
    const { body } = await invite(test, email, ['evaluator']).expect(201)
    const { id } = body as { id: string }
    const first = await codeTo(catcher, email, INVITED)
    await invite(test, email, ['evaluator']).expect(problem(409, 'already-invited'))
    await test.api('organisation-admin').post(`/people/invitations/${id}/resend`).expect(200)
    await eventsHandled(test)
    await test.api().post('/accounts/invitations/look').send({ code: first }).expect(problem(422, 'code-not-valid'))
    await test.api('organisation-admin').post(`/people/invitations/${id}/revoke`).expect(200)
    await test.api('organisation-admin').post(`/people/invitations/${id}/resend`).expect(problem(409, 'invitation-state'))
    await test.api('organisation-admin').post(`/people/invitations/${id}/revoke`).expect(problem(409, 'invitation-state'))
    expect(await actionsOn(test, id)).toEqual(
      expect.arrayContaining(['invitation.sent', 'invitation.resent', 'invitation.revoked', 'invitation.resend-refused']),
    )
    const { body: again } = await invite(test, email, ['evaluator']).expect(201)
    expect((again as { id: string }).id).not.toBe(id)
    await invite(test, anAddress(), ['evaluator']).set('Idempotency-Key', 'bad key').expect(problem(400, 'idempotency-key-malformed'))
  })

  it('find the code worth nothing after it was revoked, after a week, and once whoever sent it is administrator no more', async () => {
    const look = (code: string) => test.api().post('/accounts/invitations/look').send({ code })
    const accept = (code: string) => test.api().post('/accounts/invitations/accept').send({ code, name: 'x', password: GOOD_PASSWORD })
    const [revoked, late, orphaned] = [anAddress(), anAddress(), anAddress()]
    const { body } = await invite(test, revoked, ['evaluator']).expect(201)
    const ofRevoked = await codeTo(catcher, revoked, INVITED)
    await test
      .api('organisation-admin')
      .post(`/people/invitations/${(body as { id: string }).id}/revoke`)
      .expect(200)
    await accept(ofRevoked).expect(problem(422, 'code-not-valid'))

    const second = await joined(test, catcher, 'new-second-admin', ['organisation-admin'])
    await invite(test, orphaned, ['evaluator'], 'new-second-admin').expect(201)
    const ofOrphaned = await codeTo(catcher, orphaned, INVITED)
    await test.api('organisation-admin').delete(`/people/${second.id}`).expect(204)
    await look(ofOrphaned).expect(200)
    await accept(ofOrphaned).expect(problem(422, 'code-not-valid'))

    await invite(test, late, ['evaluator']).expect(201)
    const ofLate = await codeTo(catcher, late, INVITED)
    await test.moveClock('7 days 1 second')
    await accept(ofLate).expect(problem(422, 'code-not-valid'))
    await test.signIn('organisation-admin')
  })

  it('get only roles that there are in the organisation, and nobody invites a colleague or themself', async () => {
    await invite(test, anAddress(), ['evaluator', 'supplier-admin']).expect(problem(422, 'role-does-not-fit'))
    await invite(test, anAddress(), ['procurement-officer']).expect(problem(422, 'role-does-not-fit'))
    await invite(test, 'Buyer-Author@example.test', ['evaluator']).expect(problem(409, 'already-a-colleague'))
    await invite(test, 'organisation-admin@example.test', ['buyer-approver']).expect(problem(403, 'own-role'))
  })

  it('are told apart by nobody from people who have no account', async () => {
    const known = await invite(test, 'auditor@example.test', ['evaluator']).expect(201)
    const unknown = await invite(test, anAddress(), ['evaluator']).expect(201)
    expect(Object.keys(known.body as object)).toEqual(Object.keys(unknown.body as object))
  })

  it('are invited once, whatever is repeated', async () => {
    const email = anAddress()
    const once = () => invite(test, email, ['evaluator']).set('Idempotency-Key', 'double-click')
    const [first, second] = [await once().expect(201), await once().expect(201)]
    expect(second.body).toEqual(first.body)
    const racers = anAddress()
    const answers = await Promise.all(Array.from({ length: 5 }, () => invite(test, racers, ['evaluator'])))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409])
  })

  it('are mailed three times an hour and no more', async () => {
    const { body } = await invite(test, anAddress(), ['evaluator']).expect(201)
    const resend = () => test.api('organisation-admin').post(`/people/invitations/${(body as { id: string }).id}/resend`)
    await resend().expect(200)
    await resend().expect(200)
    const refused = await resend().expect(problem(429, 'too-many-mails'))
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_000)
  })
})
