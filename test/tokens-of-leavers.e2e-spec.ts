import { afterAll, beforeAll, describe, it } from '@jest/globals'

import { codeTo, RESET } from './support/codes.js'
import { MailCatcher } from './support/mail-catcher.js'
import { hire } from './support/people.js'
import { problem } from './support/problems.js'
import { type Newcomer, TestApp } from './support/test-app.js'
import { placeIn } from './support/world.js'

describe('An API token stops at once', () => {
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

  const hired = async (who: Newcomer): Promise<string> => {
    await hire(test, who, 'First Example Council', 'buyer-author')
    const [row] = await test.rows<{ id: string }>('SELECT id FROM person WHERE email = $1', [`${who}@example.test`])
    return String(row?.id)
  }

  const make = async (who: Newcomer): Promise<(route: string) => ReturnType<TestApp['call']>> => {
    const wanted = { name: 'Nightly export', scopes: ['read', 'buy'], expiresInDays: 30 }
    const { body } = await test.api(who).post('/api-tokens').send(wanted).expect(201)
    return route => test.call(route).set('Authorization', `Bearer ${(body as { token: string }).token}`)
  }

  it('when its owner is taken the role that it needs, and altogether when they are let go', async () => {
    const id = await hired('new-leaver')
    const byToken = await make('new-leaver')
    const { agreementId } = await placeIn(test, 'PRACTICE')
    await byToken('POST /requirements').send({ agreementId }).expect(201)
    await test.api('organisation-admin').put(`/people/${id}/roles/evaluator`).expect(204)
    await test.api('organisation-admin').delete(`/people/${id}/roles/buyer-author`).expect(204)
    await byToken('POST /requirements').send({ agreementId }).expect(problem(403, 'scope-missing'))
    await byToken('GET /notifications').expect(200)
    await test.api('organisation-admin').delete(`/people/${id}`).expect(204)
    await byToken('GET /notifications').expect(problem(401, 'not-signed-in'))
  })

  it('when the password is set anew: whoever had the old one may have made it', async () => {
    await hired('new-forgetful')
    const byToken = await make('new-forgetful')
    await byToken('GET /notifications').expect(200)
    const email = 'new-forgetful@example.test'
    await test.api().post('/accounts/password-reset').send({ email }).expect(202)
    const reset = { code: await codeTo(catcher, email, RESET), password: 'seven grey herons over wet slate' }
    await test.api().post('/accounts/password-reset/confirm').send(reset).expect(204)
    await byToken('GET /notifications').expect(problem(401, 'not-signed-in'))
  })
})
