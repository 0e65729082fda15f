import type { TestCluster } from '../support/cluster.js'
import type { Bidder } from '../support/crowd.js'
import type { Operator } from '../support/product.js'
import { TestApp } from '../support/test-app.js'
import { declareNoInterests } from '../support/world.js'
import { KeptProcess } from './kept-process.js'
import { submit } from './near-deadline.js'
import type { Target } from './queue-faults.js'
import type { RedisServer } from './redis-server.js'
import { aScene, bringDeadline, type Scene } from './surge.js'
import { startWeb } from './web-process.js'

const OPENED_BIDS = 5

/** A marketplace with web and worker processes: bids due on one requirement, another about to be opened. */
export interface Marketplace extends Target {
  web: KeptProcess
  closing: Scene
  toOpen: string
  putAway(): Promise<void>
}

export async function aMarketplace(
  cluster: TestCluster,
  operator: Operator,
  redis: RedisServer | null,
  bidders: number,
): Promise<Marketplace> {
  const test = await TestApp.start({ cluster, config: { redisUrl: null } })
  const queue: Record<string, string> = redis === null ? {} : { REDIS_URL: redis.url }
  const web = await startWeb(operator, test, queue)
  const toOpen = await aClosedRequirement(test, web)
  const closing = await aScene(test, bidders)
  const worker = await KeptProcess.start(operator, 'worker', { ...test.environment, ...queue })
  const putAway = async (): Promise<void> => {
    await Promise.all([web.stop(), worker.stop()])
    await test.stop()
  }
  return { test, redis, web, worker, closing, toOpen, putAway }
}

/** A requirement past its deadline, with bids, whose openers have declared their interests and are freshly signed in. */
async function aClosedRequirement(test: TestApp, web: KeptProcess): Promise<string> {
  const scene = await aScene(test, OPENED_BIDS)
  for (const bidder of scene.crowd) await submit(bidder, bidder.bidId, web.address)
  await bringDeadline(test, scene.requirementId, 0)
  await declareNoInterests(test, scene.requirementId)
  await Promise.all([test.signIn('buyer-approver'), test.signIn('procurement-officer')])
  return scene.requirementId
}

/** The two openers open the bids. */
export async function open({ test, toOpen }: Marketplace): Promise<void> {
  await test.api('buyer-approver').post(`/requirements/${toOpen}/open-bids`).expect(200)
  await test.api('procurement-officer').post(`/requirements/${toOpen}/open-bids`).expect(200, { opened: true })
}

/** Whether sessions from before still count. */
export async function sessionStatus({ web }: Marketplace, { token }: Bidder): Promise<number> {
  return (await fetch(`${web.address}/api/v1/notifications`, { headers: { Authorization: `Bearer ${token}` } })).status
}
