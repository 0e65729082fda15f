import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { seedCast } from '../../src/modules/demonstration/seed-cast.js'
import { Passwords } from '../../src/modules/identity/passwords.js'
import { withDataSource } from '../../src/shared/database/data-source.js'
import { startEmbeddedPostgres } from '../../src/shared/database/embedded/embedded-postgres.js'
import { migrate } from '../../src/shared/database/migrate.js'
import { roleOf } from '../../src/shared/database/open-database.js'
import type { Tx } from '../../src/shared/database/unit-of-work.js'
import { asOwner, CLUSTER_VARIABLE, onDatabase, TEMPLATE, type TestCluster } from './cluster.js'

export interface OpenCluster extends TestCluster {
  stop: () => Promise<void>
}

/** A Postgres with a template of schema and cast that TestApp clones: the given one, or an embedded one in a folder of its own. */
export async function openTestCluster(durable: boolean): Promise<OpenCluster> {
  const cluster = await findOrStart(durable)
  await makeTemplate(cluster)
  const { url, ownerUrl, redisUrl } = cluster
  process.env[CLUSTER_VARIABLE] = JSON.stringify({ url, ownerUrl, redisUrl } satisfies TestCluster)
  return cluster
}

/** Works on the cluster of the suite, or on one of its own that commits to the disk as in production. */
export async function withTestCluster<T>(work: () => Promise<T>): Promise<T> {
  if (process.env[CLUSTER_VARIABLE] !== undefined) return work()
  const cluster = await openTestCluster(true)
  try {
    return await work()
  } finally {
    Reflect.deleteProperty(process.env, CLUSTER_VARIABLE)
    await cluster.stop()
  }
}

async function findOrStart(durable: boolean): Promise<OpenCluster> {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, REDIS_URL } = process.env
  const redisUrl = REDIS_URL ?? null
  if (url !== undefined && ownerUrl !== undefined) return { url, ownerUrl, redisUrl, stop: () => Promise.resolve() }
  const dataDir = await mkdtemp(join(tmpdir(), 'ai-marketplace-test-'))
  // Run as root, Postgres works under another account: where that cannot enter, the data would go elsewhere and stay there.
  await chmod(dataDir, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir, database: 'marketplace_test', durable, log: () => undefined })
  const stop = async (): Promise<void> => {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url: postgres.url, ownerUrl: postgres.ownerUrl, redisUrl, stop }
}

async function makeTemplate(cluster: TestCluster): Promise<void> {
  await asOwner(cluster.ownerUrl, async client => {
    await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE}`)
    await client.query(`CREATE DATABASE ${TEMPLATE}`)
  })
  const ownerUrl = onDatabase(cluster.ownerUrl, TEMPLATE)
  await migrate(ownerUrl, roleOf(cluster.url))
  const passwordHash = await new Passwords().hash(PASSWORD)
  await withDataSource(ownerUrl, source => source.transaction(tx => seedCast(tx as Tx, passwordHash)))
}
