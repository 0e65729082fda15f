import type { KeyObject } from 'node:crypto'

import type { EntityManager } from 'typeorm'

import { signReceipt } from '../../../src/modules/bids/domain/receipt.js'
import type { Receipt } from '../../../src/modules/bids/domain/receipt.js'
import { publicKeyOf, thumbprintOf } from '../../../src/modules/bids/domain/receipt-key.js'
import { canonicalBytes, sha256 } from '../../../src/shared/canonical.js'
import { Tamperer } from '../../support/tamper.js'
import type { Competition } from './competitions.js'

/** Whom it happens to, and what whoever does it has in hand. */
export interface Scene {
  manager: EntityManager
  opened: Competition
  sealed: Competition
  /** The marketplace's own, and one of somebody else. */
  keys: { market: KeyObject; stranger: KeyObject }
}

/** What is done to the database by its owner, and what the verifier must say: by itself, and with what was kept outside. */
export interface Drill {
  name: string
  tamper: (scene: Scene) => Promise<unknown>
  /** Null where it cannot be seen from the database alone, which is said and not passed over. */
  alone: RegExp | null
  outside: RegExp
}

const bidOf = ({ sealed }: Scene, place: number) => sealed.crowd[place] ?? fail('There are too few suppliers.')

const chainOf = (scene: Scene, supplierId = scene.sealed.supplierId) => new Tamperer(scene.manager, `organisation:${supplierId}`)

const change = (set: string) => (scene: Scene) =>
  scene.manager.query(`UPDATE bid_version SET ${set} WHERE bid_id = $1`, [bidOf(scene, 0).bidId])

const FLIPPED = (column: string) =>
  `${column} = set_byte(${column}, length(${column}) - 1, 255 - get_byte(${column}, length(${column}) - 1))`

const changeOpened = (set: string) => (scene: Scene) =>
  scene.manager.query(`UPDATE opened_bid SET ${set} WHERE bid_id = $1`, [scene.opened.bidId])

const SOMEWHERE = 'FAULT organisation:[^ ]+ event'

const found = (text: string): Pick<Drill, 'alone' | 'outside'> => ({ alone: new RegExp(text), outside: new RegExp(text) })

const onlyOutside = (text: string): Pick<Drill, 'alone' | 'outside'> => ({ alone: null, outside: new RegExp(text) })

/** The last submission of the supplier's own bid: its version, its line, and what hangs on them. */
async function deleteLastVersion({ manager, sealed: { bidId } }: Scene): Promise<number> {
  const [last] = await manager.query<{ number: number }[]>('SELECT max(number) AS number FROM bid_version WHERE bid_id = $1', [bidId])
  const number = last?.number ?? fail('There is no version.')
  for (const [table, column] of [
    ['submission_key', 'version'],
    ['bid_version_file', 'version'],
    ['bid_version', 'number'],
  ] as const)
    await manager.query(`DELETE FROM ${table} WHERE bid_id = $1 AND ${column} = $2`, [bidId, number])
  return number
}

const lengthOf = async ({ manager, sealed }: Scene): Promise<number> => {
  const [row] = await manager.query<{ length: string }[]>('SELECT length FROM audit_stream WHERE stream = $1', [
    `organisation:${sealed.supplierId}`,
  ])
  return Number(row?.length)
}

async function cut(scene: Scene, last: number): Promise<void> {
  const length = await lengthOf(scene)
  for (let sequence = length; sequence > length - last; sequence -= 1) await chainOf(scene).delete(sequence)
}

/** Everything of one bid, as far as anything hangs on it. */
async function deleteBid(scene: Scene): Promise<void> {
  const { bidId } = bidOf(scene, 1)
  for (const table of [
    'submission_key',
    'supplier_statement',
    'bid_version',
    'check_report',
    'acknowledgement_set',
    'ethics_answer_section',
  ])
    await scene.manager.query(`DELETE FROM ${table} WHERE bid_id = $1`, [bidId])
  await scene.manager.query('DELETE FROM bid WHERE id = $1', [bidId])
}

async function exchange({ manager, sealed: { crowd } }: Scene): Promise<void> {
  const columns = ['quality', 'price', 'content_hash', 'salt', 'commitment', 'receipt']
  const set = columns.map(column => `${column} = o.${column}`).join(', ')
  await manager.query(
    `UPDATE bid_version v SET ${set} FROM bid_version o
     WHERE v.bid_id = ANY ($1) AND o.bid_id = ANY ($1) AND o.bid_id <> v.bid_id`,
    [crowd.slice(0, 2).map(({ bidId }) => bidId)],
  )
}

const AN_HOUR_MS = 3_600_000

