import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { newId } from '../src/shared/ids.js'
import { enter, mailTo } from './support/codes.js'
import { actionsOn, joined } from './support/colleagues.js'
import { MailCatcher } from './support/mail-catcher.js'
import { organisationId } from './support/people.js'
import { problem } from './support/problems.js'
import { type Newcomer, TestApp } from './support/test-app.js'

/** Administrators of the demonstration's organisations. */
const SUPPLIERS_ADMIN: Newcomer = 'new-suppliers-admin'

describe('The people of an organisation', () => {
  let catcher: MailCatcher
  let test: TestApp

  beforeAll(async () => {
    catcher = await MailCatcher.start()
    test = await TestApp.start({ working: true, config: { smtpUrl: catcher.url } })
    await enter(test, SUPPLIERS_ADMIN, 'supplier-organisation-admin@example.test', 'demonstration-only')
  })
  afterAll(async () => {
    await test.stop()
    await catcher.close()
  })

  describe('as roles', () => {
    it('are listed for their administrator with what each may do', async () => {
      const { body } = await test.api('organisation-admin').get('/people?limit=100').expect(200)
      const { items } = body as { items: { email: string; roles: string[] }[] }
      expect(items).toContainEqual(expect.objectContaining({ email: 'buyer-author@example.test', roles: ['buyer-author'] }))
      expect(items.map(({ email }) => email)).not.toContain('supplier-admin@example.test')
    })

    it('are given and taken, count with the next request, and everybody concerned is told', async () => {
      const { id, email } = await joined(test, catcher, 'new-colleague', ['evaluator'])
      await test.api('new-colleague').post('/requirements').send({ agreementId: newId() }).expect(problem(403, 'role-missing'))
      await test.api('organisation-admin').put(`/people/${id}/roles/buyer-author`).expect(204)
      await test.api('organisation-admin').put(`/people/${id}/roles/buyer-author`).expect(204)
      await test.api('new-colleague').post('/requirements').send({ agreementId: newId() }).expect(problem(422, 'agreement-unknown'))
      await mailTo(catcher, email, 'A role was granted in your organisation')
      await test.api('organisation-admin').delete(`/people/${id}/roles/buyer-author`).expect(204)
      await test.api('new-colleague').post('/requirements').send({ agreementId: newId() }).expect(problem(403, 'role-missing'))
      expect((await mailTo(catcher, email, 'A role was taken in your organisation')).text).toContain('Now holds: evaluator')
      expect(await actionsOn(test, id)).toEqual(expect.arrayContaining(['role.granted', 'role.revoked']))
    })

    it('are given by no administrator of a public body to themself, and by the one of a supplier, who may be alone', async () => {
      const own = async (who: 'organisation-admin' | Newcomer): Promise<string> =>
        ((await test.api(who).get('/account').expect(200)).body as { person: { id: string } }).person.id
      await test
        .api('organisation-admin')
        .put(`/people/${await own('organisation-admin')}/roles/buyer-approver`)
        .expect(problem(403, 'own-role'))
      await test
        .api(SUPPLIERS_ADMIN)
        .put(`/people/${await own(SUPPLIERS_ADMIN)}/roles/bid-writer`)
        .expect(204)
      await test
        .api(SUPPLIERS_ADMIN)
        .put(`/people/${await own(SUPPLIERS_ADMIN)}/roles/evaluator`)
        .expect(problem(422, 'role-does-not-fit'))
      await test
        .api(SUPPLIERS_ADMIN)
        .put(`/people/${await own(SUPPLIERS_ADMIN)}/roles/emperor`)
        .expect(problem(404, 'not-found'))
    })

    it('of others’ people are as good as none', async () => {
      const [stranger] = await test.rows<{ id: string }>(`SELECT id FROM person WHERE email = 'supplier-admin@example.test'`)
      for (const id of [String(stranger?.id), newId()]) {
        await test.api('organisation-admin').put(`/people/${id}/roles/evaluator`).expect(problem(404, 'not-found'))
        await test.api('organisation-admin').delete(`/people/${id}/roles/evaluator`).expect(problem(404, 'not-found'))
        await test.api('organisation-admin').delete(`/people/${id}`).expect(problem(404, 'not-found'))
      }
    })
  })

  describe('who leave', () => {
    it('are out with the next request, can sign in still, and see nothing', async () => {
      const { id, email } = await joined(test, catcher, 'new-leaver', ['buyer-author'])
      await test.api('new-leaver').get('/requirements?scope=own').expect(200)
      await test.api('organisation-admin').delete(`/people/${id}`).expect(204)
      await test.api('new-leaver').post('/requirements').send({ agreementId: newId() }).expect(problem(403, 'role-missing'))
      await test.api('new-leaver').get('/notifications').set('X-Organisation', await organisationId(test, 'First Example Council'))
        .expect(problem(403, 'organisation-not-yours')) // prettier-ignore
      await mailTo(catcher, email, 'Somebody was removed from an organisation')
      await enter(test, 'new-leaver', email)
      expect((await test.api('new-leaver').get('/account').expect(200)).body).toMatchObject({ organisations: [] })
      await test.api('organisation-admin').delete(`/people/${id}`).expect(problem(404, 'not-found'))
    })

    it('are never the last administrator', async () => {
      const { body } = await test.api(SUPPLIERS_ADMIN).get('/account').expect(200)
      const { id } = (body as { person: { id: string } }).person
      await test.api(SUPPLIERS_ADMIN).delete(`/people/${id}`).expect(problem(409, 'last-administrator'))
      await test.api(SUPPLIERS_ADMIN).delete(`/people/${id}/roles/organisation-admin`).expect(problem(409, 'last-administrator'))
      await test.api(SUPPLIERS_ADMIN).get('/people').expect(200)
      expect(await actionsOn(test, id)).toEqual(expect.arrayContaining(['person.removal-refused', 'role.revocation-refused']))
    })

    it('leave one administrator, however many remove each other at once', async () => {
      for (let round = 0; round < 5; round += 1) {
        const crowd: { newcomer: Newcomer; id: string }[] = []
        for (let each = 0; each < 3; each += 1) {
          const newcomer: Newcomer = `new-admin-${round}-${each}`
          crowd.push({ newcomer, ...(await joined(test, catcher, newcomer, ['organisation-admin'], SUPPLIERS_ADMIN)) })
        }
        const { body } = await test.api(SUPPLIERS_ADMIN).get('/account').expect(200)
        const everybody = [...crowd, { newcomer: SUPPLIERS_ADMIN, id: (body as { person: { id: string } }).person.id }]
        await Promise.all(
          everybody.flatMap(({ newcomer }, place) =>
            everybody.filter((_, other) => other !== place).map(({ id }) => test.api(newcomer).delete(`/people/${id}`)),
          ),
        )
        const left = await test.rows<{ email: string }>(
          `SELECT p.email FROM role_grant g JOIN person p ON p.id = g.person_id
           WHERE g.organisation_id = $1 AND g.role = 'organisation-admin'`,
          [await organisationId(test, 'First Example Supplier')],
        )
        expect(left).toHaveLength(1)
        await test.rows(
          `INSERT INTO role_grant (person_id, organisation_id, organisation_kind, role)
           SELECT p.id, $1, 'supplier', 'organisation-admin' FROM person p WHERE p.email = 'supplier-organisation-admin@example.test' ON CONFLICT DO NOTHING`,
          [await organisationId(test, 'First Example Supplier')],
        )
        await test.rows(
          `DELETE FROM role_grant g USING person p WHERE p.id = g.person_id AND g.organisation_id = $1 AND g.role = 'organisation-admin' AND p.email LIKE 'somebody-%'`,
          [await organisationId(test, 'First Example Supplier')],
        )
      }
    })
  })
})
