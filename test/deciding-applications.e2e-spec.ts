import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { londonDay } from '../src/shared/domain/london-time.js'
import { workingDaysAfter } from '../src/shared/domain/working-days.js'
import { listAnswers } from '../src/modules/library/library-queries.js'
import { pinAnswers } from '../src/modules/applications/pinned-answers.js'
import { UnitOfWork } from '../src/shared/database/unit-of-work.js'
import type { Actor } from '../src/shared/domain/actor.js'
import { newId } from '../src/shared/ids.js'
import { Sealing } from '../src/shared/sealing.js'
import { end } from './support/agreements.js'
import {
  act,
  aCategoryUnder,
  aClaimed,
  aWaiting,
  claim,
  done,
  findAllGood,
  look,
  noInterestIn,
  productOf,
  rejectIt,
  supplierOf,
} from './support/deciding.js'
import { aClaim, saveAnswer } from './support/library.js'
import { grant, organisationId, revoke } from './support/people.js'
import { ageSignIn } from './support/openings.js'
import { problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'
import { inSeconds } from './support/world.js'

describe('Officers who decide on applications', () => {
  let test: TestApp
  let supplierId: string

  beforeAll(async () => {
    test = await TestApp.start()
    supplierId = await supplierOf(test)
    await productOf(test)
  })
  afterAll(() => test.stop())

  const today = async (): Promise<string> => londonDay(await inSeconds(test, 0))
  const inDays = async (days: number): Promise<string> => workingDaysAfter(await today(), days, 'england-and-wales')
  const actionsOf = async (id: string): Promise<string[]> =>
    (await test.rows<{ action: string }>('SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY sequence', [id])).map(
      ({ action }) => action,
    )
  const eventsOf = async (id: string): Promise<string[]> =>
    (
      await test.rows<{ type: string }>(`SELECT type FROM outbox_event WHERE payload->>'applicationId' = $1 ORDER BY created_at, id`, [id])
    ).map(({ type }) => type)

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
    expect(await actionsOf(id)).toEqual([
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
    expect(counts.body).toEqual({ waiting: 1, mine: 0, unclaimed: 0, clarification: 0, overdue: 0 })
    await test.api('procurement-officer').get('/officer/applications?cursor=abc').expect(problem(400, 'cursor-malformed'))
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
    expect(await eventsOf(id)).toEqual(['application.submitted', 'application.claimed'])
    expect(await actionsOf(id)).toEqual(
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
    const asked = { text: 'Which of the references is for work of this kind?', question: 'L501', replyBy: await inDays(3) }
    await act(test, id, 'ask', etag, { ...asked, replyBy: await today() }).expect(problem(422, 'reply-day-unfit', '/replyBy'))
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
    expect(await eventsOf(id)).toEqual(['application.submitted', 'application.claimed', 'application.asked'])
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
    expect(await eventsOf(id)).toContain('application.extended')
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
    expect(await eventsOf(id)).toEqual(['application.submitted', 'application.claimed', 'application.admitted'])
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
    expect(await eventsOf(id)).toContain('application.rejected')
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

  it('J finance: asks for a reason where the score is below the figure, for the version that was given', async () => {
    const scored = (score: string) => ({
      values: { scored: 'yes', provider: 'A rating agency', score, highest: '100', scoredOn: '2026-01-15' },
    })
    await saveAnswer(test, 'L301', scored('34'))
    const id = await aClaimed(test)
    await saveAnswer(test, 'L301', scored('72'))
    await findAllGood(test, id)
    const { file, etag } = await look(test, id)
    expect(file.finance).toMatchObject({ score: 34, threshold: 35, needsOverride: true })
    expect(file.gaps).toEqual([expect.objectContaining({ code: 'finance' })])
    await act(test, id, 'admit', etag).expect(problem(422, 'admission-incomplete', '/finance'))
    expect((await done(test, id, 'finance-override', { reason: 'A parent stands surety for it.' })).file.gaps).toEqual([])
    await done(test, id, 'admit')
    const other = await aClaimed(test)
    await act(test, other, 'finance-override', (await look(test, other)).etag, { reason: 'Why not.' }).expect(
      problem(422, 'nothing-to-override'),
    )
  })

  const yes = {
    values: { applies: 'yes' },
    rows: [
      {
        who: 'own',
        what: 'A fine for late accounts.',
        when: '2025-05-01',
        measures: 'Accounts are filed by an agent now.',
        evidence: 'A letter of May.',
      },
    ],
  }

  it('J exclusion, L2 exclusion on application: decides on a ground by both findings, after the reply or its last day, and tells of it by a day', async () => {
    await saveAnswer(test, 'L202', yes)
    const id = await aClaimed(test, { regime: 'pa2023-dynamic-market' })
    await saveAnswer(test, 'L202', { values: { applies: 'no' } })
    await findAllGood(test, id)
    const { file, etag } = await look(test, id)
    expect(file.grounds.find(({ ground }) => ground === 'L202')).toMatchObject({ kind: 'mandatory', saysYes: true, case: null })
    expect(file.grounds.map(({ ground }) => ground)).not.toContain('L206')
    expect(file.gaps).toEqual([expect.objectContaining({ code: 'exclusion-undecided', about: 'L202' })])
    const raised = { ground: 'L202', evidence: 'What the supplier says itself.', replyBy: await inDays(2) }
    await act(test, id, 'exclusions', etag, { ...raised, ground: 'L206' }).expect(problem(422, 'ground-unknown', '/ground'))
    await act(test, id, 'exclusions', etag, { ...raised, replyBy: await today() }).expect(problem(422, 'reply-day-unfit', '/replyBy'))
    const after = await done(test, id, 'exclusions', raised)
    await act(test, id, 'exclusions', after.etag, raised).expect(problem(409, 'ground-raised'))
    const caseId = String(after.file.grounds.find(({ ground }) => ground === 'L202')?.case?.id)
    const decision = { applies: true, likelyToRecur: true, outcome: 'excluded', reason: 'Nothing keeps it from happening again.' }
    const decide = (body: object, tag: string) => act(test, id, `exclusions/${caseId}/decide`, tag, body)
    await decide({ ...decision, outcome: 'excludable-let-in' }, after.etag).expect(problem(422, 'outcome-unfit', '/outcome'))
    await decide({ ...decision, likelyToRecur: false }, after.etag).expect(problem(422, 'outcome-unfit', '/outcome'))
    await decide(decision, after.etag).expect(problem(409, 'reply-awaited'))
    await act(test, id, `exclusions/${id}/decide`, after.etag, decision).expect(404)
    await test.rows(
      `UPDATE exclusion_case SET reply = 'It was one time only.', replied_by = (SELECT id FROM person WHERE email = 'supplier-admin@example.test'), replied_at = market_now() WHERE id = $1`,
      [caseId],
    )
    const decided = await done(test, id, `exclusions/${caseId}/decide`, decision)
    expect(decided.file.gaps).toEqual([expect.objectContaining({ code: 'exclusion-kept-out', about: 'L202' })])
    await decide(decision, decided.etag).expect(problem(409, 'exclusion-decided'))
    await act(test, id, 'admit', decided.etag).expect(problem(422, 'admission-incomplete', '/L202'))
    await rejectIt(test, id)
    const { body } = await test.api('auditor').get(`/officer/applications/${id}/record`).expect(200)
    const { exclusionReport, application } = body as { exclusionReport: { dueOn: string }; application: { decidedAt: string } }
    expect(Date.parse(exclusionReport.dueOn) - Date.parse(londonDay(application.decidedAt))).toBe(30 * 86_400_000)
    expect(await eventsOf(id)).toEqual(
      expect.arrayContaining(['application.exclusion-raised', 'application.exclusion-decided', 'application.rejected']),
    )
  })

  it('J exclusion: lets an excludable supplier in, or finds no exclusion without waiting for a reply', async () => {
    const id = await aClaimed(test)
    await findAllGood(test, id)
    const raise = async (ground: string): Promise<string> => {
      const { file } = await done(test, id, 'exclusions', { ground, evidence: 'A report in a register.', replyBy: await inDays(2) })
      return String(file.grounds.find(each => each.ground === ground)?.case?.id)
    }
    const nothing = await raise('L202')
    await done(test, id, `exclusions/${nothing}/decide`, {
      applies: false,
      likelyToRecur: false,
      outcome: 'no-exclusion',
      reason: 'Another firm.',
    })
    const letIn = await raise('L209')
    await test.moveClock('4 days')
    await test.signInAll()
    const { file } = await done(test, id, `exclusions/${letIn}/decide`, {
      ...{ applies: true, likelyToRecur: true, outcome: 'excludable-let-in' },
      reason: 'It helped the authority and the market needs it.',
    })
    expect(file.gaps).toEqual([])
    await done(test, id, 'admit')
  })

  it('J ethics baseline: accepts a claim as it is now, and no verdict on an earlier version counts for the next', async () => {
    const id = await aClaimed(test)
    const { file, etag } = await look(test, id)
    const claimOf = file.answers.find(({ question }) => question === 'B1')
    const pinId = String(claimOf?.pinId)
    await act(test, id, 'verdicts', etag, { verdicts: [{ pinId, verdict: 'queried' }] }).expect(
      problem(422, 'finding-unfit', '/verdicts/0'),
    )
    const office = String(file.answers.find(({ question }) => question === 'L103')?.pinId)
    await act(test, id, 'verdicts', etag, { verdicts: [{ pinId: office, verdict: 'accepted' }] }).expect(
      problem(422, 'finding-unfit', '/verdicts/0'),
    )
    await act(test, id, 'verdicts', etag, { verdicts: [] }).expect(problem(422, 'finding-unfit', '/verdicts'))
    const judged = await done(test, id, 'verdicts', { verdicts: [{ pinId, verdict: 'accepted' }] })
    expect(judged.file.gaps.filter(({ about }) => about === 'B1')).toEqual([])
    expect(judged.file.answers.find(({ question }) => question === 'B1')?.verdicts).toEqual([
      expect.objectContaining({ verdict: 'accepted' }),
    ])
    await giveNewer(id, 'B1')
    const newer = await look(test, id)
    const now = newer.file.answers.find(({ question }) => question === 'B1')
    expect(now).toMatchObject({ version: 2, verdicts: [], earlierVersions: [1], isVerified: true })
    expect(newer.file.gaps.filter(({ about }) => about === 'B1')).toHaveLength(1)
    const refused = await act(test, id, 'verdicts', newer.etag, {
      verdicts: [{ pinId, verdict: 'rejected', reason: 'It is old.' }],
    }).expect(problem(409, 'answer-superseded'))
    expect(refused.body).toMatchObject({ question: 'B1', version: 2, pinId: now?.pinId })
    await done(test, id, 'verdicts', { verdicts: [{ pinId: now?.pinId, verdict: 'rejected', reason: 'It says nothing of limits.' }] })
  })

  /** A newer version of a claim, pinned as a reply pins it. */
  async function giveNewer(id: string, question: string): Promise<void> {
    const product = await productOf(test)
    await saveAnswer(test, question, aClaim('2099-12-30', 'It says what it is for, and what it is not for.'), { product })
    const [person] = await test.rows<{ id: string }>(`SELECT id FROM person WHERE email = 'supplier-admin@example.test'`)
    const acting = { personId: String(person?.id), organisationId: supplierId }
    const sealing = test.app.get(Sealing, { strict: false })
    await test.app.get(UnitOfWork).run(acting, async tx => {
      const answers = await listAnswers(tx, sealing, acting as Actor)
      const given = answers.filter(answer => answer.question === question && answer.productId === product)
      await pinAnswers(tx, sealing, { id, supplierId }, given, 'replied')
      await tx.query('UPDATE application SET revision = revision + 1 WHERE id = $1', [id])
    })
  }

  it('admit nobody twice or against the times: where the supplier withdraws at once, has a standing, or its agreement has ended', async () => {
    const withdrawn = await aClaimed(test)
    await findAllGood(test, withdrawn)
    const { etag } = await look(test, withdrawn)
    const both = await Promise.all([
      act(test, withdrawn, 'admit', etag),
      test.api('supplier-admin').post(`/applications/${withdrawn}/withdraw`).set('If-Match', etag).send({}),
    ])
    expect(both.map(({ status }) => status).filter(status => status === 200)).toHaveLength(1)
    const [left] = await test.rows<{ state: string; members: number }>(
      `SELECT a.state, (SELECT count(*)::int FROM membership m WHERE m.application_id = a.id) AS members FROM application a WHERE a.id = $1`,
      [withdrawn],
    )
    expect(left).toEqual(both[0].status === 200 ? { state: 'admitted', members: 1 } : { state: 'withdrawn', members: 0 })

    const standing = await aClaimed(test)
    await findAllGood(test, standing)
    await test.rows(
      `INSERT INTO membership (id, agreement_id, category_id, supplier_id, state, since)
       SELECT gen_random_uuid(), agreement_id, category_id, supplier_id, 'suspended', market_now() FROM application WHERE id = $1`,
      [standing],
    )
    await act(test, standing, 'admit', (await look(test, standing)).etag).expect(problem(409, 'already-member'))

    const ended = await aClaimed(test)
    await findAllGood(test, ended)
    const [agreement] = await test.rows<{ id: string }>('SELECT agreement_id AS id FROM application WHERE id = $1', [ended])
    await end(test, String(agreement?.id))
    await act(test, ended, 'admit', (await look(test, ended)).etag).expect(problem(422, 'agreement-not-valid'))
    expect((await look(test, ended)).file.application.state).toBe('under-review')
  })

  it('L2 outcome and reasons, L1 decide a join request (10 WD): leaves a record that the decision is defended from alone', async () => {
    const id = await aClaimed(test)
    await rejectIt(test, id)
    const { body } = await test.api('auditor').get(`/officer/applications/${id}/record`).expect(200)
    expect(body).toMatchObject({
      application: {
        state: 'rejected',
        reasons: 'Two of the three references are for other work.',
        dueBy: { workingDays: 10, calendar: 'england-and-wales' },
      },
      exclusionReport: null,
      events: expect.arrayContaining([expect.objectContaining({ action: 'application.rejected' })]) as unknown,
    })
    const { answers, criteria } = body as {
      answers: { hash: string; isVerified: boolean; text: string }[]
      criteria: { findings: object[] }[]
    }
    expect(answers).toHaveLength(44)
    expect(answers.every(({ hash, isVerified, text }) => /^[\da-f]{64}$/.test(hash) && isVerified && text !== '')).toBe(true)
    expect(criteria[0]?.findings).toEqual([expect.objectContaining({ met: false, reason: 'Two references are for other work.' })])
  })

  it('shows what changed since the supplier was admitted before', async () => {
    await saveAnswer(test, 'L103', { values: { address: '2 New Street', postcode: 'N1 1AA', country: 'United Kingdom' } })
    const { file } = await look(test, await aClaimed(test))
    expect(file.previous).not.toBeNull()
    const changed = file.answers.filter(({ changedSinceAdmission }) => (changedSinceAdmission ?? []).length > 0)
    expect(changed.map(({ question }) => question)).toContain('L103')
  })

  describe('are refused alike by every verb', () => {
    const someId = newId()
    const replyBy = '2027-01-15'
    const VERBS: readonly [verb: string, body: object | null][] = [
      ['take-over', { reason: 'x' }],
      ['ask', { text: 'x', replyBy }],
      ['resume', null],
      ['extend', { reason: 'x' }],
      ['findings', { findings: [] }],
      ['verdicts', { verdicts: [] }],
      ['finance-override', { reason: 'x' }],
      ['exclusions', { ground: 'L202', evidence: 'x', replyBy }],
      [`exclusions/${someId}/decide`, { applies: false, likelyToRecur: false, outcome: 'no-exclusion', reason: 'x' }],
      ['admit', null],
      ['reject', { criterion: someId, reasons: 'x' }],
    ]
    let claimed: string
    let decided: string
    let others: string

    const send = (verb: string, body: object | null, { id = claimed, as = 'second-officer' as Player, etag = '"4"' } = {}) => {
      const request = test.api(as).post(`/officer/applications/${id}/${verb}`).set('If-Match', etag)
      return body === null ? request : request.send(body)
    }

    beforeAll(async () => {
      claimed = await aClaimed(test)
      decided = await aClaimed(test)
      await rejectIt(test, decided)
      others = await aWaiting(test, { as: 'rival-admin' })
    })

    it.each(VERBS)('%s', async (verb, body) => {
      // Whoever took an application over has it: a colleague may not act on it, and its holder not take it over.
      await send(verb, body, verb === 'take-over' ? { as: 'procurement-officer' } : {}).expect(problem(409, 'application-claimed'))
      await send(verb, body, { as: 'procurement-officer', id: decided }).expect(problem(409, 'application-state'))
      await send(verb, body, { id: others }).expect(problem(403, 'interests-not-declared'))
      await send(verb, body, { as: 'senior-officer' }).expect(problem(403, 'interest-declared'))
      await send(verb, body, { id: someId }).expect(problem(404, 'not-found'))
      await send(verb, body, { as: verb === 'take-over' ? 'second-officer' : 'procurement-officer', etag: '"99"' }).expect(
        problem(412, 'stale-version'),
      )
      if (body !== null) await send(verb, { unknown: 1 }).expect(problem(400, 'invalid-request'))
    })

    it.each(['', '/record'])('reading%s, and claiming', async path => {
      await test.api('second-officer').get(`/officer/applications/${others}${path}`).expect(problem(403, 'interests-not-declared'))
      await test.api('senior-officer').get(`/officer/applications/${claimed}${path}`).expect(problem(403, 'interest-declared'))
      await test.api('second-officer').get(`/officer/applications/${someId}${path}`).expect(problem(404, 'not-found'))
      await claim(test, decided).expect(problem(409, 'application-state'))
      await claim(test, someId).expect(problem(404, 'not-found'))
      await test.api('second-officer').get(`/suppliers/${someId}/interest-declarations`).expect(problem(404, 'not-found'))
      await test
        .api('second-officer')
        .post(`/suppliers/${someId}/interest-declarations`)
        .send({ hasInterest: false, details: '' })
        .expect(problem(404, 'not-found'))
    })

    it('with an old sign-in, where the decision cannot be taken back', async () => {
      await ageSignIn(test, 'procurement-officer')
      for (const [verb, body] of VERBS.filter(([each]) => /decide$|admit|reject/.test(each)))
        await send(verb, body, { as: 'procurement-officer' }).expect(problem(403, 'fresh-sign-in-required'))
      await test.signIn('procurement-officer')
    })

    it('from whoever has a role at a supplier', async () => {
      await grant(test, 'second-officer', 'Fourth Example Supplier', 'bid-writer')
      const operator = await organisationId(test, 'Marketplace Operator')
      for (const path of ['', '/counts', `/${claimed}`, `/${claimed}/record`])
        await test
          .api('second-officer')
          .get(`/officer/applications${path}`)
          .set('X-Organisation', operator)
          .expect(problem(403, 'applications-not-yours'))
      for (const [verb, body] of [['claim', null] as const, ...VERBS])
        await send(verb, body).set('X-Organisation', operator).expect(problem(403, 'applications-not-yours'))
      await revoke(test, 'second-officer', 'Fourth Example Supplier')
    })
  })

  it('T6 overdue never decides: alarms officers once when the last day is over, and decides nothing', async () => {
    const id = await aWaiting(test)
    await test.moveClock('30 days')
    await test.signInAll()
    await test.sweep()
    await test.sweep()
    expect(await test.rows(`SELECT kind FROM officer_event WHERE subject_id = $1`, [id])).toEqual([{ kind: 'overdue-application' }])
    await claim(test, id).expect(200)
    expect((await look(test, id)).file.application.state).toBe('under-review')
    await act(test, id, 'extend', (await look(test, id)).etag, { reason: 'Too late.' }).expect(problem(409, 'extension-too-late'))
    const overdue = await test.api('procurement-officer').get('/officer/applications?overdue=true&mine=true').expect(200)
    expect((overdue.body as { items: { id: string }[] }).items.map(each => each.id)).toContain(id)
  })
})
