import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { hash } from '@node-rs/argon2'

import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { seedCast } from '../../src/modules/demonstration/seed-cast.js'
import { withDataSource } from '../../src/shared/database/data-source.js'
import { startEmbeddedPostgres } from '../../src/shared/database/embedded/embedded-postgres.js'
import { migrate } from '../../src/shared/database/migrate.js'
import { roleOf } from '../../src/shared/database/open-database.js'
import type { Tx } from '../../src/shared/database/unit-of-work.js'
import { removeAbandoned } from './abandoned-clusters.js'
import { asOwner, CLUSTER_VARIABLE, onDatabase, TEMPLATE, type TestCluster } from './cluster.js'
import { folderInMemory, SHARED_MEMORY } from './folder-in-memory.js'

export interface OwnCluster extends TestCluster {
  /** The folder of its server, to find its processes by. */
  data: string
  /** Superuser's address, for roles that the owner may not make. */
  adminUrl: string
  stop(): Promise<void>
}

const PREFIX = 'ai-marketplace-test-'

/** A Postgres of one's own in a temporary folder, with the template; `durable` says whether it syncs what it writes. */
export async function openCluster(durable: boolean): Promise<OwnCluster> {
  await removeAbandoned([SHARED_MEMORY, tmpdir()], PREFIX)
  const dataDir = durable ? await mkdtemp(join(tmpdir(), PREFIX)) : await folderInMemory(PREFIX)
  // Run as root, Postgres works under another account: where that cannot enter, the data would go elsewhere and stay there.
  await chmod(dataDir, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir, database: 'marketplace_test', durable, log: () => undefined })
  const stop = async (): Promise<void> => {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  const { url, ownerUrl, adminUrl } = postgres
  return { url, ownerUrl, adminUrl, redisUrl: null, data: join(dataDir, 'postgres'), stop }
}

/** What it costs to check a password stands in its hash, and the cast signs in thousands of times in a run. Whoever gets a password there pays in full. */
const CHEAP = { memoryCost: 64, timeCost: 1, parallelism: 1 }

/** Schema and cast in a database that every test clones. */
export async function makeTemplate(cluster: TestCluster): Promise<void> {
  await asOwner(cluster.ownerUrl, async client => {
    await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE}`)
    await client.query(`CREATE DATABASE ${TEMPLATE}`)
  })
  const ownerUrl = onDatabase(cluster.ownerUrl, TEMPLATE)
  await migrate(ownerUrl, roleOf(cluster.url))
  const passwordHash = await hash(PASSWORD, CHEAP)
  await withDataSource(ownerUrl, source => source.transaction(tx => seedCast(tx as Tx, passwordHash)))
}

/** Works on the cluster of the suite where one is running, and otherwise on a durable one made for it. */
export async function withCluster<T>(work: (cluster: TestCluster) => Promise<T>): Promise<T> {
  const shared = process.env[CLUSTER_VARIABLE]
  return shared === undefined ? withOwnCluster(work) : work(JSON.parse(shared) as TestCluster)
}

/** Works on a cluster that nobody else uses, and that syncs what it writes unless nothing there is to outlive anything. */
export async function withOwnCluster<T>(work: (cluster: OwnCluster) => Promise<T>, durable = true): Promise<T> {
  const cluster = await openCluster(durable)
  try {
    await makeTemplate(cluster)
    return await work(cluster)
  } finally {
    await cluster.stop()
  }
}

/** The same for work that finds the cluster as the tests of the suite do. */
export const withTestCluster = <T>(work: () => Promise<T>): Promise<T> =>
  withCluster(async ({ url, ownerUrl, redisUrl }) => {
    const before = process.env[CLUSTER_VARIABLE]
    process.env[CLUSTER_VARIABLE] = JSON.stringify({ url, ownerUrl, redisUrl } satisfies TestCluster)
    try {
      return await work()
    } finally {
      if (before === undefined) Reflect.deleteProperty(process.env, CLUSTER_VARIABLE)
    }
  })