/** A bid came an hour earlier: row, receipt, line and chain are made to agree, and the receipt is signed by a key. */
async function backdate(scene: Scene, key: KeyObject): Promise<void> {
  const { manager } = scene
  const { bidId, supplierId } = bidOf(scene, 0)
  const [row] = await manager.query<{ receipt: Buffer }[]>('SELECT receipt FROM bid_version WHERE bid_id = $1', [bidId])
  const { bidId: id, requirementId, version, receivedAt, ...rest } = JSON.parse(String(row?.receipt)) as Receipt
  const { contentCommitment, files, reportHash, previousCheckpoint } = rest
  const facts = { bidId: id, requirementId, version, receivedAt, contentCommitment, files, reportHash, previousCheckpoint }
  const earlier = new Date(Date.parse(facts.receivedAt) - AN_HOUR_MS).toISOString().slice(0, 19) + facts.receivedAt.slice(19)
  const receipt = canonicalBytes(signReceipt({ ...facts, receivedAt: earlier }, key))
  await manager.query('UPDATE bid_version SET receipt = $2, received_at = $3 WHERE bid_id = $1', [bidId, receipt, earlier])
  const [line] = await manager.query<{ id: string; salt: Buffer; content: Buffer }[]>(
    `SELECT e.id, d.salt, d.content FROM audit_event e JOIN audit_detail d ON d.event_id = e.id WHERE e.subject_id = $1 AND e.action = 'bid.submitted'`,
    [bidId],
  )
  if (line === undefined) fail('The submission has no line.')
  const content = canonicalBytes({ ...(JSON.parse(String(line.content)) as object), receivedAt: earlier })
  await manager.query('UPDATE audit_detail SET content = $2 WHERE event_id = $1', [line.id, content])
  await manager.query('UPDATE audit_event SET commitment = $2 WHERE id = $1', [line.id, sha256(Buffer.concat([line.salt, content]))])
  await chainOf(scene, supplierId).rehash()
  await chainOf(scene, supplierId).fixHead()
}

async function backdateByStranger(scene: Scene): Promise<void> {
  const key = publicKeyOf(scene.keys.stranger)
  await scene.manager.query('INSERT INTO receipt_key (kid, public_key) VALUES ($1, $2)', [thumbprintOf(key), JSON.stringify(key)])
  await backdate(scene, scene.keys.stranger)
}

async function rewrite(scene: Scene): Promise<void> {
  await chainOf(scene).change(1, `action = 'bid.withdrawn'`)
  await chainOf(scene).rehash()
  await chainOf(scene).fixHead()
}

/** The seven of the plan and more. Scores are not given in the product yet; what was opened stands for them. */
export const DRILLS: readonly Drill[] = [
  { name: 'a byte of sealed quality changed', tamper: change(FLIPPED('quality')), ...found('version 1: its sealed quality') },
  { name: 'a byte of sealed prices changed', tamper: change(FLIPPED('price')), ...found('version 1: its sealed prices') },
  {
    name: 'a time of receipt changed',
    tamper: change(`received_at = received_at - interval '1 microsecond'`),
    ...found('version 1: its receipt says another time'),
  },
  {
    name: 'a time of receipt changed, in the receipt too',
    tamper: change(
      `received_at = received_at - interval '100 years', receipt = convert_to(replace(convert_from(receipt, 'UTF8'), '"receivedAt":"20', '"receivedAt":"19'), 'UTF8')`,
    ),
    ...found('version 1: its receipt was not signed'),
  },
  { name: 'a commitment changed', tamper: change('commitment = sha256(commitment)'), ...found('its receipt is for another content') },
  { name: 'the versions of two bids exchanged', tamper: exchange, ...found('version 1: its receipt is for another bid') },
  { name: 'the last version deleted', tamper: deleteLastVersion, ...found('version 3: the log says that this version was submitted') },
  { name: 'a bid deleted with all that hangs on it', tamper: deleteBid, ...found('bid [^ ]+: the log says .+ and the bid is not there') },
  { name: 'an event in the middle deleted', tamper: scene => chainOf(scene).delete(3), ...found(`${SOMEWHERE} 3: missing event`) },
  {
    name: 'an event changed',
    tamper: scene => chainOf(scene).change(3, `occurred_at = occurred_at - interval '1 microsecond'`),
    ...found(`${SOMEWHERE} 3: changed event`),
  },
  { name: 'two events exchanged', tamper: scene => chainOf(scene).swap(2, 3), ...found(`${SOMEWHERE} 2: broken link`) },
  { name: 'the last ten events cut', tamper: scene => cut(scene, 10), ...found(`${SOMEWHERE} \\d+: (wrong head|cut or rewritten)`) },
  {
    name: 'the last submission cut, with its line, and the head made right',
    tamper: async scene => {
      await deleteLastVersion(scene)
      await cut(scene, 1)
      await chainOf(scene).fixHead()
    },
    ...onlyOutside(`${SOMEWHERE} \\d+: cut or rewritten`),
  },
  {
    name: 'a chain rewritten as a whole with right hashes',
    tamper: rewrite,
    ...found('version 2: its line is not where its receipt says'),
  },
  {
    name: 'a submission dated back in row, receipt, line and chain, signed with a key put into the database',
    tamper: backdateByStranger,
    ...onlyOutside('version 1: its receipt names a key that is not among the published ones'),
  },
  {
    name: 'the same, signed with the key of the marketplace',
    tamper: scene => backdate(scene, scene.keys.market),
    ...onlyOutside(`${SOMEWHERE} 1: cut or rewritten`),
  },
  {
    name: 'opened quality changed',
    tamper: changeOpened(`quality = convert_to(replace(convert_from(quality, 'UTF8'), 'a', 'b'), 'UTF8')`),
    ...found('what is readable is not what the opening wrote down'),
  },
  {
    name: 'an opened report changed',
    tamper: changeOpened(`report = convert_to(replace(convert_from(report, 'UTF8'), 'passed', 'blocked'), 'UTF8')`),
    ...found('the readable report is not the one in its receipt'),
  },
  {
    name: 'an opened bid taken off the list of the opening',
    tamper: ({ manager, opened }) =>
      manager.query('UPDATE opening SET versions = versions - 0 WHERE requirement_id = $1', [opened.requirementId]),
    ...found('the list of the opening is not the one in the log'),
  },
]

function fail(reason: string): never {
  throw new Error(reason)
}
