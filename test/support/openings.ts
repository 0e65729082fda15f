import type { Newcomer, Player, TestApp } from './test-app.js'
import { eventually } from './world.js'

/** Says that somebody has no interest in the competition, or that they have one. */
export async function declareInterest(test: TestApp, requirementId: string, who: Player | Newcomer, hasInterest = false): Promise<void> {
  const details = hasInterest ? 'My sister works for a bidder.' : ''
  await test.api(who).post(`/requirements/${requirementId}/interest-declarations`).send({ hasInterest, details }).expect(204)
}

export const openBids = (test: TestApp, requirementId: string, who: Player | Newcomer) =>
  test.api(who).post(`/requirements/${requirementId}/open-bids`)

/** Somebody proved an hour ago who they are. */
export async function ageSignIn(test: TestApp, who: Player | Newcomer): Promise<void> {
  await test.rows(
    `UPDATE session s SET proved_at = proved_at - interval '1 hour' FROM person p WHERE p.id = s.person_id AND p.email = $1`,
    [`${who}@example.test`],
  )
}

/** A bid pack that the background work has made; answers its id. */
export async function aBidPack(test: TestApp, requirementId: string, who: Player): Promise<string> {
  const { body } = await test.api(who).post(`/requirements/${requirementId}/bid-packs`).expect(201)
  const { exportId } = body as { exportId: string }
  return eventually(async () => {
    const { body: job } = await test.api(who).get(`/exports/${exportId}`).expect(200)
    if ((job as { state: string }).state !== 'ready') throw new Error('The pack is not ready yet.')
    return exportId
  })
}
