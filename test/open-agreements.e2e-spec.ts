import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { anOpenAgreement, aProposedAgreement, end, moveOften } from './support/agreements.js'
import { hire } from './support/people.js'
import { problem } from './support/problems.js'
import { dayIn } from './support/standing.js'
import { TestApp } from './support/test-app.js'
import { placeIn } from './support/world.js'

describe('An agreement that is open', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    await hire(test, 'new-senior', 'Marketplace Operator', 'senior-officer')
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const open = (id: string, etag: string, player: 'senior-officer' | 'new-senior' = 'senior-officer') =>
    test.api(player).post(`/agreement-drafts/${id}/open`).set('If-Match', etag)

  const move = (id: string, validUntil: string, etag = '"1"') =>
    test
      .api('senior-officer')
      .post(`/agreements/${id}/change-validity`)
      .set('If-Match', etag)
      .send({ validUntil, reason: 'The board asked for it.' })

  it('moves its last day for a reason that everybody reads, never past the law or into the past (L1 validity stated and changed)', async () => {
    const id = await anOpenAgreement(test)
    await move(id, '2029-02-24').expect(problem(422, 'laxer-than-law', '/validUntil'))
    await move(id, '2020-01-01').expect(problem(422, 'last-day-unfit', '/validUntil'))
    const { body } = await move(id, '2029-02-23').expect(200)
    expect(body).toMatchObject({
      revision: 2,
      validUntil: '2029-02-24T00:00:00.000000Z',
      changes: [{ kind: 'validity', reason: 'The board asked for it.' }],
    })
    await move(id, '2029-02-23', '"2"').expect(problem(422, 'last-day-unfit'))
    await move(id, '2029-01-31').expect(problem(412, 'stale-version'))
  })

  it('shows its latest changes and where the earlier ones are, on pages that leave out none', async () => {
    const id = await anOpenAgreement(test)
    await moveOften(test, id, 27)
    const { body } = await test.api().get(`/agreements/${id}`).expect(200)
    const { changes, changesCursor } = body as { changes: { revision: number }[]; changesCursor: string }
    const earlier = await test.api().get(`/agreements/${id}/changes?cursor=${changesCursor}`).expect(200)
    expect(earlier.body).toMatchObject({ items: [{ revision: 3 }, { revision: 2 }], nextCursor: null })
    expect(changes.map(({ revision }) => revision)).toEqual(Array.from({ length: 25 }, (_, place) => 28 - place))
    const whole = await test.api().get(`/agreements/${id}/changes?limit=27`).expect(200)
    expect((whole.body as { items: object[] }).items.slice(0, 25)).toEqual(changes)
    await test.api().get(`/agreements/${id}/changes?cursor=x`).expect(problem(400, 'cursor-malformed'))
  })

  it('has no changes for whoever may not know it', async () => {
    const { agreementId } = await placeIn(test, 'PRACTICE')
    await test.api().get(`/agreements/${agreementId}/changes`).expect(problem(404, 'not-found'))
    await test.api('bid-writer').get(`/agreements/${agreementId}/changes`).expect(200, { items: [], nextCursor: null })
  })

  it.each(['closed', 'terminated'] as const)('is %s once, and takes no new requirements then (L1 may end early)', async as => {
    const id = await anOpenAgreement(test)
    await end(test, id, as)
    await move(id, '2029-01-31', '"2"').expect(problem(409, 'agreement-state'))
    const again = { as, reason: 'x' }
    await test
      .api('senior-officer')
      .post(`/agreements/${id}/end`)
      .set('If-Match', '"2"')
      .send(again)
      .expect(problem(409, 'agreement-state'))
    await test
      .api('buyer-author')
      .post('/requirements')
      .send({ agreementId: id, title: 'x' })
      .expect(problem(422, 'agreement-not-valid', '/agreementId'))
    const { body } = await test.api().get(`/agreements/${id}`).expect(200)
    expect(body).toMatchObject({ state: as, changes: [{ kind: as, reason: 'It has served its purpose.' }] })
  })

  it('is ended by somebody who wrote no part of it, with a fresh sign-in', async () => {
    const { id, etag } = await aProposedAgreement(test, {}, 'senior-officer')
    await open(id, etag, 'new-senior').expect(200)
    const ending = (player: 'senior-officer' | 'new-senior') =>
      test.api(player).post(`/agreements/${id}/end`).set('If-Match', '"1"').send({ as: 'closed', reason: 'It has served its purpose.' })
    await ending('senior-officer').expect(problem(403, 'agreement-ending-not-yours'))
    await test.rows(`UPDATE session SET proved_at = proved_at - interval '1 day'`)
    await ending('new-senior').expect(problem(403, 'fresh-sign-in-required'))
    await test.signInAll()
    await ending('new-senior').expect(200)
    const told = await test.rows<{ action: string }>('SELECT action FROM audit_event WHERE subject_id = $1', [id])
    expect(told.map(({ action }) => action)).toEqual(expect.arrayContaining(['agreement.end-refused', 'agreement.closed']))
  })

  it('sets a levy that was left empty once, and has no more categories or criteria', async () => {
    const id = await anOpenAgreement(test)
    const set = (etag: string, levyBasisPoints = 75) =>
      test
        .api('senior-officer')
        .post(`/agreements/${id}/set-levy`)
        .set('If-Match', etag)
        .send({ levyBasisPoints, reason: 'The rate is known now.' })
    const { body } = await set('"1"').expect(200)
    expect(body).toMatchObject({ levyBasisPoints: 75, revision: 2, changes: [{ kind: 'levy', reason: 'The rate is known now.' }] })
    await set('"2"', 50).expect(problem(409, 'levy-set'))
    await expect(test.rows('UPDATE agreement SET levy_basis_points = 50 WHERE id = $1', [id])).rejects.toThrow('frozen when it opens')
    await expect(
      test.rows(`INSERT INTO category (id, agreement_id, code, title) VALUES (gen_random_uuid(), $1, 'late', 'Late')`, [id]),
    ).rejects.toThrow('come with their agreement')
    await expect(
      test.rows(
        `INSERT INTO selection_criterion (id, category_id, number, text) SELECT gen_random_uuid(), id, 9, 'Late' FROM category WHERE agreement_id = $1`,
        [id],
      ),
    ).rejects.toThrow('come with their agreement')
  })

  it('expires by the clock alone when its last day in London is over', async () => {
    const today = await dayIn(test, 0)
    const id = await anOpenAgreement(test, { validUntil: today })
    const waiting = await aProposedAgreement(test, { validUntil: today })
    await test.moveClock('25 hours')
    await test.signInAll()
    await open(waiting.id, waiting.etag).expect(problem(422, 'agreement-incomplete', '/validUntil'))
    expect((await test.api().get(`/agreements/${id}`).expect(200)).body).toMatchObject({ state: 'expired' })
    await move(id, '2029-01-31').expect(problem(409, 'agreement-state'))
  })
})
