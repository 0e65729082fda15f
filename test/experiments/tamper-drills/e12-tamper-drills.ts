import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import pg from 'pg'

import { verifyLogNow } from '../../../src/modules/audit/verify-log.js'
import { privateKeyOf } from '../../../src/modules/bids/domain/receipt-key.js'
import { type Kept, tellOfBids } from '../../../src/modules/bids/tell-of-bids.js'
import { withDataSource } from '../../../src/shared/database/data-source.js'
import { deriveKey } from '../../../src/shared/master-key.js'
import { asOwner, onDatabase } from '../../support/cluster.js'
import { type OwnCluster, withOwnCluster } from '../../support/open-cluster.js'
import { Operator } from '../../support/product.js'
import { TestApp } from '../../support/test-app.js'
import type { Experiment, Outcome, Setting } from '../experiment.js'
import { competitions, replace } from './competitions.js'
import { type Drill, DRILLS, type Scene } from './drills.js'

const SUPPLIERS = 100
const FEWEST_SUPPLIERS = 2
/** A short run tries each so many. */
const SHORT_STEP = 4
const OUTSIDER = 'outsider'

export const TAMPER_DRILLS: Experiment = {
  id: 'E12',
  promise:
    'Whoever may only read, and has public keys and the heads of the log, finds and names each tampering by the owner of the database, and is told what cannot be found without them',
  run: setting => withOwnCluster(cluster => run(cluster, setting), false),
}

/** The database as it is verified and as it is copied for each drill, with one of its past. */
interface World {
  cluster: OwnCluster
  /** Password of the role that can only read. */
  password: string
  /** Names of databases: now, and before the last submission. */
  present: string
  past: string
  kept: Kept
  scene: Omit<Scene, 'manager'>
}

async function run(cluster: OwnCluster, { scale, say }: Setting): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'ai-marketplace-drills-'))
  const operator = new Operator()
  try {
    const suppliers = Math.max(FEWEST_SUPPLIERS, Math.ceil(SUPPLIERS * scale))
    const world = await buildWorld(cluster, suppliers, folder)
    const whole = await commandSays(operator, world, world.present)
    say(whole.said)
    const chosen = DRILLS.filter((_, place) => scale === 1 || place % SHORT_STEP === 0)
    const outcomes = []
    for (const drill of chosen) outcomes.push(await judge(world, drill))
    const older = await judgeOlder(world)
    const broken = await commandOnBroken(operator, world)
    const all = [...outcomes, older]
    return {
      figures: [
        ['untouched', `exit code ${String(whole.code)}, ${summaryOf(whole.said)}`],
        ['drills', `${all.length}, each found and named with what was kept outside: ${all.filter(({ byOutside }) => byOutside).length}`],
        ['found by the database alone', String(all.filter(({ alone }) => alone).length)],
        [
          'told of as not to be found so',
          all
            .filter(({ hidden }) => hidden)
            .map(({ name }) => name)
            .join('; '),
        ],
        ['the command on a tampered database', `exit code ${String(broken.code)}`],
      ],
      failures: [
        ...(whole.code === 0 ? [] : [`the untouched database is not whole: ${whole.said}`]),
        ...(broken.code === 1 ? [] : [`the command ended with ${String(broken.code)} on a tampered database: ${broken.said}`]),
        ...all.flatMap(({ failures }) => failures),
      ],
    }
  } finally {
    await operator.putAway()
    await rm(folder, { recursive: true, force: true })
  }
}

async function buildWorld(cluster: OwnCluster, suppliers: number, folder: string): Promise<World> {
  const password = randomBytes(16).toString('hex')
  await asAdmin(cluster, `CREATE ROLE ${OUTSIDER} LOGIN PASSWORD '${password}'; GRANT pg_read_all_data TO ${OUTSIDER}`)
  const before = await TestApp.start({ cluster })
  const made = await competitions(before, suppliers)
  const past = await before.leave()
  const after = await TestApp.start({
    cluster,
    template: past,
    signedIn: ['supplier-admin'],
    config: { storageUrl: before.config.storageUrl },
  })
  await replace(after, made.sealed.bidId, '2222.00')
  const keys = join(folder, 'receipt-keys.json')
  await writeFile(keys, (await after.app.inject({ url: '/.well-known/receipt-keys.json' })).body)
  const { heads } = await withDataSource(after.config.databaseUrl, verifyLogNow)
  await writeFile(join(folder, 'heads.json'), JSON.stringify(heads))
  const market = privateKeyOf(deriveKey(after.config.masterKey, 'receipts'))
  const stranger = privateKeyOf(randomBytes(32))
  const present = await after.leave()
  await rm(before.storageFolder, { recursive: true, force: true })
  return {
    ...{ cluster, password, past, present },
    kept: { heads, keys, receipt: undefined },
    scene: { ...made, keys: { market, stranger } },
  }
}

