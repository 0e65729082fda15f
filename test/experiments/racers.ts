import { randomBytes } from 'node:crypto'

import type { TestApp } from '../support/test-app.js'
import { anOpenRequirement, aPassingBid } from '../support/world.js'

/** A supplier in the race, with the token of its administrator's session. */
export interface Racer {
  supplierId: string
  token: string
}

/** A requirement and a bid that would pass, of which every race gets copies. */
export interface Model {
  requirementId: string
  bidId: string
}

export async function aModel(test: TestApp): Promise<Model> {
  const requirementId = await anOpenRequirement(test, { closesIn: 86_400 })
  return { requirementId, bidId: await aPassingBid(test, requirementId) }
}

/** New suppliers with a membership, an administrator and a session each, made by the database itself. */
export async function moreRacers(test: TestApp, count: number): Promise<Racer[]> {
  const secrets = Array.from({ length: count }, () => randomBytes(32).toString('base64url'))
  return test.rows<Racer>(RACERS, [secrets])
}

const RACERS = `
  WITH racer AS MATERIALIZED (
    SELECT gen_random_uuid() AS supplier_id, gen_random_uuid() AS person_id, token FROM unnest($1::text[]) AS token),
  supplier AS (INSERT INTO organisation (id, kind, name) SELECT supplier_id, 'supplier', 'Racer ' || supplier_id FROM racer),
  person AS (
    INSERT INTO person (id, email, name, password_hash)
    SELECT person_id, person_id || '@example.test', 'Racer', p.password_hash FROM racer, person p WHERE p.email = 'supplier-admin@example.test'),
  granted AS (
    INSERT INTO role_grant (person_id, organisation_id, organisation_kind, role)
    SELECT person_id, supplier_id, 'supplier', 'supplier-admin' FROM racer),
  member AS (
    INSERT INTO membership (id, agreement_id, category_id, supplier_id, state)
    SELECT gen_random_uuid(), m.agreement_id, m.category_id, racer.supplier_id, 'active'
    FROM racer, membership m JOIN organisation o ON o.id = m.supplier_id WHERE o.name LIKE 'First Example Supplier%'),
  signed_in AS (
    INSERT INTO session (id, token_hash, person_id, signed_in_at, last_seen_at, expires_at)
    SELECT gen_random_uuid(), sha256(convert_to(token, 'UTF8')), person_id, at, at, at + interval '12 hours'
    FROM racer, (SELECT market_now() AS at) clock)
  SELECT supplier_id AS "supplierId", token FROM racer`

export interface Entry extends Racer {
  bidId: string
}

export interface Course {
  requirementId: string
  entries: Entry[]
}

/** A requirement of its own on which each of the racers has the model's bid, ready to be submitted. */
export async function aCourse(test: TestApp, { requirementId, bidId }: Model, racers: readonly Racer[]): Promise<Course> {
  const [copy] = await test.rows<{ id: string }>(REQUIREMENT, [requirementId])
  if (copy === undefined) throw new Error('The model requirement is gone.')
  const bids = await test.rows<{ bidId: string; supplierId: string }>(BIDS, [bidId, copy.id, racers.map(racer => racer.supplierId)])
  await test.rows(SECTIONS, [bidId, copy.id])
  await test.rows(ACKNOWLEDGEMENTS, [bidId, copy.id])
  const tokens = new Map(racers.map(racer => [racer.supplierId, racer.token]))
  return { requirementId: copy.id, entries: bids.map(bid => ({ ...bid, token: String(tokens.get(bid.supplierId)) })) }
}

const REQUIREMENT = `
  INSERT INTO requirement SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()))).* FROM requirement r WHERE id = $1
  RETURNING id`

const BIDS = `
  INSERT INTO bid (id, requirement_id, supplier_id, state, revision, working_copy)
  SELECT gen_random_uuid(), $2, supplier, state, revision, working_copy FROM bid, unnest($3::uuid[]) AS supplier WHERE id = $1
  RETURNING id AS "bidId", supplier_id AS "supplierId"`

const SECTIONS = `
  INSERT INTO ethics_answer_section (bid_id, section, revision, answers)
  SELECT b.id, s.section, s.revision, s.answers FROM bid b, ethics_answer_section s WHERE b.requirement_id = $2 AND s.bid_id = $1`

const ACKNOWLEDGEMENTS = `
  INSERT INTO acknowledgement_set (bid_id, acknowledgements)
  SELECT b.id, a.acknowledgements FROM bid b, acknowledgement_set a WHERE b.requirement_id = $2 AND a.bid_id = $1`
