import { mkdir, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { findClusterHome, type ClusterHome } from './cluster-home.js'
import type { Cluster } from './cluster.js'
import { createCluster, hasCluster } from './create-cluster.js'
import { readOrMakeCredentials, unusableCredentials, type Credentials } from './credentials.js'
import { codeOf, EmbeddedPostgresFailed } from './embedded-postgres-failed.js'
import { explainError } from './explain-failure.js'
import { takeOwnerLock, type OwnerLock } from './owner-lock.js'
import { findBinaries } from './postgres-binaries.js'
import { prepareDatabase } from './prepare-database.js'
import { ServerLog } from './server-log.js'
import { SupervisedServer, type OnFailed } from './supervised-server.js'

export { EmbeddedPostgresFailed }

export interface EmbeddedPostgresOptions {
  dataDir: string
  /** Created when missing. */
  database: string
  log: (line: string) => void
  /** False for throw-away test data: faster, but a power cut may lose it. True when left out. */
  durable?: boolean
  /** Called once when the server keeps ending and is given up. It is logged in any case. */
  onFailed?: OnFailed
}

export interface EmbeddedPostgres {
  /** Superuser URL, only for creating databases in tests. */
  readonly adminUrl: string
  /** Role that owns the schema and migrates. */
  readonly ownerUrl: string
  /** Role the application uses: no DDL, no BYPASSRLS. */
  readonly url: string
  /** Stays the same while this process runs, also when the server is killed and comes back. */
  readonly port: number
  stop(): Promise<void>
}

type Urls = Omit<EmbeddedPostgres, 'stop'>

interface OpenCluster {
  cluster: Cluster
  credentials: Credentials
}

const WRONG_PASSWORD = '28P01'

/** Starts Postgres 18 on a free port of 127.0.0.1, with its data in the folder. Rejects with EmbeddedPostgresFailed only. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir)
  try {
    await mkdir(dataDir, { recursive: true })
    return await startIn(await realpath(dataDir), options)
  } catch (error) {
    throw explainError(dataDir, error)
  }
}

async function startIn(dataDir: string, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = await findClusterHome(dataDir, options.log)
  const lock = await takeOwnerLock(home.folder)
  try {
    const { cluster, credentials } = await openCluster(dataDir, home, options)
    const serverLog = await ServerLog.open(dataDir)
    const server = await SupervisedServer.start(cluster, serverLog, options.onFailed ?? (() => undefined)).catch(closing(serverLog))
    const urls = await openDatabase(dataDir, server, credentials, options.database).catch(closing(serverLog, server))
    return { ...urls, stop: once(() => stopAll(server, serverLog, lock)) }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Everything up to the start of the server: the programs, the data folder, the passwords. */
async function openCluster(dataDir: string, home: ClusterHome, { log, durable = true }: EmbeddedPostgresOptions): Promise<OpenCluster> {
  const binaries = await findBinaries(home.account, log)
  const cluster: Cluster = { data: join(home.folder, 'postgres'), account: home.account, binaries, durable, log }
  const hasData = await hasCluster(cluster.data)
  const credentials = await readOrMakeCredentials(dataDir, hasData)
  if (!hasData) await createCluster(cluster, credentials.superuser)
  return { cluster, credentials }
}

async function openDatabase(
  dataDir: string,
  { port }: SupervisedServer,
  { superuser, owner, app }: Credentials,
  database: string,
): Promise<Urls> {
  const urlOf = (role: string, password: string, name: string): string =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${encodeURIComponent(name)}`
  try {
    await prepareDatabase(name => urlOf('postgres', superuser, name), database, { superuser, owner, app })
  } catch (error) {
    throw codeOf(error) === WRONG_PASSWORD ? unusableCredentials(join(dataDir, 'credentials.json')) : error
  }
  return {
    adminUrl: urlOf('postgres', superuser, 'postgres'),
    ownerUrl: urlOf('market_owner', owner, database),
    url: urlOf('market_app', app, database),
    port,
  }
}

async function stopAll(server: SupervisedServer, serverLog: ServerLog, lock: OwnerLock): Promise<void> {
  await server.stop()
  await serverLog.close()
  await lock.release()
}

/** Puts away what is open before the error goes on. */
function closing(serverLog: ServerLog, server?: SupervisedServer): (error: unknown) => Promise<never> {
  return async error => {
    await server?.stop()
    await serverLog.close()
    throw error
  }
}

/** Makes later calls share the first one's promise. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => (result ??= work())
}
