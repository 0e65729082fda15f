import { DataSource } from 'typeorm'

import { dataSourceOptions } from '../../src/shared/database/data-source.js'
import { type Tx, UnitOfWork } from '../../src/shared/database/unit-of-work.js'
import * as grow from '../support/grow.js'
import { randomFrom } from '../support/random-from.js'
import { withTestCluster } from '../support/open-cluster.js'
import { TestApp } from '../support/test-app.js'
import { anOpenRequirement, aPassingBid } from '../support/world.js'
import type { Experiment, Outcome, Setting } from './experiment.js'
import { counted } from './figures.js'

const REQUESTS = 10_000
const ORGANISATIONS = 50
const CONNECTIONS = 3
const LANES = 12

export const ROW_LEAKS: Experiment = {
  id: 'E19',
  promise:
    'Whatever an organisation asks without saying for whom, on connections that others used before and left in any way, it sees its own rows',
  run: setting => withTestCluster(() => run(setting)),
}

/** What one transaction saw: how it ended, and rows that were not its own. */
interface Seen {
  ended: string
  own: number
  foreign: number
}

interface Counts {
  ended: string[]
  /** Transactions that did not see their own rows either. */
  blind: number
  foreign: number
  outside: number
  leftSettings: number
  checkOuts: number
}

async function run({ seed, scale }: Setting): Promise<Outcome> {
  const test = await TestApp.start({ signedIn: ['buyer-author', 'buyer-approver', 'supplier-admin'] })
  const source = await new DataSource(dataSourceOptions(test.config.databaseUrl, CONNECTIONS, () => undefined)).initialize()
  try {
    const suppliers = await bidsOfMany(test)
    const counts = await askAll(source, suppliers, Math.ceil(REQUESTS * scale), randomFrom(seed))
    return outcomeOf(counts, suppliers.length)
  } finally {
    await source.destroy()
    await test.stop()
  }
}

/** One submitted bid, with its version and report, of each of fifty suppliers on one open requirement, and a row of all that each gave to join; answers the suppliers. */
async function bidsOfMany(test: TestApp): Promise<string[]> {
  const requirementId = await anOpenRequirement(test)
  const bidId = await aPassingBid(test, requirementId)
  await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
  await test.db.query(grow.MORE_SUPPLIERS, [ORGANISATIONS - 1])
  await test.db.query(grow.BIDS_OF_ALL, [requirementId])
  await test.db.query(grow.REPORTS_OF_ALL_BIDS)
  await test.db.query(grow.VERSIONS_OF_ALL_BIDS)
  await test.db.query(grow.JOINED_BY_ALL, [requirementId])
  return (await test.rows<{ id: string }>('SELECT supplier_id AS id FROM bid ORDER BY 1')).map(({ id }) => id)
}

