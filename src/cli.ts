import 'reflect-metadata'

import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { createApp } from './app.setup.js'
import { type Heads, verifyLogNow, wordsForChainFault } from './modules/audit/verify-log.js'
import { type CheckedBackup, checkBackup } from './modules/backup/check-backup.js'
import { restoreBackup } from './modules/backup/restore-backup.js'
import { tellOfBackup } from './modules/backup/tell-of-backup.js'
import { writeBackup } from './modules/backup/write-backup.js'
import { sealAnew, sealAtRest } from './modules/bids/seal-at-rest.js'
import { keyServiceBySettings } from './modules/keys/key-service-by-settings.js'
import { wrapKeysAnew } from './modules/keys/keys-at-rest.js'
import { tellOfBids } from './modules/bids/tell-of-bids.js'
import { headsInReceipt, verifyReceiptFile } from './modules/bids/verify-receipt-file.js'
import { hashesOfPacks } from './modules/guidelines/guideline-packs.js'
import { sealSecondFactorsAnew } from './modules/identity/second-factors-at-rest.js'
import { seedOnce } from './modules/demonstration/seed.js'
import { type Config, ConfigurationInvalid, loadConfig } from './shared/config.js'
import { withDataSource } from './shared/database/data-source.js'
import { type OpenDatabase, openDatabase } from './shared/database/open-database.js'
import { InputFileUnusable, readJsonFile } from './shared/input-file.js'
import { withMasterKey } from './shared/keep-master-key.js'
import { createLog, type Log } from './shared/log.js'
import { startOrExplain } from './shared/start-or-explain.js'
import { FileStorage } from './shared/storage/file-storage.js'

const USAGE = `Usage: npm run cli -- COMMAND
  migrate                 bring the schema up to date and seal what is readable of bids, as DATABASE_OWNER_URL
  reseal                  seal by MASTER_KEY what MASTER_KEY_PREVIOUS sealed, and wrap private keys as KEY_SERVICE says, as DATABASE_OWNER_URL
  seed                    add the demonstration data once (never in production)
  verify-log              check every chain of the audit log
      --head FILE         against heads that were kept outside
      --receipt FILE      against the head that a receipt carries; verify the receipt first
      --write-heads FILE  and keep the heads found now
  verify-bids             check the log, and hold every submitted version and every opening against receipts and log
      --head, --receipt   as above; the receipt has to be on record as well
      --keys FILE         by the keys saved from /.well-known/receipt-keys.json, not by those in the database
  backup FOLDER           write database and evidence files into a new folder, while everything goes on
  verify-backup FOLDER    read a backup, without database or settings, and say whether every byte is there
  restore FOLDER          put a backup into an empty database, as DATABASE_OWNER_URL, and into an empty folder
      --manifest HASH     only if the manifest is the one whose hash was kept (for verify-backup too)
  verify-receipt FILE     check a receipt, without database or settings: 0 genuine, 1 not genuine, 2 nothing to judge
      --keys FILE         by the keys saved from /.well-known/receipt-keys.json (default: receipt-keys.json)
  hash-packs              print the hash of each guideline pack, for packs/published.json
`

const COMMANDS = new Map<string, (config: Config, log: Log, given: Arguments) => Promise<void>>([
  ['migrate', migrateCommand],
  ['reseal', resealCommand],
  ['seed', seedCommand],
  ['verify-log', verifyLogCommand],
  ['verify-bids', verifyBidsCommand],
  ['backup', backupCommand],
  ['restore', restoreCommand],
  ['hash-packs', hashPacksCommand],
])

/** Those that are given a file or folder to work on. */
const OF_A_PATH = ['verify-receipt', 'verify-backup', 'backup', 'restore']

interface Arguments {
  command: string
  path: string
  head?: string | undefined
  keys?: string | undefined
  manifest?: string | undefined
  receipt?: string | undefined
  'write-heads'?: string | undefined
}

await startOrExplain(async () => {
  const given = readArguments()
  if (given?.command === 'verify-receipt') return verifyReceiptCommand(given.path, given.keys)
  if (given?.command === 'verify-backup') return verifyBackupCommand(given)
  const command = COMMANDS.get(given?.command ?? '')
  if (given === null || command === undefined) {
    process.stderr.write(USAGE)
    process.exitCode = 2
    return
  }
  const config = loadConfig()
  await command(config, createLog(config.logLevel === 'info' ? 'warn' : config.logLevel), given)
})

/** The command and its options, or null for what is not in the usage. */
function readArguments(): Arguments | null {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        head: { type: 'string' },
        keys: { type: 'string' },
        manifest: { type: 'string' },
        receipt: { type: 'string' },
        'write-heads': { type: 'string' },
      },
    })
    const [command = '', path = ''] = positionals
    if (values.head !== undefined && values.receipt !== undefined) return null
    if (OF_A_PATH.includes(command) && path === '') return null
    return { command, path, ...values }
  } catch {
    return null
  }
}

async function withDatabase(config: Config, log: Log, work: (database: OpenDatabase) => Promise<void>): Promise<void> {
  const database = await openDatabase(config, log)
  try {
    await work(database)
  } finally {
    await database.close()
  }
}

async function migrateCommand(config: Config, log: Log): Promise<void> {
  refuseWithoutOwner(config, 'migrations run as the owner of the schema')
  await withDatabase(config, log, async ({ config: opened, ownerUrl }) => {
    const keys = await withMasterKey(opened)
    const sealed = await sealAtRest(keys, ownerUrl, keyServiceBySettings(keys, log), log)
    if (sealed > 0) process.stdout.write(`${sealed} values and files of bids were readable and are sealed now.\n`)
  })
  process.stdout.write('The schema is up to date.\n')
}

