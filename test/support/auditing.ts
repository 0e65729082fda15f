import { expect } from 'expect'

import { goldenBid } from '../../src/modules/guidelines/golden-bids.js'
import type { Answers } from '../../src/modules/guidelines/domain/answers.js'
import type { Tier } from '../../src/modules/guidelines/domain/risk-tier.js'
import { attachAll } from './evidence.js'
import type { Player, TestApp } from './test-app.js'
import { answer, anOpening, anOpenRequirement, eventually, openAfterDeadline, theAuditOf } from './world.js'

export interface Answered {
  questionId: string
  judgedBecause: string[]
  assurance: { level: string; reason: string }
  files: { id: string; name: string; level: string }[]
  rules: { rule: string; result: string; words: { level: number; text: string }[] }[]
  clauses: { id: string; status: string | null }[]
  companions: { id: string }[]
  verdict: { finding: string; reason: string } | null
  earlierVerdicts: object[]
  thread: { state: string; messages: { side: string; text: string }[] } | null
}

export interface Audit {
  id: string
  tier: Tier
  state: string
  next: string | null
  toJudge: number
  judged: number
  referrals: number
  contradictions: number
  allRulesTraced: boolean
  sample: { seed: string; drawnAt: string; candidates: string[]; size: number; drawn: string[] } | null
  referralList: { rule: string; decision: object | null }[]
  answers: Answered[]
}

export interface Audited {
  requirementId: string
  bidId: string
  auditId: string
}

/** The worked example of a tier, bid for by the supplier with all its files, opened, its audit begun; `changed` answers something else than the example. */
export async function anAuditOf(test: TestApp, tier: Tier, changed: (passing: Answers) => Answers = () => ({})): Promise<Audited> {
  const golden = goldenBid(tier)
  const requirementId = await anOpenRequirement(test, { ...golden.requirement, closesIn: 300 })
  const started = await test.api('supplier-admin').post(`/requirements/${requirementId}/bids`).expect(201)
  const { id: bidId } = started.body as { id: string }
  const etag = String(started.headers['etag'])
  await test.api('supplier-admin').patch(`/bids/${bidId}`).set('If-Match', etag).send(golden.bid).expect(200)
  await answer(test, bidId, { ...(await attachAll(test, bidId, golden)), ...changed(golden.passing) })
  await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
  await openAfterDeadline(test, requirementId)
  return { requirementId, bidId, auditId: await theAuditOf(test, bidId) }
}

/** The audit of an opened bid at low tier; everybody has just signed in. */
export async function aLowAudit(test: TestApp): Promise<Audited> {
  await test.signInAll()
  const { requirementId, bidIds } = await anOpening(test, 'supplier-admin')
  const bidId = String(bidIds[0])
  return { requirementId, bidId, auditId: await theAuditOf(test, bidId) }
}

/** Waits until somebody has been told of something of this kind. */
export const isTold = (test: TestApp, player: Player, kind: string): Promise<void> =>
  eventually(async () => {
    const { body } = await test.api(player).get('/notifications?limit=100').expect(200)
    expect((body as { items: { kind: string }[] }).items.map(each => each.kind)).toContain(kind)
  })

/** The audit as somebody sees it, with its ETag. */
export async function readAudit(
  test: TestApp,
  auditId: string,
  player: Player = 'procurement-officer',
): Promise<{ audit: Audit; etag: string }> {
  const { body, headers } = await test.api(player).get(`/ethics-audits/${auditId}`).expect(200)
  return { audit: body as Audit, etag: String(headers['etag']) }
}

/** Gives a verdict on the audit as it stands. */
export async function judge(test: TestApp, auditId: string, verdict: object, player: Player = 'procurement-officer') {
  const { etag } = await readAudit(test, auditId, player)
  return test.api(player).post(`/ethics-audits/${auditId}/verdicts`).set('If-Match', etag).send(verdict)
}

/** Accepts all that must be judged and has no verdict yet. */
export async function acceptTheRest(test: TestApp, auditId: string): Promise<void> {
  const { audit } = await readAudit(test, auditId)
  for (const { questionId } of audit.answers.filter(each => each.judgedBecause.length > 0 && each.verdict === null))
    await judge(test, auditId, { questionId, finding: 'accepted' })
}

export async function signOff(test: TestApp, auditId: string, player: Player = 'procurement-officer', body: object = {}) {
  const { etag } = await readAudit(test, auditId, player)
  return test.api(player).post(`/ethics-audits/${auditId}/sign-off`).set('If-Match', etag).send(body)
}

/** Somebody declares that they have no interest. */
export const declare = (test: TestApp, player: Player, requirementId: string) =>
  test.api(player).post(`/requirements/${requirementId}/interest-declarations`).send({ hasInterest: false, details: '' }).expect(204)
