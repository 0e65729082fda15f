import { eventually, type Walk } from './walk.js'

/** After the deadline two people open all bids at once. */
export async function openBids(walk: Walk, requirementId: string, bidIds: readonly string[]): Promise<void> {
  walk.chapter('Two people open the bids after the deadline')
  const [approver, officer] = [await walk.as('buyer-approver'), await walk.as('procurement-officer')]
  for (const opener of [approver, officer]) {
    const declared = await opener.post(`/requirements/${requirementId}/interest-declarations`, { hasInterest: false, details: '' })
    walk.step(declared, 204, 'An opener declares that there is no interest')
  }
  walk.step(await approver.get(`/requirements/${requirementId}/bids`), 409, 'Until the opening nobody but the supplier reads a bid')
  walk.detail('waiting for the deadline …')
  await eventually('end of the bidding', async () => {
    const { body } = await approver.get(`/requirements/${requirementId}`)
    return body['state'] === 'open' ? null : body
  })
  const open = `/requirements/${requirementId}/open-bids`
  walk.step(await approver.post(open), 200, 'After the deadline the first person agrees to open')
  walk.step(await officer.post(open), 200, 'The second person opens all bids at once')
  const shown = walk.step(await officer.get(`/requirements/${requirementId}/bids`), 200, 'Now the bids can be counted')
  walk.detail(`${(shown.body['items'] as unknown[]).length} opened`)
  for (const bidId of bidIds)
    walk.step(
      await officer.get(`/requirements/${requirementId}/bids/${bidId}`),
      200,
      'A quality envelope is readable; the price stays closed',
    )
}
