import { readFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'

import pg from 'pg'

import { poolSettings } from '../../src/shared/database/data-source.js'
import { EVERY_ROW } from '../support/cluster.js'
import type { SealingKeys } from '../../src/modules/bids/sealing.js'
import { loadConfig } from '../../src/shared/config.js'
import { withMasterKey } from '../../src/shared/keep-master-key.js'
import type { Ask } from '../support/seal-copies.js'
import { Operator, ownerUrlIn, READY, type Running } from '../support/product.js'

export const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** The product in a process of its own on a new data folder, without limits of rate, and its database. */
export interface Stage {
  product: Running
  baseUrl: URL
  folder: string
  owner: pg.Client
  /** By which its bids are sealed. */
  keys: SealingKeys
  /** The database as the application's role. */
  appUrl: string
}

/** Sets the stage for the work and puts everything away after it. */
export async function onStage(port: number, work: (stage: Stage) => Promise<void>): Promise<void> {
  const operator = new Operator()
  try {
    const folder = await operator.aFolder()
    const unlimited = { RATE_ANONYMOUS: '100000000', RATE_PERSON: '100000000' }
    const product = operator.run('main', { DATA_DIR: folder, PORT: String(port), RUN_WORKER: 'false', LOG_LEVEL: 'error', ...unlimited })
    await product.says(READY)
    const owner = await connected(await ownerUrlIn(folder), EVERY_ROW)
    await work({
      product,
      baseUrl: new URL(`http://127.0.0.1:${port}`),
      folder,
      owner,
      keys: await keysIn(folder),
      appUrl: await appUrlIn(folder, owner),
    })
    await owner.end()
  } finally {
    await operator.putAway()
  }
}

export async function connected(connectionString: string, options = poolSettings.options): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, options })
  // When something fails, the database is put away under its feet.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function appUrlIn(folder: string, owner: pg.Client): Promise<string> {
  const { app } = JSON.parse(await readFile(join(folder, 'credentials.json'), 'utf8')) as { app: string }
  return `postgres://market_app:${app}@127.0.0.1:${owner.port}/marketplace`
}

const keysIn = (folder: string): Promise<Stage['keys']> => withMasterKey(loadConfig({ DATA_DIR: folder }))

/** Asks as that owner. */
export const asking =
  (owner: pg.Client): Ask =>
  async (sql, parameters = []) =>
    (await owner.query(sql, parameters)).rows as never[]

export const machine = (): string => `${cpus().length} cores, Node ${process.version}, Postgres with default settings`
