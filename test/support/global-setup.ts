import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { seedCast } from '../../src/modules/demonstration/seed-cast.js'
import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { Passwords } from '../../src/modules/identity/passwords.js'
import { withDataSource } from '../../src/shared/database/data-source.js'
import { startEmbeddedPostgres } from '../../src/shared/database/embedded/embedded-postgres.js'
import { migrate } from '../../src/shared/database/migrate.js'
import { roleOf } from '../../src/shared/database/open-database.js'
import type { Tx } from '../../src/shared/database/unit-of-work.js'
import { asOwner, CLUSTER_VARIABLE, onDatabase, TEMPLATE, type TestCluster } from './cluster.js'

type WithStop = typeof globalThis & { stopTestCluster?: () => Promise<void> }

/** One Postgres for the run, and a template with schema and cast that every test file clones. */
export default async function setUp(): Promise<void> {
  const cluster = await openCluster()
  await asOwner(cluster.ownerUrl, async client => {
    await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE}`)
    await client.query(`CREATE DATABASE ${TEMPLATE}`)
  })
  const ownerUrl = onDatabase(cluster.ownerUrl, TEMPLATE)
  await migrate(ownerUrl, roleOf(cluster.url))
  const passwordHash = await new Passwords().hash(PASSWORD)
  await withDataSource(ownerUrl, source => source.transaction(tx => seedCast(tx as Tx, passwordHash)))
  process.env[CLUSTER_VARIABLE] = JSON.stringify(cluster)
}

async function openCluster(): Promise<TestCluster> {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, REDIS_URL } = process.env
  const redisUrl = REDIS_URL ?? null
  if (url !== undefined && ownerUrl !== undefined) return { url, ownerUrl, redisUrl }
  const dataDir = await mkdtemp(join(tmpdir(), 'ai-marketplace-test-'))
  // Run as root, Postgres works under another account: where that cannot enter, the data would go elsewhere and stay there.
  await chmod(dataDir, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir, database: 'marketplace_test', durable: false, log: () => undefined })
  const holder: WithStop = globalThis
  holder.stopTestCluster = async () => {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url: postgres.url, ownerUrl: postgres.ownerUrl, redisUrl }
}
