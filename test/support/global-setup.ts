import { openTestCluster } from './test-cluster.js'

type WithStop = typeof globalThis & { stopTestCluster?: () => Promise<void> }

/** One Postgres for the run, and a template with schema and cast that every test file clones. */
export default async function setUp(): Promise<void> {
  const { stop } = await openTestCluster(false)
  const holder: WithStop = globalThis
  holder.stopTestCluster = stop
}
