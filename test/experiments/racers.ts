import { randomBytes } from 'node:crypto'

import { newId } from '../../src/shared/ids.js'
import { sealCopies } from '../support/seal-copies.js'
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
  keyed AS (
    INSERT INTO supplier_key (supplier_id, public_key, private_key)
    SELECT racer.supplier_id, k.public_key, k.private_key
    FROM racer, supplier_key k JOIN organisation o ON o.id = k.supplier_id WHERE o.name LIKE 'First Example Supplier%'),
  signed_in AS (
    INSERT INTO session (id, token_hash, person_id, signed_in_at, last_seen_at, proved_at, expires_at)
    SELECT gen_random_uuid(), sha256(convert_to(token, 'UTF8')), person_id, at, at, at + interval '12 hours', at + interval '12 hours'
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
export async function aCourse(test: TestApp, model: Model, racers: readonly Racer[]): Promise<Course> {
  const [course] = await courses(test, model, [racers])
  if (course === undefined) throw new Error('There is no course.')
  return course
}

/** The same for many fields of racers, all in one statement: asking for each takes longer than racing on it. */
export async function courses(test: TestApp, { requirementId, bidId }: Model, fields: readonly (readonly Racer[])[]): Promise<Course[]> {
  const made = fields.map(racers => ({ requirementId: newId(), entries: racers.map(racer => ({ ...racer, bidId: newId() })) }))
  const bids = made.flatMap(course => course.entries.map(entry => ({ ...entry, requirementId: course.requirementId })))
  await test.rows(COURSES, [
    requirementId,
    bidId,
    made.map(course => course.requirementId),
    bids.map(bid => bid.bidId),
    bids.map(bid => bid.requirementId),
    bids.map(bid => bid.supplierId),
  ])
  await sealCopies(test.rows.bind(test), test.config)
  return made
}

const COURSES = `
  WITH entry AS MATERIALIZED (
    SELECT * FROM unnest($4::uuid[], $5::uuid[], $6::uuid[]) AS entry (bid_id, requirement_id, supplier_id)),
  copied_requirement AS (
    INSERT INTO requirement
    SELECT copy.* FROM requirement r, unnest($3::uuid[]) AS course (id), jsonb_populate_record(r, jsonb_build_object('id', course.id)) AS copy
    WHERE r.id = $1),
  copied_key AS (
    INSERT INTO opening_key (requirement_id, envelope, public_key, private_key)
    SELECT course.id, k.envelope, k.public_key, k.private_key FROM opening_key k, unnest($3::uuid[]) AS course (id) WHERE k.requirement_id = $1),
  copied_bid AS (
    INSERT INTO bid (id, requirement_id, supplier_id, state, revision, working_copy)
    SELECT e.bid_id, e.requirement_id, e.supplier_id, b.state, b.revision, b.working_copy FROM entry e, bid b WHERE b.id = $2),
  copied_section AS (
    INSERT INTO ethics_answer_section (bid_id, section, revision, answers)
    SELECT e.bid_id, s.section, s.revision, s.answers FROM entry e, ethics_answer_section s WHERE s.bid_id = $2)
  INSERT INTO acknowledgement_set (bid_id, acknowledgements)
  SELECT e.bid_id, a.acknowledgements FROM entry e, acknowledgement_set a WHERE a.bid_id = $2`
