import { mkdtemp, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'

import pg from 'pg'

import type { MailCatcher } from '../../support/mail-catcher.js'
import type { OwnCluster } from '../../support/open-cluster.js'
import type { Operator } from '../../support/product.js'
import { hitsIn, hitsInDatabase, hitsInFolder, spellingsOf } from '../../support/sweep.js'
import type { TestApp } from '../../support/test-app.js'
import { aZip } from '../../support/zips.js'
import type { KeptProcess } from '../kept-process.js'
import type { RedisServer } from '../redis-server.js'

/** Everything that a marketplace leaves copies of its data in. */
export interface Marketplace {
  cluster: OwnCluster
  test: TestApp
  operator: Operator
  redis: RedisServer | null
  catcher: MailCatcher
  processes: readonly KeptProcess[]
  /** Where the processes put what is temporary. */
  temporary: string
}

/** A place that is swept, and a text that has to be found there if the sweep looks at all. */
export interface Place {
  name: string
  known: string
  sweep: (texts: readonly string[]) => Promise<string[]>
}

/** The public word of a requirement stands in all that holds rows or tells people of it. */
export async function placesOf(marketplace: Marketplace, publicWord: string, folder: string): Promise<Place[]> {
  const { cluster, test, redis, catcher, processes, temporary } = marketplace
  const [storage] = await test.rows<{ owner: string }>('SELECT owner FROM storage')
  await writeFile(join(temporary, 'known'), publicWord)
  const said = (): Buffer => Buffer.from(processes.map(each => each.said).join('\n'))
  const mails = (): Buffer => Buffer.from(JSON.stringify(catcher.caught))
  const here = (bytes: Buffer, texts: readonly string[]): Promise<string[]> => Promise.resolve(hitsIn(bytes, texts))
  return [
    { name: 'database', known: publicWord, sweep: texts => hitsInDatabase(test.rows.bind(test), texts) },
    {
      name: 'data directory',
      known: publicWord,
      sweep: async texts => {
        await checkpoint(cluster)
        return hitsInFolder(dirname(cluster.data), texts)
      },
    },
    { name: 'write-ahead log', known: publicWord, sweep: texts => hitsInFolder(join(cluster.data, 'pg_wal'), texts) },
    { name: 'storage', known: String(storage?.owner), sweep: texts => hitsInFolder(test.storageFolder, texts) },
    { name: 'backup', known: publicWord, sweep: texts => hitsInBackup(marketplace, folder, texts) },
    ...(redis === null ? [] : [queueOf(redis, test)]),
    { name: 'logs', known: '/api/v1/bids/:id/submit', sweep: texts => here(said(), texts) },
    { name: 'mails', known: publicWord, sweep: texts => here(mails(), texts) },
    { name: 'temporary files', known: publicWord, sweep: texts => hitsInFolder(temporary, texts) },
  ]
}

/** All that Redis holds, and every command that changed it before. */
const queueOf = (redis: RedisServer, { config }: TestApp): Place => ({
  name: 'queue',
  known: new URL(config.databaseUrl).pathname.slice(1),
  sweep: async texts => {
    await redis.save()
    return hitsInFolder(redis.folder, texts)
  },
})

/** Has the server write to its files what it holds in memory. */
async function checkpoint({ adminUrl }: OwnCluster): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query('CHECKPOINT')
  } finally {
    await client.end()
  }
}

async function hitsInBackup({ operator, test }: Marketplace, folder: string, texts: readonly string[]): Promise<string[]> {
  const backup = await mkdtemp(join(folder, 'backup-'))
  const running = operator.run('cli', test.environment, 'backup', backup)
  const { code } = await running.ended
  if (code !== 0) throw new Error(`The backup ended with ${String(code)}: ${running.out}${running.errors}`)
  return hitsInFolder(backup, texts)
}

/** Long values are kept as they are: what Postgres packs, a sweep of its files could not read. */
export const keepUnpacked = (test: TestApp): Promise<unknown> =>
  test.rows(
    `DO $$ DECLARE a record; BEGIN
       FOR a IN SELECT c.oid::regclass AS name, string_agg(format('ALTER COLUMN %I SET STORAGE EXTERNAL', attname), ', ') AS changes
         FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
         WHERE attstorage IN ('x', 'm') AND attnum > 0 AND NOT attisdropped AND c.relkind = 'r' AND c.relowner = current_user::regrole
         GROUP BY c.oid LOOP
         EXECUTE format('ALTER TABLE %s %s', a.name, a.changes);
       END LOOP; END $$`,
  )

/** Puts a text into files of its own, once in each spelling that the sweep knows, plain and packed in each way; answers how many. */
export async function plantEach(folder: string, text: string): Promise<number> {
  const spellings = [...spellingsOf(text).values()].map(each => Buffer.concat([Buffer.from('before '), each, Buffer.from(' behind')]))
  const packed = spellings.flatMap(each => [gzipSync(each), deflateSync(each), aZip({ part: each })])
  const all = [...spellings, ...packed]
  for (const [place, bytes] of all.entries()) await writeFile(join(folder, `planted-${place}`), bytes)
  return all.length
}
