import { readFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'

import pg from 'pg'

import { Operator, ownerUrlIn, READY, type Running } from '../support/product.js'

export const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** The product in a process of its own on a new data folder, without limits of rate, and its database. */
export interface Stage {
  product: Running
  baseUrl: URL
  folder: string
  owner: pg.Client
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
    const owner = await connected(await ownerUrlIn(folder))
    await work({ product, baseUrl: new URL(`http://127.0.0.1:${port}`), folder, owner, appUrl: await appUrlIn(folder, owner) })
    await owner.end()
  } finally {
    await operator.putAway()
  }
}

export async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client(url)
  // When something fails, the database is put away under its feet.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function appUrlIn(folder: string, owner: pg.Client): Promise<string> {
  const { app } = JSON.parse(await readFile(join(folder, 'credentials.json'), 'utf8')) as { app: string }
  return `postgres://market_app:${app}@127.0.0.1:${owner.port}/marketplace`
}

export const machine = (): string => `${cpus().length} cores, Node ${process.version}, Postgres with default settings`
