import { createHash, randomBytes } from 'node:crypto'

import type pg from 'pg'

import { newId } from '../../src/shared/ids.js'

/** A supplier with one signed-in administrator and one bid. */
export interface Contestant {
  supplierId: string
  personId: string
  token: string
  bidId: string
}

const columns = (contestants: readonly Contestant[]) => [
  contestants.map(({ supplierId }) => supplierId),
  contestants.map(({ personId }) => personId),
  contestants.map(({ bidId }) => bidId),
  contestants.map(({ token }) => createHash('sha256').update(token).digest()),
  contestants.map(() => newId()),
]

const EACH = 'unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bytea[], $5::uuid[]) AS c (supplier, person, bid, token, fresh)'

/** One statement for each table; $6 is the bid that is copied. */
const COPIES: readonly string[] = [
  `INSERT INTO organisation (id, kind, name) SELECT supplier, 'supplier', 'Supplier ' || supplier FROM ${EACH} WHERE $6::uuid IS NOT NULL`,
  `INSERT INTO person (id, email, name, password_hash) SELECT person, person || '@example.test', 'Supplier administrator', 'none' FROM ${EACH} WHERE $6::uuid IS NOT NULL`,
  `INSERT INTO role_grant (person_id, organisation_id, organisation_kind, role) SELECT person, supplier, 'supplier', 'supplier-admin' FROM ${EACH} WHERE $6::uuid IS NOT NULL`,
  `INSERT INTO session (id, token_hash, person_id, signed_in_at, last_seen_at, expires_at)
   SELECT fresh, token, person, market_now(), market_now(), market_now() + interval '12 hours' FROM ${EACH} WHERE $6::uuid IS NOT NULL`,
  `INSERT INTO membership (id, agreement_id, category_id, supplier_id, state)
   SELECT fresh, r.agreement_id, r.category_ids[1], supplier, 'active' FROM bid b JOIN requirement r ON r.id = b.requirement_id, ${EACH} WHERE b.id = $6`,
  `INSERT INTO bid (id, requirement_id, supplier_id, state, revision, working_copy)
   SELECT c.bid, b.requirement_id, supplier, 'draft', b.revision, b.working_copy FROM bid b, ${EACH} WHERE b.id = $6`,
  `INSERT INTO ethics_answer_section (bid_id, section, revision, answers)
   SELECT c.bid, s.section, s.revision, s.answers FROM ethics_answer_section s, ${EACH} WHERE s.bid_id = $6`,
  `INSERT INTO acknowledgement_set (bid_id, acknowledgements)
   SELECT c.bid, a.acknowledgements FROM acknowledgement_set a, ${EACH} WHERE a.bid_id = $6`,
  'ANALYZE',
]

/** So many suppliers more, each with a working copy like that of the bid, on the same requirement. */
export async function addContestants(owner: pg.Client, bidId: string, count: number): Promise<Contestant[]> {
  const contestants = Array.from({ length: count }, () => ({
    supplierId: newId(),
    personId: newId(),
    token: randomBytes(32).toString('base64url'),
    bidId: newId(),
  }))
  for (const copy of COPIES) await owner.query(copy, copy === 'ANALYZE' ? [] : [...columns(contestants), bidId])
  return contestants
}