async function askAll(source: DataSource, suppliers: readonly string[], requests: number, random: () => number): Promise<Counts> {
  const counts: Counts = { ended: [], blind: 0, foreign: 0, outside: 0, leftSettings: 0, checkOuts: 0 }
  let left = requests
  const lane = async (): Promise<void> => {
    while (left-- > 0) {
      const supplier = suppliers[Math.floor(random() * suppliers.length)] ?? ''
      const { ended, own, foreign } = await askOnce(source, supplier, random)
      counts.ended.push(ended)
      counts.foreign += foreign
      counts.blind += own === 0 ? 1 : 0
      await lookOutside(source, counts)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return counts
}

/** What suppliers give and are told when they join. */
const JOINING = [
  'library_product',
  'library_answer',
  'library_answer_version',
  'application',
  'application_answer',
  'application_message',
  'exclusion_case',
  'membership_change',
  'membership_removal',
  'membership_review',
  'invitation_answer',
] as const

/** What officers find in it, which says by its application alone whose it is. */
const OF_AN_APPLICATION = ['application_finding', 'claim_verdict'] as const

/** Every statement forgets to say whose rows it means. */
const FORGETFUL = [
  'SELECT supplier_id AS owner FROM bid',
  'SELECT b.supplier_id AS owner FROM bid_version v JOIN bid b ON b.id = v.bid_id',
  'SELECT b.supplier_id AS owner FROM check_report c JOIN bid b ON b.id = c.bid_id',
  'UPDATE bid SET revision = revision + 1 RETURNING supplier_id AS owner',
  'SELECT supplier_id AS owner FROM bid FOR UPDATE',
  ...JOINING.map(table => `SELECT supplier_id AS owner FROM ${table}`),
  ...OF_AN_APPLICATION.map(table => `SELECT a.supplier_id AS owner FROM ${table} f JOIN application a ON a.id = f.application_id`),
  'UPDATE application SET revision = revision RETURNING supplier_id AS owner',
] as const

/** Ways in which a transaction ends. */
const ENDS: readonly (readonly [name: string, end: (tx: Tx) => Promise<unknown>])[] = [
  ['committed', () => Promise.resolve()],
  ['given up', () => Promise.reject(new Error('given up'))],
  ['failed', tx => tx.query('SELECT 1 / 0')],
  ['cancelled', tx => tx.query(`SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)`)],
  ['connection killed', tx => tx.query('SELECT pg_terminate_backend(pg_backend_pid())')],
]

/** Half of them commit; one in a hundred loses its connection. */
function endFrom(random: () => number): (typeof ENDS)[number] {
  const drawn = random()
  const place = drawn < 0.5 ? 0 : drawn < 0.99 ? 1 + Math.floor(random() * 3) : ENDS.length - 1
  const end = ENDS[place]
  if (end === undefined) throw new Error('There is no such end.')
  return end
}

async function askOnce(source: DataSource, organisationId: string, random: () => number): Promise<Seen> {
  const statement = FORGETFUL[Math.floor(random() * FORGETFUL.length)] ?? FORGETFUL[0]
  const [name, end] = endFrom(random)
  let [own, foreign] = [0, 0]
  try {
    await new UnitOfWork(source).run({ personId: organisationId, organisationId }, async tx => {
      const found = await tx.query<{ owner: string }[] | [{ owner: string }[], number]>(statement)
      const rows = (typeof found[1] === 'number' ? found[0] : found) as { owner: string }[]
      foreign = rows.filter(({ owner }) => owner !== organisationId).length
      own = rows.length - foreign
      await end(tx)
    })
    return { ended: 'committed', own, foreign }
  } catch (error) {
    if (name === 'committed') throw error
    return { ended: name, own, foreign }
  }
}

const OF_BIDS = ['bid', 'bid_version', 'check_report'] as const

/** As whoever is given a connection next finds it. */
async function lookOutside(source: DataSource, counts: Counts): Promise<void> {
  const [row] = await source.query<{ settings: string; rows: number }[]>(
    `SELECT concat(current_setting('market.organisation', true), current_setting('market.person', true), current_setting('market.act')) AS settings,
            (${[...OF_BIDS, ...JOINING, ...OF_AN_APPLICATION].map(table => `(SELECT count(*) FROM ${table})`).join(' + ')})::int AS rows`,
  )
  counts.checkOuts += 1
  if (row?.settings !== '') counts.leftSettings += 1
  counts.outside += Number(row?.rows)
}

const outcomeOf = ({ ended, blind, foreign, outside, leftSettings, checkOuts }: Counts, organisations: number): Outcome => ({
  figures: [
    ['transactions', `${ended.length}, of ${organisations} organisations on ${CONNECTIONS} connections`],
    ['ended', counted(ended)],
    ['rows of others', String(foreign)],
    ['check-outs with a setting left', `${leftSettings} of ${checkOuts}`],
    ['rows outside of a transaction of somebody', String(outside)],
  ],
  failures: [
    ...(blind > 0 ? [`${blind} transactions did not see their own rows`] : []),
    ...(foreign > 0 ? [`${foreign} rows of others were seen`] : []),
    ...(leftSettings > 0 ? [`${leftSettings} connections carried a setting on`] : []),
    ...(outside > 0 ? [`${outside} rows were seen by nobody in particular`] : []),
  ],
})
