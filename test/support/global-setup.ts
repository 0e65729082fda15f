import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { BROWSER_VARIABLE, unpackBrowser } from '../browser/chromium.js'
import { CLUSTER_VARIABLE, type TestCluster } from './cluster.js'
import { SEEN_VARIABLE } from './contract/seen.js'
import { makeTemplate, openCluster } from './open-cluster.js'

type WithStop = typeof globalThis & { stopTestCluster?: () => Promise<void> }

/** One Postgres for the run with a template, schema and cast, that every test file clones; and one browser, so that no two unpack it at once. */
export default async function setUp(): Promise<void> {
  const cluster = await theCluster()
  await makeTemplate(cluster)
  process.env[CLUSTER_VARIABLE] = JSON.stringify(cluster)
  process.env[BROWSER_VARIABLE] = await unpackBrowser()
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
