import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { londonDay } from '../src/shared/domain/london-time.js'
import { workingDaysAfter } from '../src/shared/domain/working-days.js'
import {
  aCategoryUnder,
  aClaimed,
  act,
  actionsOf,
  aWaiting,
  claim,
  done,
  eventsOf,
  findAllGood,
  inWorkingDays,
  look,
  noInterestIn,
  pageOf,
  productOf,
  supplierOf,
  today,
} from './support/deciding.js'
import { ageSignIn } from './support/openings.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'

describe('Officers who decide on applications', () => {
  let test: TestApp
  let supplierId: string

  beforeAll(async () => {
    test = await TestApp.start()
    supplierId = await supplierOf(test)
    await productOf(test)
  })
  afterAll(() => test.stop())

  it('look into nothing before they declare their interests, and never with one', async () => {
    const id = await aWaiting(test)
    await test.api('procurement-officer').get(`/officer/applications/${id}`).expect(problem(403, 'interests-not-declared'))
    await test.api('procurement-officer').get(`/officer/applications/${id}/record`).expect(problem(403, 'interests-not-declared'))
    await claim(test, id).expect(problem(403, 'interests-not-declared'))
    const declaration = `/suppliers/${supplierId}/interest-declarations`
    expect((await test.api('procurement-officer').get(declaration).expect(200)).body).toMatchObject({ hasInterest: null })
    await noInterestIn(test, supplierId, 'procurement-officer', 'second-officer', 'auditor')
    expect((await test.api('procurement-officer').get(declaration).expect(200)).body).toMatchObject({ hasInterest: false })
    await look(test, id)
    await look(test, id, 'auditor')
    await test.api('senior-officer').post(declaration).send({ hasInterest: true, details: '' }).expect(problem(422, 'interest-unexplained'))
    await test.api('senior-officer').post(declaration).send({ hasInterest: true, details: 'A relative works there.' }).expect(204)
    await test.api('senior-officer').get(`/officer/applications/${id}`).expect(problem(403, 'interest-declared'))
    await claim(test, id, 'senior-officer').expect(problem(403, 'interest-declared'))
    const { body } = await test.api('senior-officer').get('/officer/applications').expect(200)
    expect(body).toMatchObject({ items: [] })
    expect((await test.api('senior-officer').get('/officer/applications/counts').expect(200)).body).toMatchObject({ waiting: 0 })
    expect(await actionsOf(test, id)).toEqual([
      'application.started',
      'application.changed',
      'application.submitted',
      'application.claim-refused',
      'application.claim-refused',
    ])
  })

  it('find what waits by its last day, page by page, and what of it is theirs, nobody’s or overdue', async () => {
    const categoryId = await aCategoryUnder(test, 'pcr2015-dps')
    const id = await aWaiting(test, { categoryId })
    const queue = async (query = ''): Promise<{ ids: string[]; nextCursor: string | null }> => {
      const { body } = await test.api('procurement-officer').get(`/officer/applications${query}`).expect(200)
      const { items, nextCursor } = body as { items: { id: string }[]; nextCursor: string | null }
      return { ids: items.map(each => each.id), nextCursor }
    }
    expect((await queue(`?category=${categoryId}`)).ids).toEqual([id])
    const first = await queue('?limit=1')
    const rest = await queue(`?cursor=${String(first.nextCursor)}`)
    expect([...first.ids, ...rest.ids]).toEqual((await queue()).ids)
    expect((await queue(`?category=${categoryId}&unclaimed=true`)).ids).toEqual([id])
    expect((await queue(`?category=${categoryId}&mine=true`)).ids).toEqual([])
    expect((await queue(`?category=${categoryId}&overdue=false`)).ids).toEqual([id])
    await claim(test, id).expect(200)
    expect((await queue(`?category=${categoryId}&mine=true&state=under-review`)).ids).toEqual([id])
    expect((await queue(`?category=${categoryId}&unclaimed=true`)).ids).toEqual([])
    const counts = await test.api('auditor').get(`/officer/applications/counts?category=${categoryId}`).expect(200)
    expect(counts.body).toMatchObject({ waiting: 1, mine: 0, unclaimed: 0, clarification: 0, overdue: 0, dueSoon: 0 })
    expect((await queue(`?category=${categoryId}&dueSoon=true`)).ids).toEqual([])
    expect((await queue(`?category=${categoryId}&dueSoon=false`)).ids).toEqual([id])
    await test.api('procurement-officer').get('/officer/applications?cursor=abc').expect(problem(400, 'cursor-malformed'))
  })

  it.each([
    [6, 0],
    [5, 1],
    [0, 1],
    [-1, 0],
  ])('find an application as due soon by the figure in force: with %d days left %d', async (days, dueSoon) => {
    const categoryId = await aCategoryUnder(test, 'pcr2015-dps')
    const id = await aWaiting(test, { categoryId })
    await test.rows(`UPDATE application SET due_on = $2::date + $3::int WHERE id = $1`, [id, await today(test), days])
    const counts = await test.api('procurement-officer').get(`/officer/applications/counts?category=${categoryId}`).expect(200)
    expect(counts.body).toMatchObject({ waiting: 1, dueSoon, overdue: days < 0 ? 1 : 0 })
    const { body } = await test.api('procurement-officer').get(`/officer/applications?category=${categoryId}&dueSoon=true`).expect(200)
    expect((body as { items: object[] }).items).toHaveLength(dueSoon)
  })

  it('T6 claim: has one officer for it, of two at once the first, and another only with a reason', async () => {
    const id = await aWaiting(test)
    const claims = await Promise.all([claim(test, id), claim(test, id, 'second-officer')])
    expect(claims.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const [holder, other] =
      claims[0].status === 200 ? (['procurement-officer', 'second-officer'] as const) : (['second-officer', 'procurement-officer'] as const)
    const refused = await claim(test, id, other).expect(problem(409, 'application-claimed'))
    expect((refused.body as { claimedBy: string }).claimedBy).toMatch(/officer/i)
    await claim(test, id, holder).expect(200)
    const { etag, file } = await look(test, id, other)
    const findings = { findings: [{ criterion: file.criteria[0]?.id, met: true, reason: 'Shown.' }] }
    await act(test, id, 'findings', etag, findings, other).expect(problem(409, 'application-claimed'))
    await act(test, id, 'take-over', etag, { reason: ' ' }, other).expect(problem(400, 'invalid-request', '/reason'))
    await act(test, id, 'take-over', '"1"', { reason: 'On leave.' }, other).expect(problem(412, 'stale-version'))
    await done(test, id, 'take-over', { reason: 'The colleague is on leave.' }, other)
    await done(test, id, 'findings', findings, other)
    await act(test, id, 'take-over', (await look(test, id, other)).etag, { reason: 'Mine.' }, other).expect(
      problem(409, 'application-claimed'),
    )
    expect(await eventsOf(test, id)).toEqual(['application.submitted', 'application.claimed'])
    expect(await actionsOf(test, id)).toEqual(
      expect.arrayContaining(['application.claimed', 'application.taken-over', 'application.criteria-found']),
    )
  })

  it('shows each answer as it was given, with its version and its hash verified', async () => {
    const { file } = await look(test, await aClaimed(test))
    expect(file.answers).toHaveLength(44)
    expect(file.answers.every(({ isVerified }) => isVerified)).toBe(true)
    expect(file.answers.filter(({ isClaim }) => isClaim)).toHaveLength(12)
    expect(file.gaps.map(({ code }) => code)).toEqual([
      ...Array<string>(file.criteria.length).fill('criterion'),
      ...Array<string>(12).fill('claim'),
    ])
  })

  it('T6 ask: asks the supplier, whose time for a reply is bounded, while the time for the decision runs on', async () => {
    const id = await aClaimed(test)
    const { etag, file } = await look(test, id)
    const asked = { text: 'Which of the references is for work of this kind?', question: 'L501', replyBy: await inWorkingDays(test, 3) }
    await act(test, id, 'ask', etag, { ...asked, replyBy: await today(test) }).expect(problem(422, 'reply-day-unfit', '/replyBy'))
    await act(test, id, 'ask', etag, { ...asked, replyBy: '2099-01-01' }).expect(problem(422, 'reply-day-unfit', '/replyBy'))
    await act(test, id, 'ask', etag, { ...asked, replyBy: '2026-02-30' }).expect(problem(400, 'invalid-request', '/replyBy'))
    await act(test, id, 'ask', etag, { ...asked, question: 'L999' }).expect(problem(422, 'question-unknown', '/question'))
    const after = await done(test, id, 'ask', asked)
    expect(after.file.application).toMatchObject({ state: 'clarification', dueOn: file.application.dueOn })
    expect(after.file.messages).toEqual([
      expect.objectContaining({ side: 'officer', text: asked.text, question: 'L501', replyBy: asked.replyBy }),
    ])
    const [row] = await test.rows<{ said: Buffer }>('SELECT said FROM application_message WHERE application_id = $1', [id])
    expect(row?.said.includes('references')).toBe(false)
    await act(test, id, 'ask', after.etag, asked).expect(problem(409, 'application-state'))
    await act(test, id, 'resume', after.etag).expect(problem(409, 'reply-awaited'))
    await act(test, id, 'admit', after.etag).expect(problem(409, 'application-state'))
    expect(await eventsOf(test, id)).toEqual(['application.submitted', 'application.claimed', 'application.asked'])
  })

  it('T6 extend, L1 extension (15 WD): extends once, with a reason, to fifteen working days from receipt', async () => {
    const id = await aClaimed(test)
    const { etag, file } = await look(test, id)
    const receivedOn = londonDay(file.application.receivedAt)
    expect(file.application.dueOn).toBe(workingDaysAfter(receivedOn, 10, 'england-and-wales'))
    await act(test, id, 'extend', etag, {}).expect(problem(400, 'invalid-request', '/reason'))
    const after = await done(test, id, 'extend', { reason: 'Two references have to be verified.' })
    expect(after.file.application).toMatchObject({
      dueOn: workingDaysAfter(receivedOn, 15, 'england-and-wales'),
      dueBy: { figure: 'join-decision-extended', workingDays: 15 },
      extensionReason: 'Two references have to be verified.',
    })
    await act(test, id, 'extend', after.etag, { reason: 'Again.' }).expect(problem(409, 'application-extended'))
    expect(await eventsOf(test, id)).toContain('application.extended')
  })

  it('L2 reasonable period: has the marketplace’s own target, which is not extended', async () => {
    const id = await aClaimed(test, { regime: 'pa2023-dynamic-market' })
    const { etag, file } = await look(test, id)
    expect(file.application.dueBy).toMatchObject({ figure: 'join-decision', confidence: 'own-policy' })
    await act(test, id, 'extend', etag, { reason: 'More time.' }).expect(problem(422, 'no-extension'))
    expect(file.finance).toMatchObject({ score: 72, threshold: null, needsOverride: false })
  })

  it('T6 admit, L1 admit all (no cap), T6 no capacity limit, T6 a live competition blocks no decision: admits when nothing is left to find, with what it offers, and no rival is in its way', async () => {
    const categoryId = await aCategoryUnder(test, 'pcr2015-dps')
    const id = await aClaimed(test, { categoryId })
    const before = await look(test, id)
    await act(test, id, 'admit', before.etag).expect(problem(422, 'admission-incomplete', `/${String(before.file.criteria[0]?.id)}`, '/B1'))
    const ready = await findAllGood(test, id)
    expect(ready.file.gaps).toEqual([])
    await act(test, id, 'admit', before.etag).expect(problem(412, 'stale-version'))
    await test.api('procurement-officer').post(`/officer/applications/${id}/admit`).expect(problem(428, 'if-match-missing'))
    await ageSignIn(test, 'procurement-officer')
    await act(test, id, 'admit', ready.etag).expect(problem(403, 'fresh-sign-in-required'))
    await test.signIn('procurement-officer')
    const twice = await Promise.all([act(test, id, 'admit', ready.etag), act(test, id, 'admit', ready.etag)])
    expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect((await look(test, id)).file.application).toMatchObject({ state: 'admitted' })
    expect(
      await test.rows('SELECT state, supplier_size AS size, application_id = $1 AS of_it, offer FROM membership WHERE category_id = $2', [
        id,
        categoryId,
      ]),
    ).toEqual([{ state: 'active', size: 'medium', of_it: true, offer: expect.arrayContaining(['location/london']) as unknown }])
    expect(await eventsOf(test, id)).toEqual(['application.submitted', 'application.claimed', 'application.admitted'])
    await noInterestIn(test, await supplierOf(test, 'rival-admin'), 'procurement-officer')
    const rival = await aClaimed(test, { categoryId, as: 'rival-admin' })
    await findAllGood(test, rival)
    expect((await done(test, rival, 'admit')).file.application.state).toBe('admitted')
  })

  it('T6 reject, T6 no rejection without criterion, L1 tell the applicant: rejects by a criterion that was found not met, with reasons, and the supplier may apply anew', async () => {
    const categoryId = await aCategoryUnder(test, 'pcr2015-dps')
    const id = await aClaimed(test, { categoryId })
    const { etag, file } = await look(test, id)
    const criterionId = String(file.criteria[0]?.id)
    const reasons = 'Two of the three references are for other work.'
    await act(test, id, 'reject', etag, { criterion: criterionId, reasons }).expect(problem(422, 'criterion-not-found-unmet', '/criterion'))
    await act(test, id, 'reject', etag, { reasons }).expect(problem(400, 'invalid-request', '/criterion'))
    const [other] = await test.rows<{ id: string }>('SELECT id FROM selection_criterion WHERE category_id <> $1 LIMIT 1', [categoryId])
    await act(test, id, 'reject', etag, { criterion: other?.id, reasons }).expect(problem(422, 'criterion-unknown', '/criterion'))
    await act(test, id, 'findings', etag, { findings: [{ criterion: other?.id, met: false, reason: 'No.' }] }).expect(
      problem(422, 'finding-unfit', '/findings/0'),
    )
    const found = await done(test, id, 'findings', { findings: [{ criterion: criterionId, met: false, reason: reasons }] })
    await act(test, id, 'reject', found.etag, { criterion: criterionId, reasons: 'No.' }).expect(
      problem(422, 'reasons-too-thin', '/reasons'),
    )
    await done(test, id, 'reject', { criterion: criterionId, reasons })
    const { body } = await test.api('supplier-admin').get(`/applications/${id}`).expect(200)
    expect(body).toMatchObject({ state: 'rejected' })
    expect(await eventsOf(test, id)).toContain('application.rejected')
    await act(test, id, 'admit', (await look(test, id)).etag).expect(problem(409, 'application-state'))
    await aWaiting(test, { categoryId })
  })

  it('criteria version fixed: judges by the criteria that were frozen with the agreement', async () => {
    const id = await aClaimed(test)
    const { file } = await look(test, id)
    const frozen = await test.rows('SELECT id FROM selection_criterion WHERE category_id = $1 ORDER BY number', [
      file.application.categoryId,
    ])
    expect(file.criteria.map(({ id: criterionId }) => ({ id: criterionId }))).toEqual(frozen)
    await expect(
      test.rows('UPDATE selection_criterion SET text = text WHERE category_id = $1', [file.application.categoryId]),
    ).rejects.toThrow()
  })

  it('L3 identity: shows which number of the application is another than the supplier is registered with, and keeps it on record', async () => {
    await test.rows(`UPDATE organisation SET duns = '987654321' WHERE id = $1`, [supplierId])
    const id = await aClaimed(test)
    expect((await look(test, id)).file).toMatchObject({ registered: { duns: '987654321', differing: ['duns'] } })
    expect(await pageOf(test, `/officer/applications/${id}`)).toContain(
      'The application has another number than the supplier is registered with: DUNS.',
    )
    const { body: record } = await test.api('auditor').get(`/officer/applications/${id}/record`).expect(200)
    expect(record).toMatchObject({ registered: { duns: '987654321', differing: ['duns'] } })
  })
})