const asAdmin = async ({ adminUrl }: OwnCluster, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** The address by which a database can only be read. */
function readerOf({ cluster, password }: World, database: string): string {
  const url = new URL(onDatabase(cluster.url, database))
  url.username = OUTSIDER
  url.password = password
  return url.toString()
}

interface Judged {
  name: string
  alone: boolean
  hidden: boolean
  byOutside: boolean
  failures: string[]
}

const NOTHING_KEPT: Kept = { heads: undefined, keys: undefined, receipt: undefined }

async function judge(world: World, drill: Drill): Promise<Judged> {
  return withCopy(world, async (database, ownerUrl) => {
    await tamper(ownerUrl, manager => drill.tamper({ ...world.scene, manager }))
    return judgedOf(drill, await faultsIn(world, database, NOTHING_KEPT), await faultsIn(world, database, world.kept))
  })
}

function judgedOf({ name, alone, outside }: Omit<Drill, 'tamper'>, seenAlone: readonly string[], seenOutside: readonly string[]): Judged {
  const isSeenAlone = alone === null ? seenAlone.length > 0 : seenAlone.some(line => alone.test(line))
  const isSeenOutside = seenOutside.some(line => outside.test(line))
  return {
    name,
    alone: isSeenAlone,
    hidden: alone === null,
    byOutside: isSeenOutside,
    failures: [
      ...(isSeenAlone === (alone !== null) ? [] : [`${name}: by the database alone it says ${JSON.stringify(seenAlone)}`]),
      ...(isSeenOutside ? [] : [`${name}: with what was kept outside it says ${JSON.stringify(seenOutside)}`]),
    ],
  }
}

/** Last night's backup put back: whole by itself, as it was. */
async function judgeOlder(world: World): Promise<Judged> {
  const drill = { name: 'an older state of the database put back', alone: null, outside: /event \d+: cut or rewritten/ }
  return judgedOf(drill, await faultsIn(world, world.past, NOTHING_KEPT), await faultsIn(world, world.past, world.kept))
}

async function faultsIn(world: World, database: string, kept: Kept): Promise<string[]> {
  const lines: string[] = []
  const whole = await withDataSource(readerOf(world, database), source => tellOfBids(source, kept, line => lines.push(line)))
  const faults = lines.filter(line => line.startsWith('FAULT'))
  if (whole !== (faults.length === 0)) throw new Error(`It says ${String(whole)} and ${lines.join('\n')}`)
  return faults
}

async function withCopy<T>({ cluster, present }: World, work: (database: string, ownerUrl: string) => Promise<T>): Promise<T> {
  const database = `market_${randomBytes(6).toString('hex')}_test`
  await asOwner(cluster.ownerUrl, client => client.query(`CREATE DATABASE ${database} TEMPLATE ${present} STRATEGY file_copy`))
  try {
    return await work(database, onDatabase(cluster.ownerUrl, database))
  } finally {
    await asOwner(cluster.ownerUrl, client => client.query(`DROP DATABASE ${database}`))
  }
}

const TRIGGERS = (how: 'ENABLE' | 'DISABLE'): string =>
  `DO $$ DECLARE t regclass; BEGIN
     FOR t IN SELECT tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal GROUP BY 1 LOOP
       EXECUTE format('ALTER TABLE %s ${how} TRIGGER USER', t);
     END LOOP; END $$`

/** As the owner of the database may, with everything off that keeps rows as they are. */
const tamper = (ownerUrl: string, work: (manager: Scene['manager']) => Promise<unknown>): Promise<void> =>
  withDataSource(ownerUrl, async source => {
    const runner = source.createQueryRunner()
    try {
      await runner.query(`SET market.act = 'owner'`)
      await runner.query(TRIGGERS('DISABLE'))
      await work(runner.manager)
      await runner.query(TRIGGERS('ENABLE'))
    } finally {
      await runner.release()
    }
  })

interface Said {
  code: number | null
  said: string
}

/** What the command says to whoever can only read. */
async function commandSays(operator: Operator, world: World, database: string): Promise<Said> {
  const { keys } = world.kept
  const heads = join(String(keys), '..', 'heads.json')
  const environment = { DATABASE_URL: readerOf(world, database), NODE_ENV: 'test' }
  const running = operator.run('cli', environment, 'verify-bids', '--head', heads, '--keys', String(keys))
  const { code } = await running.ended
  return { code, said: running.out + running.errors }
}

const commandOnBroken = (operator: Operator, world: World): Promise<Said> =>
  withCopy(world, async (database, ownerUrl) => {
    await tamper(ownerUrl, manager => DRILLS[0]?.tamper({ ...world.scene, manager }) ?? Promise.resolve())
    return commandSays(operator, world, database)
  })

const summaryOf = (said: string): string => said.trim().split('\n').slice(0, 2).join('; ')
