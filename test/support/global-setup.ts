import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { CLUSTER_VARIABLE, type TestCluster } from './cluster.js'
import { SEEN_VARIABLE } from './contract/seen.js'
import { makeTemplate, openCluster } from './open-cluster.js'

type WithStop = typeof globalThis & { stopTestCluster?: () => Promise<void> }

/** One Postgres for the run, and a template with schema and cast that every test file clones. */
export default async function setUp(): Promise<void> {
  const cluster = await theCluster()
  await makeTemplate(cluster)
  process.env[CLUSTER_VARIABLE] = JSON.stringify(cluster)
  process.env[SEEN_VARIABLE] = await mkdtemp(join(tmpdir(), 'ai-marketplace-seen-'))
}

async function theCluster(): Promise<TestCluster> {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, REDIS_URL } = process.env
  const redisUrl = REDIS_URL ?? null
  if (url !== undefined && ownerUrl !== undefined) return { url, ownerUrl, redisUrl }
  const cluster = await openCluster(false)
  const holder: WithStop = globalThis
  holder.stopTestCluster = () => cluster.stop()
  return { url: cluster.url, ownerUrl: cluster.ownerUrl, redisUrl }
}
