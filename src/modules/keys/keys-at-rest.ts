import { withDataSource } from '../../shared/database/data-source.js'
import { rows } from '../../shared/database/rows.js'
import { DatabaseUnfit } from '../../shared/database/schema-check.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { KeyService } from './key-service.js'
import { KeyUnavailable } from './key-unavailable.js'

/** The tables of private keys (a split one is wrapped by nobody, and stays), and what each key is named by (opening-keys.ts, supplier-keys.ts). */
const KEYS = [
  ['opening_key', `k.envelope || ' of requirement ' || k.requirement_id`],
  ['supplier_key', `'supplier ' || k.supplier_id`],
] as const

/** Rows of one transaction: whoever makes a key waits for that long. */
const AT_ONCE = 200

interface Kept {
  about: string
  wrapped: Buffer
}

/**
 * Wraps private keys as they would be wrapped now: by the present master key, or the newest version of the key service's, whatever wrapped them.
 * Answers how many. Repeatable, beside running processes and others of its kind, and what was done stays when it is broken off.
 */
export const wrapKeysAnew = (ownerUrl: string, service: KeyService): Promise<number> =>
  withDataSource(ownerUrl, async source => {
    let wrapped = 0
    for (const [table, about] of KEYS) wrapped += await wrapTable(new UnitOfWork(source), service, table, about)
    return wrapped
  })

/** No transaction is open while the service is asked. */
async function wrapTable(unitOfWork: UnitOfWork, service: KeyService, table: string, about: string): Promise<number> {
  let [wrapped, after] = [0, '']
  for (;;) {
    const batch = await unitOfWork.read(SYSTEM, view =>
      rows<Kept>(
        view,
        `SELECT * FROM (SELECT ${about} AS about, k.private_key AS wrapped FROM ${table} k WHERE k.private_key IS NOT NULL) AS kept WHERE about > $1 ORDER BY about LIMIT ${AT_ONCE}`,
        [after],
      ),
    )
    const last = batch.at(-1)
    if (last === undefined) return wrapped
    const renewed = await Promise.all(batch.map(async kept => ({ ...kept, anew: await renewedOf(service, kept) })))
    wrapped += await write(
      unitOfWork,
      table,
      about,
      renewed.flatMap(({ anew, ...kept }) => (anew === null ? [] : [{ ...kept, anew }])),
    )
    after = last.about
  }
}

async function renewedOf(service: KeyService, { about, wrapped }: Kept): Promise<Buffer | null> {
  try {
    return await service.renew(wrapped, about)
  } catch (error) {
    if (!(error instanceof KeyUnavailable)) throw error
    throw new DatabaseUnfit(
      `The private key of ${about} opens by nothing that is set. Set MASTER_KEY_PREVIOUS, or the KEY_SERVICE_ settings, to what it was wrapped by. What was wrapped until here stays so.`,
    )
  }
}

/** Triggers are for what people do, and here nothing changes but the bytes. A row that somebody else wrapped meanwhile is left as it is. */
async function write(unitOfWork: UnitOfWork, table: string, about: string, renewed: readonly (Kept & { anew: Buffer })[]): Promise<number> {
  if (renewed.length === 0) return 0
  return unitOfWork.run(SYSTEM, async tx => {
    await tx.query(`SET LOCAL statement_timeout = 0; ALTER TABLE ${table} DISABLE TRIGGER USER`)
    const written = await rows(
      tx,
      `UPDATE ${table} k SET private_key = n.anew FROM unnest($1::text[], $2::bytea[], $3::bytea[]) AS n (about, wrapped, anew)
       WHERE ${about} = n.about AND k.private_key = n.wrapped RETURNING n.about`,
      [renewed.map(each => each.about), renewed.map(each => each.wrapped), renewed.map(each => each.anew)],
    )
    await tx.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
    return written.length
  })
}
