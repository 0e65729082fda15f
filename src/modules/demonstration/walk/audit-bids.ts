import type { Offer } from '../cases/worked-case.js'
import type { ApiClient } from './api-client.js'
import { eventually, must, type Walk } from './walk.js'

/** An officer judges every answer of a bid. */
export async function auditBid(walk: Walk, bidId: string, { bidder, answers, audit }: Offer): Promise<void> {
  walk.chapter(bidder === 'rival-admin' ? 'The second bid is audited' : 'The ethics answers are audited')
  const officer = await walk.as('procurement-officer')
  const id = await findAudit(officer, bidId)
  walk.step(await officer.get(`/ethics-audits/${id}`), 200, 'An officer reads the answers with the report of their check')
  const plain = Object.keys(answers).filter(question => !(question in audit.queried) && !(question in audit.rejected))
  for (const questionId of plain)
    must(await officer.post(`/ethics-audits/${id}/verdicts`, { questionId, finding: 'accepted', reason: audit.accepted }), 201)
  walk.detail(`${plain.length} answers accepted`)
  for (const finding of ['queried', 'rejected'] as const)
    for (const [questionId, { reason, clause }] of Object.entries(audit[finding])) {
      const verdict = await officer.post(`/ethics-audits/${id}/verdicts`, { questionId, finding, reason, clause })
      walk.step(verdict, 201, `The answer to ${questionId} is ${finding}, citing ${clause}`)
      walk.detail(reason)
    }
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