/** Every process has both keys before this is begun, and may forget the one before when it has ended. */
async function resealCommand(config: Config, log: Log): Promise<void> {
  refuseWithoutOwner(config, 'what is sealed anew lies in tables that the application may not change')
  await withDatabase(config, log, async ({ config: opened, ownerUrl }) => {
    const keys = await withMasterKey(opened)
    const owner = String(ownerUrl)
    const wrapped = await wrapKeysAnew(owner, keyServiceBySettings(keys, log))
    const [values, secrets] = [await sealAnew(owner, keys), await sealSecondFactorsAnew(owner, keys)]
    process.stdout.write(
      `${values} values of bids and ${secrets} second factors are sealed by MASTER_KEY now, and ${wrapped} private keys wrapped anew.\n`,
    )
  })
}

function refuseWithoutOwner(config: Config, because: string): void {
  if (config.databaseUrl !== null && config.databaseOwnerUrl === null)
    throw new ConfigurationInvalid([`DATABASE_OWNER_URL is missing: ${because}`])
}

async function seedCommand(config: Config, log: Log): Promise<void> {
  if (config.production) throw new ConfigurationInvalid(['NODE_ENV is production: demonstration data is never created there'])
  await withDatabase(config, log, async database => {
    const keyed = await withMasterKey(database.config)
    await sealAtRest(keyed, database.ownerUrl, keyServiceBySettings(keyed, log), log)
    const app = await createApp(keyed, log)
    await app.init()
    const seeded = await seedOnce(app)
    await app.close()
    process.stdout.write(seeded ? 'The demonstration data is there.\n' : 'The demonstration data was there already.\n')
  })
}

async function verifyLogCommand(config: Config, log: Log, given: Arguments): Promise<void> {
  const outside = await readHeads(given)
  await withDatabase(config, log, async database => {
    const heads = await tellOfLog(database, outside)
    if (given['write-heads'] !== undefined) await writeFile(given['write-heads'], JSON.stringify(heads, null, 2) + '\n')
  })
}

/** The exit code is 1 with findings. Reads only, and needs no key. */
async function verifyBidsCommand(config: Config, log: Log, { keys, receipt, head }: Arguments): Promise<void> {
  const heads = await readHeads({ head, receipt })
  await withDatabase(config, log, async ({ config: { databaseUrl } }) => {
    const whole = await withDataSource(databaseUrl, source => tellOfBids(source, { heads, keys, receipt }, say))
    if (!whole) process.exitCode = 1
  })
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Says what is wrong with the log, and answers its heads; the exit code is 1 with faults. */
async function tellOfLog(database: OpenDatabase, outside: Heads | undefined): Promise<Heads> {
  const verdict = await withDataSource(database.config.databaseUrl, source => verifyLogNow(source, outside))
  process.stdout.write(`${verdict.streams} chains, ${verdict.events} events, ${verdict.faults.length} faults\n`)
  for (const fault of verdict.faults) say(`FAULT ${wordsForChainFault(fault)}`)
  if (outside === undefined)
    process.stdout.write('Without --head or --receipt, a chain that was cut short or rewritten as a whole cannot be told.\n')
  if (verdict.faults.length > 0) process.exitCode = 1
  return verdict.heads
}

/** The exit code is 1 when evidence files were lost before, although all the rest is backed up. */
async function backupCommand(config: Config, log: Log, { path }: Arguments): Promise<void> {
  await withDatabase(config, log, async ({ config: { databaseUrl } }) => {
    sayOfBackup('Backed up', await writeBackup(databaseUrl, storageOf(config), path))
  })
}

async function verifyBackupCommand({ path, manifest }: Arguments): Promise<void> {
  sayOfBackup('Whole', await checkBackup(path, manifest))
}

/** Everything is read before anything is written. */
async function restoreCommand(config: Config, log: Log, { path, manifest }: Arguments): Promise<void> {
  refuseWithoutOwner(config, 'a restore puts rows into tables that the application may not change')
  const backup = await checkBackup(path, manifest)
  await withDatabase(config, log, async database => {
    await restoreBackup(backup, String(database.ownerUrl), storageOf(config))
    sayOfBackup('Restored', backup)
    await tellOfLog(database, undefined)
  })
}

function storageOf({ storageUrl }: Config): FileStorage {
  return new FileStorage(fileURLToPath(storageUrl))
}

function sayOfBackup(done: string, backup: Pick<CheckedBackup, 'manifest' | 'hash'>): void {
  if (!tellOfBackup(done, backup, say)) process.exitCode = 1
}

/** Heads that were kept outside the database: of all chains in a list, or of the supplier's own in a receipt. */
async function readHeads({ head, receipt }: Pick<Arguments, 'head' | 'receipt'>): Promise<Heads | undefined> {
  if (receipt !== undefined) return headsInReceipt(receipt)
  return head === undefined ? undefined : ((await readJsonFile(head)) as Heads)
}

/** Exits with 0 for a genuine receipt, 1 for any other, and 2 when there is nothing to judge. */
async function verifyReceiptCommand(file: string, keys = 'receipt-keys.json'): Promise<void> {
  try {
    const { genuine, words } = await verifyReceiptFile(file, keys)
    process.stdout.write(`${words}\n`)
    process.exitCode = genuine ? 0 : 1
  } catch (error) {
    if (!(error instanceof InputFileUnusable)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  }
}

function hashPacksCommand(): Promise<void> {
  process.stdout.write(`${JSON.stringify(hashesOfPacks(), null, 2)}\n`)
  return Promise.resolve()
}
