import { must, type Walk, eventually } from './walk.js'

/** What came of all audits, for the buyer: a recommendation, signed, that anybody with the public key can verify. */
export async function readCompetitionReport(walk: Walk, requirementId: string): Promise<void> {
  walk.chapter('The buyer reads what came of it')
  const buyer = await walk.as('buyer-approver')
  const path = `/requirements/${requirementId}/ethics-report`
  const report = await eventually('report on the competition', async () => {
    const answer = await buyer.get(path)
    return answer.status === 409 ? null : must(answer, 200)
  })
  walk.step(report, 200, 'The signed ethics report of the competition')
  await walk.verifySigned(report)
  for (const { bidId, outcome, clauses } of report.body['bids'] as { bidId: string; outcome: string; clauses: string[] }[])
    walk.detail(`bid ${bidId}: ${[outcome, ...clauses].join(' ')}`)
}
