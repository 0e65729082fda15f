import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { canonicalBytes, sha256, shownHash } from '../src/shared/canonical.js'
import { londonDay } from '../src/shared/domain/london-time.js'
import {
  aClaimed,
  act,
  done,
  eventsOf,
  findAllGood,
  giveNewer,
  inWorkingDays,
  look,
  noInterestIn,
  pageOf,
  productOf,
  rejectIt,
  supplierOf,
  today,
} from './support/deciding.js'
import { saveAnswer } from './support/library.js'
import { problem } from './support/problems.js'
import { dayIsOver } from './support/standing.js'
import { TestApp } from './support/test-app.js'

describe('Officers who weigh what suppliers apply with', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
    await noInterestIn(test, await supplierOf(test), 'procurement-officer', 'second-officer', 'auditor')
    await productOf(test)
  })
  afterAll(() => test.stop())

  it('J finance: asks for a reason where the score is below the figure, for the version that was given', async () => {
    const scored = (score: string, highest = '100') => ({
      values: { scored: 'yes', provider: 'A rating agency', score, highest, scoredOn: '2026-01-15' },
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
    await saveAnswer(test, 'L301', scored('40', '1000'))
    const onAnother = await aClaimed(test)
    await saveAnswer(test, 'L301', scored('72'))
    expect((await look(test, onAnother)).file.finance).toMatchObject({ score: 40, scale: 100, isOnScale: false, needsOverride: true })
    const { file: explained } = await done(test, onAnother, 'finance-override', { reason: 'Its accounts are sound.' })
    expect(explained.finance.overrides).toEqual([expect.objectContaining({ score: null, threshold: 35 })])
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
    const raised = { ground: 'L202', evidence: 'What the supplier says itself.', replyBy: await inWorkingDays(test, 2) }
    await act(test, id, 'exclusions', etag, { ...raised, ground: 'L206' }).expect(problem(422, 'ground-unknown', '/ground'))
    await act(test, id, 'exclusions', etag, { ...raised, replyBy: await today(test) }).expect(problem(422, 'reply-day-unfit', '/replyBy'))
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
    const reasons = 'The convictions are recent, and nothing was done that keeps it from happening again.'
    const reject = (basis: object, tag: string) => act(test, id, 'reject', tag, { ...basis, reasons })
    // Every criterion is met, and none has to speak of exclusion.
    const criterion = String(decided.file.criteria[0]?.id)
    await reject({ ground: 'L206' }, decided.etag).expect(problem(422, 'ground-unknown', '/ground'))
    await reject({ ground: 'L203' }, decided.etag).expect(problem(422, 'ground-not-found-against', '/ground'))
    await reject({ ground: 'L202', criterion }, decided.etag).expect(problem(422, 'rejection-rests-on-one', '/ground'))
    const rejected = await done(test, id, 'reject', { ground: 'L202', reasons })
    expect(rejected.file.application).toMatchObject({ state: 'rejected', criterion: null, ground: 'L202' })
    expect((await test.api('supplier-admin').get(`/applications/${id}`).expect(200)).body).toMatchObject({
      ...{ state: 'rejected', criterion: null, ground: 'L202', reasons },
    })
    const { body } = await test.api('auditor').get(`/officer/applications/${id}/record`).expect(200)
    expect(body).toMatchObject({
      application: { criterion: null, ground: 'L202', reasons },
      exclusions: [{ ground: 'L202', case: { outcome: 'excluded' } }],
    })
    const { exclusionReport, application } = body as { exclusionReport: { dueOn: string }; application: { decidedAt: string } }
    expect(Date.parse(exclusionReport.dueOn) - Date.parse(londonDay(application.decidedAt))).toBe(30 * 86_400_000)
    expect(await eventsOf(test, id)).toEqual(
      expect.arrayContaining(['application.exclusion-raised', 'application.exclusion-decided', 'application.rejected']),
    )
  })

  it('J exclusion: lets an excludable supplier in, or finds no exclusion without waiting for a reply', async () => {
    const id = await aClaimed(test)
    await findAllGood(test, id)
    const replyBy = await inWorkingDays(test, 2)
    const raise = async (ground: string): Promise<string> => {
      const { file } = await done(test, id, 'exclusions', { ground, evidence: 'A report in a register.', replyBy })
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
    await dayIsOver(test, replyBy)
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
    await giveNewer(test, id, 'B1')
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
      answers: { hash: string; content: object; isVerified: boolean; text: string }[]
      criteria: { findings: object[] }[]
    }
    expect(answers).toHaveLength(44)
    expect(answers.every(({ isVerified, text }) => isVerified && text !== '')).toBe(true)
    // Whoever has the record alone computes each hash again.
    expect(answers.map(({ content }) => shownHash(sha256(canonicalBytes(content))))).toEqual(answers.map(({ hash }) => hash))
    expect(criteria[0]?.findings).toEqual([expect.objectContaining({ met: false, reason: 'Two references are for other work.' })])
  })

  it('keeps on record what a decision rests on and what that replaced, and nothing that came after it', async () => {
    const id = await aClaimed(test)
    const first = (await look(test, id)).file.answers.find(({ question }) => question === 'B2')
    await done(test, id, 'verdicts', { verdicts: [{ pinId: first?.pinId, verdict: 'queried', reason: 'Of which users?' }] })
    await giveNewer(test, id, 'B2')
    await findAllGood(test, id)
    await done(test, id, 'admit')
    const recordOf = async () => {
      const { body } = await test.api('auditor').get(`/officer/applications/${id}/record`).expect(200)
      return body as {
        answers: { question: string; version: number; counts: boolean; verdicts: { verdict: string }[]; lines: object[] }[]
        interests: object[]
        filterEdition: number
        gaps: object[]
      }
    }
    const record = await recordOf()
    const said = record.answers.filter(({ question }) => question === 'B2')
    expect(said).toMatchObject([
      { version: Number(first?.version) + 1, counts: true, verdicts: [{ verdict: 'accepted' }] },
      { version: first?.version, counts: false, verdicts: [{ verdict: 'queried' }] },
    ])
    expect(said[0]?.lines).not.toEqual(said[1]?.lines)
    expect(record).toMatchObject({ gaps: [], filterEdition: 1 })
    expect(record.interests).toEqual([expect.objectContaining({ byName: 'Procurement officer', hasInterest: false })])
    const appointed = (await test.api('supplier-admin').get(`/applications/${id}/appointment`).expect(200)).body as { answers: object[] }
    await giveNewer(test, id, 'B2', 'changed')
    const counting = Number(first?.version) + 1
    expect((await look(test, id)).file.answers.find(({ question }) => question === 'B2')).toMatchObject({
      ...{ version: counting, earlierVersions: [counting - 1], laterVersions: [counting + 1], verdicts: [{ verdict: 'accepted' }] },
    })
    const pages = await Promise.all([`/officer/applications/${id}`, `/supplier/applications/${id}/given`].map(url => pageOf(test, url)))
    for (const words of ['The supplier has given 1 of them anew since', `Version ${counting + 1} was given after the decision`])
      expect(pages[0]).toContain(words)
    expect(pages[1]).toContain('Given since the decision')
    const { body: given } = await test.api('supplier-admin').get(`/applications/${id}/answers`).expect(200)
    const b2 = [counting - 1, counting, counting + 1].map(version => ({ question: 'B2', version, counts: version === counting }))
    expect(given).toMatchObject({ items: expect.arrayContaining(b2.map(each => expect.objectContaining(each) as unknown)) as unknown })
    // The record of the admission keeps every answer that counted, whatever was changed since.
    expect((await test.api('supplier-admin').get(`/applications/${id}/appointment`).expect(200)).body).toEqual(appointed)
    expect(appointed.answers).toContainEqual(expect.objectContaining({ question: 'B2', version: counting }))
    expect(await recordOf()).toMatchObject({ answers: record.answers, gaps: [] })
  })

  it('shows what changed since the supplier was admitted before', async () => {
    await saveAnswer(test, 'L103', { values: { address: '2 New Street', postcode: 'N1 1AA', country: 'United Kingdom' } })
    const { file } = await look(test, await aClaimed(test))
    expect(file.previous).not.toBeNull()
    expect(file.otherApplications).toContainEqual(expect.objectContaining({ state: 'rejected', ground: 'L202', raised: ['L202'] }))
    expect(file.otherApplications).toContainEqual(expect.objectContaining({ state: 'admitted', raised: [], standing: 'active' }))
    const changed = file.answers.filter(({ changedSinceAdmission }) => (changedSinceAdmission ?? []).length > 0)
    expect(changed.map(({ question }) => question)).toContain('L103')
  })
})
