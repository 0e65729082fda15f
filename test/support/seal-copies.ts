import { SEALED, sealedColumns } from '../../src/modules/bids/seal-at-rest.js'
import { placeOfKey, sealOfKeys } from '../../src/modules/keys/local-wrap.js'
import { aboutSupplier } from '../../src/modules/keys/supplier-keys.js'
import { placeOf, type SealingKeys, sealOfBids } from '../../src/modules/bids/sealing.js'

/** Whatever runs a statement as the owner of the database and answers its rows. */
export type Ask = <T extends object>(sql: string, parameters?: unknown[]) => Promise<T[]>

interface Copy {
  row: string
  owner: string
  value: Buffer
}

/** Private keys that the database copied are wrapped for the supplier of the original: wraps each for its own. */
async function wrapCopies(ask: Ask, keys: SealingKeys): Promise<void> {
  const seal = sealOfKeys(keys)
  const same = await ask<{ id: string; wrapped: Buffer }>(
    `SELECT supplier_id AS id, private_key AS wrapped FROM supplier_key
     WHERE private_key IN (SELECT private_key FROM supplier_key GROUP BY 1 HAVING count(*) > 1)`,
  )
  const opened = new Map<string, Buffer>()
  for (const { id, wrapped } of same) {
    const key = seal.unseal(wrapped, placeOfKey(aboutSupplier(id)))
    if (key !== null) opened.set(wrapped.toString('hex'), key)
  }
  const wrappedAnew = same.map(({ id, wrapped }) => {
    const key = opened.get(wrapped.toString('hex'))
    if (key === undefined) throw new Error(`The key of supplier ${id} is a copy of nothing that opens.`)
    return seal.seal(key, placeOfKey(aboutSupplier(id)))
  })
  if (same.length === 0) return
  await ask('ALTER TABLE supplier_key DISABLE TRIGGER USER')
  await ask(
    'UPDATE supplier_key k SET private_key = n.wrapped FROM unnest($1::uuid[], $2::bytea[]) AS n (id, wrapped) WHERE k.supplier_id = n.id',
    [same.map(({ id }) => id), wrappedAnew],
  )
  await ask('ALTER TABLE supplier_key ENABLE TRIGGER USER')
}

/** Rows that the database copied hold what opens at the original alone: seals it for each copy, those of final tables too. */
export async function sealCopies(ask: Ask, keys: SealingKeys): Promise<void> {
  await wrapCopies(ask, keys)
  const seal = sealOfBids(keys)
  for (const name of sealedColumns) {
    const { table, column, row, found, owner } = SEALED[name]
    const same = await ask<Copy>(
      `SELECT ${row} AS row, ${owner} AS owner, t.${column} AS value FROM ${table} t
       WHERE t.${column} IN (SELECT ${column} FROM ${table} GROUP BY 1 HAVING count(*) > 1)`,
    )
    const contents = new Map<string, Buffer>()
    for (const each of same) {
      const content = seal.unseal(each.value, placeOf(name, each.owner, each.row))
      if (content !== null) contents.set(each.value.toString('hex'), content)
    }
    const sealed = same.map(each => {
      const content = contents.get(each.value.toString('hex'))
      if (content === undefined) throw new Error(`${name} of ${each.row} is a copy of nothing that opens.`)
      return seal.seal(content, placeOf(name, each.owner, each.row))
    })
    if (same.length === 0) continue
    await ask(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    await ask(`UPDATE ${table} t SET ${column} = n.value FROM unnest($1::text[], $2::bytea[]) AS n (row, value) WHERE ${found}`, [
      same.map(each => each.row),
      sealed,
    ])
    await ask(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  }
}
