import { createHash } from 'node:crypto'

import type { SealingKeys } from '../../src/modules/bids/sealing.js'
import { newId } from '../../src/shared/ids.js'
import { type Ask, sealCopies } from './seal-copies.js'

/** A supplier's administrator, signed in, with a bid of their own that can be submitted. */
export interface Bidder {
  supplierId: string
  personId: string
  bidId: string
  token: string
}

/** As many suppliers, each with a copy of the bid. Rows are made by the database, so that five hundred take a moment. */
export async function aCrowd(ask: Ask, keys: SealingKeys, bidId: string, size: number): Promise<Bidder[]> {
  const crowd = Array.from({ length: size }, () => ({ supplierId: newId(), personId: newId(), bidId: newId(), token: newId() }))
  const columns = [
    crowd.map(({ supplierId }) => supplierId),
    crowd.map(({ personId }) => personId),
    crowd.map(each => each.bidId),
    crowd.map(({ token }) => createHash('sha256').update(token).digest()),
  ]
  for (const copy of COPIES) {
    // Postgres types a parameter by its use, so every statement uses all of them.
    await ask(`WITH crowd AS (SELECT * FROM ${CROWD}) ${copy}`, [...columns, bidId])
  }
  await sealCopies(ask, keys)
  return crowd
}

const CROWD = `unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bytea[]) AS c (supplier, person, bid, token_hash), (SELECT $5::uuid AS original) AS o`

const COPY_OF = (table: string, changes: string): string =>
  `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object(${changes}))).* FROM ${table} t JOIN crowd`

const COPIES: readonly string[] = [
  `INSERT INTO organisation (id, kind, name) SELECT supplier, 'supplier', 'Supplier ' || supplier FROM crowd`,
  `INSERT INTO person (id, email, name, password_hash) SELECT person, person || '@example.test', 'Supplier administrator', 'none' FROM crowd`,
  `INSERT INTO role_grant (person_id, organisation_id, organisation_kind, role) SELECT person, supplier, 'supplier', 'supplier-admin' FROM crowd`,
  // As fresh as it lasts: nobody of a crowd is asked for a password anew.
  `INSERT INTO session (id, token_hash, person_id, signed_in_at, last_seen_at, proved_at, expires_at)
   SELECT gen_random_uuid(), token_hash, person, at, at, at + interval '12 hours', at + interval '12 hours'
   FROM crowd, (SELECT market_now() AS at) clock`,
  `INSERT INTO membership (id, agreement_id, category_id, supplier_id, state)
   SELECT gen_random_uuid(), m.agreement_id, m.category_id, c.supplier, 'active'
   FROM crowd c JOIN bid b ON b.id = c.original JOIN membership m ON m.supplier_id = b.supplier_id`,
  COPY_OF('supplier_key', `'supplier_id', supplier`) + ' ON t.supplier_id = (SELECT supplier_id FROM bid WHERE id = original)',
  COPY_OF('bid', `'id', bid, 'supplier_id', supplier`) + ' ON t.id = original',
  COPY_OF('ethics_answer_section', `'bid_id', bid`) + ' ON t.bid_id = original',
  COPY_OF('acknowledgement_set', `'bid_id', bid`) + ' ON t.bid_id = original',
]
