import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { drawSample } from '../src/modules/ethics-audits/domain/sample.js'
import {
  acceptTheRest,
  aLowAudit,
  type Audit,
  type Audited,
  anAuditOf,
  declare,
  isTold,
  judge,
  readAudit,
  signOff,
} from './support/auditing.js'
import type { Answers } from '../src/modules/guidelines/domain/answers.js'
import { contents, problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { settled } from './support/world.js'

const QUERY = { questionId: 'Q906', finding: 'queried', reason: 'Who confirms that the copies are deleted?' }
const REJECTION = { questionId: 'Q906', finding: 'rejected', reason: 'Nobody confirms it.', clause: 'AIP-C.4' }

/** Full audit access is promised, and the terms of a component forbid it (XR-11). */
function contradicting({ Q103, Q803 }: Answers): Answers {
  const { rows } = Q103 as { rows: object[] }
  return { Q103: { rows: rows.map(row => ({ ...row, audit_allowed: 'no' })) }, Q803: { ...(Q803 as object), value: 'full' } }
}

describe('An ethics audit', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  describe('at low tier', () => {
    let audited: Audited
    let audit: Audit

    beforeAll(async () => {
      audited = await aLowAudit(test)
      ;({ audit } = await readAudit(test, audited.auditId))
    })

    it('asks for a sample that anybody can draw again from the recorded seed', async () => {
      const { seed = '', candidates = [], size = 0, drawn } = audit.sample ?? {}
      expect(drawn).toEqual(drawSample(seed, audited.bidId, candidates, size))
      expect(audit.answers.filter(({ judgedBecause }) => judgedBecause.length > 0).map(({ questionId }) => questionId)).toEqual(drawn)
      expect(size).toBe(Math.max(5, Math.ceil(candidates.length / 5)))
      const [line] = await test.rows<{ content: Buffer; late: boolean }>(
        `SELECT d.content, e.occurred_at > r.submission_deadline AS late FROM audit_event e JOIN audit_detail d ON d.event_id = e.id
         JOIN requirement r ON r.id = e.subject_id WHERE e.action = 'ethics-audits.drawn' AND e.subject_id = $1`,
        [audited.requirementId],
      )
      expect(line?.late).toBe(true)
      expect(JSON.parse(String(line?.content))).toMatchObject({ seed, audits: [{ auditId: audited.auditId, toJudge: drawn }] })
    })

    it('is not signed off before all that must be judged is', async () => {
      const refused = await signOff(test, audited.auditId)
      problem(422, 'audit-not-complete')(refused)
      expect((refused.body as { errors: object[] }).errors).toHaveLength(audit.sample?.size ?? 0)
      await test.api('procurement-officer').get(`/ethics-audits/${audited.auditId}/report`).expect(problem(409, 'audit-not-signed-off'))
    })

    it('keeps every verdict, and the last counts', async () => {
      const [first] = audit.sample?.drawn ?? []
      await judge(test, audited.auditId, { questionId: first, finding: 'rejected', reason: 'No.', clause: 'AIP-7.1' })
      await judge(test, audited.auditId, { questionId: first, finding: 'accepted' })
      const { audit: now } = await readAudit(test, audited.auditId)
      const answer = now.answers.find(({ questionId }) => questionId === first)
      expect(answer).toMatchObject({ verdict: { finding: 'accepted' }, earlierVerdicts: [{ finding: 'rejected' }] })
      expect(now.judged).toBe(1)
    })

    it('is signed off by one officer with a fresh sign-in, and then nothing changes', async () => {
      await acceptTheRest(test, audited.auditId)
      await test.moveClock('20 minutes')
      problem(403, 'fresh-sign-in-required')(await signOff(test, audited.auditId))
      await test.signIn('procurement-officer')
      const signed = await signOff(test, audited.auditId)
      expect([signed.status, (signed.body as Audit).state, (signed.body as Audit).next]).toEqual([200, 'signed-off', null])
      problem(409, 'audit-signed-off')(await judge(test, audited.auditId, QUERY))
      problem(409, 'audit-signed-off')(await signOff(test, audited.auditId))
      for (const statement of [
        `UPDATE ethics_audit SET revision = revision + 1 WHERE id = $1`,
        `INSERT INTO verdict SELECT (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'revision', 99))).* FROM verdict v WHERE audit_id = $1 LIMIT 1`,
        `DELETE FROM ethics_audit_sign_off WHERE audit_id = $1`,
      ])
        await expect(test.rows(statement, [audited.auditId])).rejects.toMatchObject({ code: '42501' })
    })
  })

  describe('at high tier', () => {
    let audited: Audited

    beforeAll(async () => {
      await test.signInAll()
      audited = await anAuditOf(test, 'high')
    })

    it('asks for every required answer, and shows evidence with its assurance', async () => {
      const { audit } = await readAudit(test, audited.auditId)
      expect(audit).toMatchObject({ tier: 'high', sample: null, next: 'officer' })
      expect(audit.toJudge).toBeGreaterThan(30)
      expect(audit.answers.flatMap(({ files }) => files.map(({ level }) => level))).toContain('A1')
      expect(audit.answers.every(({ judgedBecause }) => judgedBecause.every(reason => reason === 'required'))).toBe(true)
    })

    it('shows beside each answer its clauses, companions, and what each rule looked at in words', async () => {
      const { audit } = await readAudit(test, audited.auditId)
      const answer = audit.answers.find(({ questionId }) => questionId === 'Q203')
      expect(audit.allRulesTraced).toBe(true)
      expect(answer?.clauses).toContainEqual(expect.objectContaining({ id: 'AIP-7.1', status: 'met' }))
      expect(answer?.companions.map(({ id }) => id)).toContain('LAW-22C')
      expect(answer?.assurance).toEqual({ level: 'A0', reason: 'No file is attached: the supplier says so.' })
      const rule = answer?.rules.find(each => each.rule === 'SR-43')
      expect(rule?.result).toBe('not-fired')
      expect(rule?.words[0]).toEqual({ level: 0, text: 'All of these are true: no.' })
      expect(rule?.words).toContainEqual({ level: 2, text: expect.stringMatching(/^Q203 is “.+”: no\. It is “.+”\.$/) })
    })

    it('is confirmed by a senior officer who is another person, after seeing the verdicts', async () => {
      await acceptTheRest(test, audited.auditId)
      const first = await signOff(test, audited.auditId)
      expect(first.body).toMatchObject({ state: 'awaiting-second', next: 'senior-officer' })
      await isTold(test, 'senior-officer', 'ethics-audit.second-needed')
      problem(403, 'second-officer-needed')(await signOff(test, audited.auditId))
      await declare(test, 'second-officer', audited.requirementId)
      problem(403, 'second-officer-needed')(await signOff(test, audited.auditId, 'second-officer'))

      const etag = String(first.headers['etag'])
      const early = test.api('senior-officer').post(`/ethics-audits/${audited.auditId}/sign-off`).set('If-Match', etag)
      await early.send({}).expect(problem(403, 'interests-not-declared'))
      await declare(test, 'senior-officer', audited.requirementId)
      const again = { referrals: [{ rule: 'XR-01', outcome: 'cleared', reason: 'x' }] }
      problem(409, 'referrals-decided')(await signOff(test, audited.auditId, 'senior-officer', again))
      const changed = { questionId: 'Q906', finding: 'accepted', checked: 'The deletion report of the last client.' }
      expect((await judge(test, audited.auditId, changed, 'senior-officer')).body).toMatchObject({ state: 'open' })
      expect((await signOff(test, audited.auditId)).body).toMatchObject({ state: 'awaiting-second' })
      expect((await signOff(test, audited.auditId, 'senior-officer')).body).toMatchObject({ state: 'signed-off' })
      const { body } = await test.api('senior-officer').get(`/ethics-audits/${audited.auditId}/report`).expect(200)
      expect(body).toMatchObject({ officers: 2, outcome: 'accepted' })
      expect((body as { answers: object[] }).answers).toContainEqual(expect.objectContaining({ questionId: 'Q906', assurance: 'A3' }))
    })
  })

  it('decides on each referral of the check report with its sign-off', async () => {
    const { auditId } = await anAuditOf(test, 'medium', contradicting)
    const { audit } = await readAudit(test, auditId)
    expect(audit).toMatchObject({ tier: 'medium', referrals: 1, contradictions: 1, referralList: [{ rule: 'XR-11', decision: null }] })
    const reasonsOf = (id: string) => audit.answers.find(({ questionId }) => questionId === id)?.judgedBecause
    expect([reasonsOf('Q103'), reasonsOf('Q803')]).toEqual([
      ['referred', 'contradictory'],
      ['referred', 'contradictory'],
    ])
    expect(audit.sample?.candidates).not.toContain('Q803')
    await acceptTheRest(test, auditId)
    problem(422, 'referrals-undecided', '/referrals')(await signOff(test, auditId))
    const upheld = { rule: 'XR-11', outcome: 'upheld', reason: 'The terms of the component forbid the audit.' }
    const stranger = { referrals: [upheld, { ...upheld, rule: 'XR-01' }] }
    problem(422, 'referrals-undecided', '/referrals/1/rule')(await signOff(test, auditId, 'procurement-officer', stranger))
    expect((await signOff(test, auditId, 'procurement-officer', { referrals: [upheld] })).body).toMatchObject({
      state: 'signed-off',
      referralList: [{ rule: 'XR-11', decision: upheld }],
    })
    const { body } = await test.api('procurement-officer').get(`/ethics-audits/${auditId}/report`).expect(200)
    expect(body).toMatchObject({
      outcome: 'recommended-to-disregard',
      clauses: ['AIP-7.4'],
      referrals: [{ ...upheld, clauses: ['AIP-7.4'] }],
    })
  })

  it('is won by one of two officers who sign off at once', async () => {
    const { auditId, requirementId } = await aLowAudit(test)
    await declare(test, 'second-officer', requirementId)
    await acceptTheRest(test, auditId)
    const { etag } = await readAudit(test, auditId)
    const send = (player: 'procurement-officer' | 'second-officer', path: string, body: object) =>
      test.api(player).post(`/ethics-audits/${auditId}/${path}`).set('If-Match', etag).send(body)
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => send('procurement-officer', 'sign-off', {})),
      ...Array.from({ length: 5 }, () => send('second-officer', 'sign-off', {})),
      ...Array.from({ length: 5 }, () => send('second-officer', 'verdicts', REJECTION)),
    ])
    const done = answers.filter(({ status }) => status < 300)
    expect(done).toHaveLength(1)
    for (const refused of answers.filter(each => each !== done[0]))
      expect(['stale-version', 'audit-signed-off']).toContain((refused.body as { code: string }).code)
  })

  it('is read and never changed by the auditor, and by nobody before declaring', async () => {
    const { auditId, requirementId } = await aLowAudit(test)
    await test.api('auditor').get(`/ethics-audits/${auditId}/threads`).expect(problem(403, 'interests-not-declared'))
    await declare(test, 'auditor', requirementId)
    const { etag } = await readAudit(test, auditId, 'auditor')
    await settled(test)
    const before = await contents(test)
    for (const [path, body] of [
      ['verdicts', QUERY],
      ['sign-off', {}],
      ['threads/Q906/messages', { text: 'x' }],
    ] as const)
      await test
        .api('auditor')
        .post(`/ethics-audits/${auditId}/${path}`)
        .set('If-Match', etag)
        .send(body)
        .expect(problem(403, 'role-missing'))
    expect(await contents(test)).toEqual(before)
  })
})
