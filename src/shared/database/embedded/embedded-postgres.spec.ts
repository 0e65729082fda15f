import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EmbeddedPostgres } from './embedded-postgres.js'
import { runsAsRoot } from './postgres-account.js'
import { ask, TestBed } from './test-bed.js'

const bed = new TestBed()
beforeAll(() => bed.open(), 30_000)
afterEach(() => bed.stopAll())
afterAll(() => bed.remove())

describe('embedded Postgres', () => {
  it('finds its data and its passwords at the second start', async () => {
    const folder = bed.used
    const first = await bed.start(folder)
    await ask(first.ownerUrl, 'CREATE TABLE note (text text)')
    await ask(first.ownerUrl, "INSERT INTO note VALUES ('kept')")
    await first.stop()
    const second = await bed.start(folder)
    expect(await ask(second.ownerUrl, 'SELECT text FROM note')).toEqual([{ text: 'kept' }])
    expect(new URL(second.url).password).toBe(new URL(first.url).password)
    expect((await stat(join(folder, 'credentials.json'))).mode & 0o777).toBe(0o600)
  })

  it('looks the same on every machine and listens on the loopback address only', async () => {
    const postgres = await bed.start(bed.used)
    const shown = await ask(
      postgres.adminUrl,
      `SELECT current_setting('listen_addresses') AS address, current_setting('unix_socket_directories') AS sockets, current_setting('TimeZone') AS zone,
              pg_encoding_to_char(encoding) AS encoding, datlocale AS locale, datlocprovider AS provider
         FROM pg_database WHERE datname = 'market_test'`,
    )
    expect(shown).toEqual([{ address: '127.0.0.1', sockets: '', zone: 'UTC', encoding: 'UTF8', locale: 'C.UTF-8', provider: 'b' }])
  })

  it('never logs a password', async () => {
    const folder = bed.folder('silent')
    const postgres = await bed.start(folder)
    await postgres.stop()
    const logged = [...bed.lines, await readFile(join(folder, 'postgres.log'), 'utf8')].join('\n')
    for (const url of [postgres.adminUrl, postgres.ownerUrl, postgres.url]) expect(logged).not.toContain(new URL(url).password)
  })

  it('keeps what is written out of the log of errors', async () => {
    const folder = bed.used
    const postgres = await bed.start(folder)
    await ask(postgres.ownerUrl, 'CREATE TABLE secret (text text PRIMARY KEY)')
    await ask(postgres.ownerUrl, "INSERT INTO secret VALUES ('sealed')")
    await expect(ask(postgres.ownerUrl, "INSERT INTO secret VALUES ('sealed')")).rejects.toThrow('duplicate key')
    const logged = await readFile(join(folder, 'postgres.log'), 'utf8')
    expect(logged).toContain('duplicate key')
    expect(logged).not.toContain('sealed')
  })
})

describe('the roles', () => {
  let postgres: EmbeddedPostgres
  const urlAs = (user: string, password: string): string => `postgres://${user}:${password}@127.0.0.1:${postgres.port}/market_test`

  it('keep the application from changing the schema, and admit nobody without a password', async () => {
    postgres = await bed.start(bed.used)
    await expect(ask(postgres.url, 'CREATE TABLE public.note (text text)')).rejects.toThrow('permission denied for schema public')
    await expect(ask(postgres.url, 'CREATE SCHEMA mine')).rejects.toThrow('permission denied for database')
    await expect(ask(postgres.url, 'CREATE TEMPORARY TABLE note (text text)')).rejects.toThrow('permission denied')
    await expect(ask(urlAs('market_app', ''), 'SELECT 1')).rejects.toThrow(/password/)
    await expect(ask(urlAs('postgres', 'guess'), 'SELECT 1')).rejects.toThrow('password authentication failed')
    const roles = await ask(
      postgres.adminUrl,
      "SELECT rolname, rolsuper, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname LIKE 'market%' ORDER BY 1",
    )
    expect(roles).toEqual([
      { rolname: 'market_app', rolsuper: false, rolcreatedb: false, rolbypassrls: false },
      { rolname: 'market_owner', rolsuper: false, rolcreatedb: true, rolbypassrls: false },
    ])
  })

  it('get their rights back at the next start', async () => {
    const folder = bed.used
    postgres = await bed.start(folder)
    await ask(postgres.adminUrl, 'ALTER ROLE market_app SUPERUSER')
    await ask(postgres.ownerUrl, 'DROP SCHEMA public CASCADE')
    await postgres.stop()
    postgres = await bed.start(folder)
    await expect(ask(postgres.url, 'CREATE TABLE public.note (text text)')).rejects.toThrow('permission denied for schema public')
    await ask(postgres.ownerUrl, 'CREATE TABLE public.note (text text)')
  })
})

