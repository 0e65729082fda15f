import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { acceptTheRest, aLowAudit, anAuditOf, type Audited, declare, judge, readAudit, signOff } from './support/auditing.js'
import { problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'

const REJECTION = { questionId: 'Q906', finding: 'rejected', reason: 'Nobody confirms it.', clause: 'AIP-C.4' }

describe('Undoing a verdict', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const answerTo = async ({ auditId }: Audited, question: string) =>
    (await readAudit(test, auditId)).audit.answers.find(({ questionId }) => questionId === question)

  /** The id of the verdict that was given last on an answer. */
  const verdictId = async ({ auditId }: Audited, question: string): Promise<string> => {
    const [verdict] = await test.rows<{ id: string }>(
      'SELECT id FROM verdict WHERE audit_id = $1 AND question_id = $2 ORDER BY revision DESC LIMIT 1',
      [auditId, question],
    )
    return String(verdict?.id)
  }

  const undo = async ({ auditId }: Audited, verdict: string, player: Player = 'procurement-officer', seen?: string) =>
    test
      .api(player)
      .post(`/ethics-audits/${auditId}/verdicts/${verdict}/undo`)
      .set('If-Match', seen ?? (await readAudit(test, auditId)).etag)

  it('lets the one before it count again, then none, and keeps both on record with who undid them', async () => {
    const audited = await aLowAudit(test)
    await judge(test, audited.auditId, { questionId: 'Q906', finding: 'accepted' })
    const first = await verdictId(audited, 'Q906')
    await judge(test, audited.auditId, REJECTION)
    const second = await verdictId(audited, 'Q906')

    problem(409, 'verdict-counts-no-more')(await undo(audited, first))
    expect((await undo(audited, second)).status).toBe(200)
    expect(await answerTo(audited, 'Q906')).toMatchObject({ verdict: { finding: 'accepted' }, earlierVerdicts: [{ finding: 'rejected' }] })
    problem(409, 'verdict-counts-no-more')(await undo(audited, second))
    expect((await undo(audited, first)).status).toBe(200)
    const answer = await answerTo(audited, 'Q906')
    expect(answer?.verdict).toBeNull()
    expect(answer?.earlierVerdicts).toMatchObject([{ undoneAt: expect.any(String) }, { undoneAt: expect.any(String) }])
    const logged = await test.rows(`SELECT FROM audit_event WHERE action = 'ethics-audit.verdict-undone' AND subject_id = $1`, [
      audited.auditId,
    ])
    expect(logged).toHaveLength(2)
  })

  it('takes the answer off what is judged, and off what may be signed', async () => {
    const audited = await aLowAudit(test)
    await acceptTheRest(test, audited.auditId)
    const { audit } = await readAudit(test, audited.auditId)
    const question = String(audit.sample?.drawn[0])
    await undo(audited, await verdictId(audited, question))
    expect((await readAudit(test, audited.auditId)).audit.judged).toBe(audit.judged - 1)
    problem(422, 'audit-not-complete')(await signOff(test, audited.auditId))
  })

  it('closes the thread that a query began', async () => {
    const audited = await aLowAudit(test)
    await judge(test, audited.auditId, { questionId: 'Q906', finding: 'queried', reason: 'Who confirms it?' })
    await undo(audited, await verdictId(audited, 'Q906'))
    expect((await answerTo(audited, 'Q906'))?.thread?.state).toBe('closed')
    expect((await readAudit(test, audited.auditId)).audit).toMatchObject({ next: 'officer' })
  })

  it('lets a first sign-off lapse', async () => {
    const audited = await anAuditOf(test, 'high')
    await acceptTheRest(test, audited.auditId)
    expect((await signOff(test, audited.auditId)).body).toMatchObject({ state: 'awaiting-second' })
    const { audit } = await readAudit(test, audited.auditId)
    const question = String(audit.answers.find(({ verdict }) => verdict !== null)?.questionId)
    expect((await undo(audited, await verdictId(audited, question))).body).toMatchObject({ state: 'open' })
  })

  it('is won by one of two officers at once, and impossible after the sign-off', async () => {
    const audited = await aLowAudit(test)
    await declare(test, 'second-officer', audited.requirementId)
    await acceptTheRest(test, audited.auditId)
    await judge(test, audited.auditId, REJECTION)
    const { etag } = await readAudit(test, audited.auditId)
    const verdict = await verdictId(audited, 'Q906')
    const both = await Promise.all([undo(audited, verdict, 'procurement-officer', etag), undo(audited, verdict, 'second-officer', etag)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
    await acceptTheRest(test, audited.auditId)
    expect((await signOff(test, audited.auditId)).status).toBe(200)
    const [any] = await test.rows<{ id: string }>('SELECT id FROM verdict WHERE audit_id = $1 LIMIT 1', [audited.auditId])
    problem(409, 'audit-signed-off')(await undo(audited, String(any?.id)))
    expect(await test.rows('SELECT FROM undone_verdict WHERE audit_id = $1', [audited.auditId])).toHaveLength(1)
    await expect(test.rows('DELETE FROM undone_verdict WHERE audit_id = $1', [audited.auditId])).rejects.toMatchObject({ code: '42501' })
  })
})
