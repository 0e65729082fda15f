import type { Offer, ScriptedQuery, ScriptedVerdict } from '../cases/worked-case.js'
import type { Answer, ApiClient } from './api-client.js'
import { eventually, must, type Walk } from './walk.js'

/** One bid before the officer. */
interface Audited {
  id: string
  bidId: string
  offer: Offer
}

/** An officer judges what must be judged and what stands out, and signs off; at high tier a second, senior person confirms it. */
export async function auditBid(walk: Walk, bidId: string, offer: Offer): Promise<void> {
  walk.chapter(offer.bidder === 'rival-admin' ? 'The second bid is audited' : 'The ethics answers are audited')
  const officer = await walk.as('procurement-officer')
  const audited = { id: await findAudit(officer, bidId), bidId, offer }
  const read = await officer.get(`/ethics-audits/${audited.id}`)
  walk.step(read, 200, 'An officer reads the answers, with evidence, rules in words, and what the draw says must be judged')
  await acceptPlainOnes(walk, audited, read)
  for (const [questionId, query] of Object.entries(offer.audit.queried)) await settleQuery(walk, audited, questionId, query)
  for (const [questionId, verdict] of Object.entries(offer.audit.rejected)) await reject(walk, audited, questionId, verdict)
  await signOff(walk, audited)
  const report = walk.step(await officer.get(`/ethics-audits/${audited.id}/report`), 200, 'The report on this bid is signed like a receipt')
  await walk.verifySigned(report)
  walk.detail(['outcome', report.body['outcome'], ...(report.body['clauses'] as string[])].join(' '))
}

/** Those that must be judged and give no reason to ask. */
async function acceptPlainOnes(walk: Walk, audited: Audited, read: Answer): Promise<void> {
  const { accepted, queried, rejected } = audited.offer.audit
  const mustBe = (read.body['answers'] as { questionId: string; judgedBecause: string[] }[]).filter(
    ({ judgedBecause }) => judgedBecause.length > 0,
  )
  const plain = mustBe.map(({ questionId }) => questionId).filter(question => !(question in queried) && !(question in rejected))
  const officer = await walk.as('procurement-officer')
  let { etag } = read
  for (const questionId of plain) {
    const verdict = { questionId, finding: 'accepted', reason: accepted }
    etag = must(await officer.post(`/ethics-audits/${audited.id}/verdicts`, verdict, etag), 201).etag
  }
  walk.detail(`${mustBe.length} answers must be judged; ${plain.length} of them are accepted at once`)
}

/** Asks the supplier, reads the explanation, and accepts: what was submitted stays as it was. */
async function settleQuery(
  walk: Walk,
  audited: Audited,
  questionId: string,
  { reason, clause, reply, settled }: ScriptedQuery,
): Promise<void> {
  await judge(walk, audited, { questionId, finding: 'queried', reason, clause }, `The answer to ${questionId} is queried`)
  const supplier = await walk.as(audited.offer.bidder)
  const explained = await supplier.post(`/bids/${audited.bidId}/audit-threads/${questionId}/messages`, { text: reply })
  walk.step(explained, 201, 'The supplier explains; its bid stays as it was submitted')
  walk.detail(reply)
  await judge(walk, audited, { questionId, finding: 'accepted', reason: settled }, `With that the answer to ${questionId} is accepted`)
}

const reject = (walk: Walk, audited: Audited, questionId: string, { reason, clause }: ScriptedVerdict): Promise<void> =>
  judge(walk, audited, { questionId, finding: 'rejected', reason, clause }, `The answer to ${questionId} is rejected, citing ${clause}`)

async function judge(walk: Walk, { id }: Audited, verdict: { reason: string } & Record<string, string>, what: string): Promise<void> {
  const officer = await walk.as('procurement-officer')
  const { etag } = must(await officer.get(`/ethics-audits/${id}`), 200)
  walk.step(await officer.post(`/ethics-audits/${id}/verdicts`, verdict, etag), 201, what)
  walk.detail(verdict.reason)
}

async function signOff(walk: Walk, { id, offer }: Audited): Promise<void> {
  const referrals = Object.entries(offer.audit.referrals).map(([rule, decision]) => ({ rule, ...decision }))
  const sign = async (who: string, decisions: object[], what: string): Promise<Answer> => {
    const officer = await walk.as(who)
    const { etag } = must(await officer.get(`/ethics-audits/${id}`), 200)
    return walk.step(await officer.post(`/ethics-audits/${id}/sign-off`, { referrals: decisions }, etag), 200, what)
  }
  const { body } = await sign('procurement-officer', referrals, 'The officer signs the audit off, with a decision on each referral')
  for (const { rule, outcome, reason } of referrals) walk.detail(`${rule} ${outcome}: ${reason}`)
  if (body['state'] !== 'awaiting-second') return
  const declaration = { hasInterest: false, details: '' }
  const senior = await walk.as('senior-officer')
  walk.step(
    await senior.post(`/requirements/${String(body['requirementId'])}/interest-declarations`, declaration),
    204,
    'A senior officer declares that there is no interest',
  )
  await sign('senior-officer', [], 'At high tier a second, senior person confirms the sign-off')
}

const findAudit = (officer: ApiClient, bidId: string): Promise<string> =>
  eventually('audit of the bid', async () => {
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await officer.get(`/ethics-audits?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`)
      const found = (body['items'] as { id: string; bidId: string }[]).find(audit => audit.bidId === bidId)
      if (found !== undefined) return found.id
      cursor = body['nextCursor'] as string | null
    }
    return null
  })