describe('a damaged folder', () => {
  const FILES = ['postgres/PG_VERSION', 'postgres/global/pg_control', 'credentials.json']

  it.each<[string, (folder: string) => Promise<unknown>, RegExp]>([
    ['without PG_VERSION', folder => rm(join(folder, 'postgres/PG_VERSION')), /not a Postgres data folder \(no file PG_VERSION in it\)/],
    [
      'of another version',
      folder => writeFile(join(folder, 'postgres/PG_VERSION'), '16\n'),
      /written by Postgres 16, this program brings Postgres 18/,
    ],
    [
      'with a broken pg_control',
      folder => writeFile(join(folder, 'postgres/global/pg_control'), 'x'.repeat(8192)),
      /The data is damaged.*\nPostgres said:\n.*FATAL/,
    ],
    [
      'without a pg_control',
      folder => rm(join(folder, 'postgres/global/pg_control')),
      /The data is damaged.*\nPostgres said:\n.*could not find the database system/,
    ],
    ['open to all', folder => chmod(join(folder, 'postgres'), 0o777), /owner or permissions do not fit/],
    ['without its passwords', folder => rm(join(folder, 'credentials.json')), /passwords that belong to it are missing or changed/],
    [
      'with other passwords',
      folder => writeFile(join(folder, 'credentials.json'), '{"superuser":"a","owner":"b","app":"c"}'),
      /missing or changed/,
    ],
  ])('%s is named, with the way out, and starts once it is put right', async (_, damage, message) => {
    const kept = await Promise.all(FILES.map(file => readFile(join(bed.used, file))))
    await damage(bed.used)
    const refusal = await bed.refusalOf(bed.used)
    await Promise.all(FILES.map((file, index) => writeFile(join(bed.used, file), kept[index] ?? '')))
    await chmod(join(bed.used, 'postgres'), 0o700)
    if (runsAsRoot()) await giveToPostgres(join(bed.used, 'postgres/global/pg_control'))
    expect(refusal).toMatch(message)
    expect(refusal).toContain('set DATA_DIR to another folder')
    await expect(bed.start(bed.used)).resolves.toBeDefined()
  })

  async function giveToPostgres(file: string): Promise<void> {
    const { uid, gid } = await stat(join(bed.used, 'postgres'))
    await chown(file, uid, gid)
  }

  it('may be a file', async () => {
    await writeFile(bed.folder('a-file'), '')
    expect(await bed.refusalOf(bed.folder('a-file'))).toContain('A file stands where a folder is needed')
  })
})

const asRoot = runsAsRoot() ? describe : describe.skip

asRoot('started by root', () => {
  it('keeps the data elsewhere when the account of Postgres cannot enter the folder, and finds it again', async () => {
    const hidden = bed.folder('root-only')
    await mkdir(hidden, { mode: 0o700 })
    const folder = join(hidden, 'data')
    const first = await bed.start(folder)
    await ask(first.ownerUrl, 'CREATE TABLE note AS SELECT 1 AS number')
    await first.stop()
    bed.outside.push((await readFile(join(folder, 'postgres-location'), 'utf8')).trim())
    expect(bed.lines).toContainEqual(expect.stringContaining(`cannot enter ${folder}: the data is in ${String(bed.outside.at(-1))}`))
    const second = await bed.start(folder)
    expect(await ask(second.ownerUrl, 'SELECT number FROM note')).toEqual([{ number: 1 }])
  })

  it('says so when data it kept elsewhere is gone', async () => {
    const folder = bed.folder('gone')
    await mkdir(folder)
    await writeFile(join(folder, 'postgres-location'), '/var/lib/ai-marketplace/no-such-folder\n')
    expect(await bed.refusalOf(folder)).toContain('was kept in /var/lib/ai-marketplace/no-such-folder, which no longer exists')
  })
})
