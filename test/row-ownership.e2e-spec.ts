import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { GRANTS } from '../src/shared/database/grants.js'
import { NAMED_ACTS } from '../src/shared/database/named-acts.js'
import { ROW_POLICIES, UNPROTECTED } from '../src/shared/database/row-policies.js'
import { UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../src/shared/domain/actor.js'
import { ACTS_OF_PEOPLE } from './support/acts-of-people.js'
import * as grow from './support/grow.js'
import { TestApp } from './support/test-app.js'
import { idsOfParties, type Party, touchedAs, type Whose } from './support/whose.js'
import { anOpening, anOpenRequirement, aPassingBid, eventsHandled, invitationsWritten } from './support/world.js'

/** Who, of those who act for somebody, reads anything of a table whose rows are about one opened competition and its one bid. */
const READERS: [table: string, readers: Party[]][] = [
  ['agreement_contributor', ['operator']],
  ['agreement_draft', ['operator']],
  ['application', ['supplier', 'operator']],
  ['application_answer', ['supplier', 'operator']],
  ['application_finding', ['supplier', 'operator']],
  ['application_message', ['supplier', 'operator']],
  ['change_consent', ['buyer', 'operator']],
  ['claim_verdict', ['supplier', 'operator']],
  ['clarification', ['supplier', 'buyer']],
  ['competition_figure', ['operator']],
  ['ethics_audit', ['supplier', 'buyer', 'operator']],
  ['ethics_audit_answer', ['supplier', 'operator']],
  ['ethics_audit_message', ['supplier', 'operator']],
  ['ethics_audit_report', ['buyer', 'operator']],
  ['ethics_audit_sign_off', ['operator']],
  ['ethics_report', ['buyer', 'operator']],
  ['exclusion_case', ['supplier', 'operator']],
  ['export_job', ['buyer']],
  ['interest_declaration', ['buyer', 'operator']],
  ['invitation_answer', ['supplier']],
  ['invitation_round', ['buyer', 'operator']],
  ['library_answer', ['supplier']],
  ['library_answer_version', ['supplier']],
  ['library_file', ['supplier', 'operator']],
  ['library_draft', ['supplier']],
  ['library_product', ['supplier']],
  ['library_reminder', ['supplier']],
  ['library_version_file', ['supplier', 'operator']],
  ['market_notice', ['operator']],
  ['membership_change', ['supplier', 'operator']],
  ['membership_removal', ['supplier', 'operator']],
  ['membership_review', ['supplier', 'operator']],
  ['officer_event', ['operator']],
  ['opened_bid', ['supplier', 'buyer', 'operator']],
  ['opened_file', ['supplier', 'buyer', 'operator']],
  ['opening', ['buyer', 'operator']],
  ['opening_consent', ['buyer', 'operator']],
  ['overdue_query', []],
  ['problem_report', ['supplier', 'operator']],
  ['requirement_comment', ['buyer']],
  ['requirement_contributor', ['buyer', 'operator']],
  ['requirement_version', ['buyer', 'operator']],
  ['saved_view', ['operator']],
  ['shortlist', ['buyer', 'operator']],
  ['shortlist_run', ['buyer', 'operator']],
  ['supplier_interest', ['operator']],
  ['supplier_key', ['supplier']],
  ['undone_verdict', ['supplier', 'operator']],
  ['verdict', ['supplier', 'operator']],
]

/** What suppliers give and are told when they join: theirs, and where it says so the operator's, and nobody else's to touch. */
const OF_SUPPLIERS = READERS.map(([table]) => table).filter(table =>
  /^(application|claim_verdict|exclusion_case|invitation_answer|library|membership|supplier_interest|supplier_key)/.test(table),
)

/** One row of each kind that the journey does not leave, for the opened competition ($1) and its bid ($2). */
const BESIDE: readonly string[] = [
  `WITH draft AS (
     INSERT INTO agreement_draft (id, state, content, revision, started_at, changed_at)
     SELECT gen_random_uuid(), 'draft', '{}', 1, now(), now() WHERE $1::uuid IS NOT NULL AND $2::uuid IS NOT NULL RETURNING id)
   INSERT INTO agreement_contributor SELECT draft.id, p.id FROM draft, person p WHERE p.email = 'procurement-officer@example.test'`,
  `INSERT INTO change_consent (id, requirement_id, verb, revision, person_id, side, content, consented_at)
   SELECT gen_random_uuid(), $1, 'cancel', 1, p.id, 'author', '{}', now() FROM person p WHERE p.email = 'buyer-author@example.test' AND $2::uuid IS NOT NULL`,
  `INSERT INTO clarification (id, requirement_id, supplier_id, person_id, question, asked_at)
   SELECT gen_random_uuid(), $1, supplier_id, (SELECT id FROM person LIMIT 1), 'x', now() FROM bid WHERE id = $2`,
  `INSERT INTO ethics_audit_message (id, audit_id, question_id, revision, side, said, person_id, written_at, due_at)
   SELECT gen_random_uuid(), a.id, 'Q201', 90, 'operator', '\\x01', (SELECT id FROM person LIMIT 1), now(), now() FROM ethics_audit a WHERE a.bid_id = $2 AND a.requirement_id = $1`,
  `INSERT INTO overdue_query SELECT m.id, now() FROM ethics_audit_message m JOIN ethics_audit a ON a.id = m.audit_id WHERE a.bid_id = $2 AND a.requirement_id = $1`,
  `INSERT INTO verdict (id, audit_id, revision, question_id, finding, reason, officer_id, given_at)
   SELECT gen_random_uuid(), a.id, 91, 'Q201', 'accepted', '', (SELECT id FROM person LIMIT 1), now() FROM ethics_audit a WHERE a.bid_id = $2 AND a.requirement_id = $1`,
  `INSERT INTO undone_verdict (verdict_id, audit_id, revision, officer_id, undone_at)
   SELECT v.id, a.id, 92, v.officer_id, now() FROM verdict v JOIN ethics_audit a ON a.id = v.audit_id WHERE a.bid_id = $2 AND a.requirement_id = $1`,
  `INSERT INTO ethics_audit_sign_off (audit_id, revision, place, person_id, referrals, signed_at)
   SELECT a.id, 93, 'only', (SELECT id FROM person LIMIT 1), '[]', now() FROM ethics_audit a WHERE a.bid_id = $2 AND a.requirement_id = $1`,
  `INSERT INTO ethics_audit_report SELECT a.id, '', now() FROM ethics_audit a WHERE a.bid_id = $2 AND a.requirement_id = $1`,
  `INSERT INTO ethics_report SELECT $1, '', now() WHERE $2::uuid IS NOT NULL`,
  `INSERT INTO export_job (id, kind, requirement_id, person_id, organisation_id, state, failure)
   SELECT gen_random_uuid(), 'bid-pack', $1, g.person_id, g.organisation_id, 'failed', 'x' FROM role_grant g JOIN person p ON p.id = g.person_id
   WHERE p.email = 'buyer-approver@example.test' AND $2::uuid IS NOT NULL`,
  `INSERT INTO invitation VALUES ($1, (SELECT supplier_id FROM bid WHERE id = $2), 'intending', now()) ON CONFLICT DO NOTHING`,
  `INSERT INTO invitation_answer (id, requirement_id, supplier_id, state, person_id, answered_at)
   SELECT gen_random_uuid(), $1, supplier_id, 'intending', (SELECT id FROM person LIMIT 1), now() FROM bid WHERE id = $2`,
  `WITH product AS (
     INSERT INTO library_product (id, supplier_id, name, added_by, added_at)
     SELECT gen_random_uuid(), supplier_id, '\\x01', (SELECT id FROM person LIMIT 1), now() FROM bid WHERE id = $2 AND $1::uuid IS NOT NULL RETURNING id, supplier_id, added_by),
   answer AS (
     INSERT INTO library_answer (id, supplier_id, question_id, product_id, version, confirmed_by, confirmed_at)
     SELECT gen_random_uuid(), supplier_id, 'B1', id, 1, added_by, now() FROM product RETURNING id, supplier_id, confirmed_by),
   version AS (
     INSERT INTO library_answer_version (answer_id, number, supplier_id, hash, content, written_by, written_at)
     SELECT id, 1, supplier_id, sha256(''), '\\x01', confirmed_by, now() FROM answer)
   INSERT INTO library_reminder (answer_id, supplier_id, days_before, expires_on) SELECT id, supplier_id, 0, '2027-01-01' FROM answer`,
  `INSERT INTO library_draft (id, supplier_id, part_id, typed, kept_by, kept_at)
   SELECT gen_random_uuid(), supplier_id, 'organisation', '\\x01', (SELECT id FROM person LIMIT 1), now() FROM bid WHERE id = $2 AND $1::uuid IS NOT NULL`,
  `WITH given AS (
     SELECT b.supplier_id, c.agreement_id, c.id AS category_id, s.id AS criterion_id, p.id AS person_id, gen_random_uuid() AS answer_id
     FROM bid b, person p, (SELECT * FROM category LIMIT 1) c JOIN selection_criterion s ON s.category_id = c.id AND s.number::text = '1'
     WHERE b.id = $2 AND $1::uuid IS NOT NULL AND p.email = 'procurement-officer@example.test'),
   answer AS (
     INSERT INTO library_answer (id, supplier_id, question_id, version, confirmed_by, confirmed_at)
     SELECT answer_id, supplier_id, 'L103', 1, person_id, now() FROM given),
   version AS (
     INSERT INTO library_answer_version (answer_id, number, supplier_id, hash, content, written_by, written_at)
     SELECT answer_id, 1, supplier_id, sha256(''), '\\x01', person_id, now() FROM given),
   file AS (
     INSERT INTO library_file (id, supplier_id, answer_id, storage_key, size, sha256, stored_sha256, file_key, readable, scan, uploaded_by, uploaded_at)
     SELECT gen_random_uuid(), supplier_id, answer_id, answer_id::text, 1, sha256(''), sha256(''), '\\x01', true, 'clean', person_id, now() FROM given
     RETURNING id, answer_id, supplier_id, sha256),
   named AS (
     INSERT INTO library_version_file (answer_id, version, file_id, sha256, supplier_id)
     SELECT answer_id, 1, id, sha256, supplier_id FROM file),
   asked AS (
     INSERT INTO application (id, agreement_id, category_id, supplier_id, state, revision, started_by, started_at, submitted_by, received_at, declared_as,
                              question_set, filter_edition, due_on, due_by)
     SELECT gen_random_uuid(), agreement_id, category_id, supplier_id, 'submitted', 1, person_id, now(), person_id, now(), 'x', 'x', 1, '2027-01-01', '{}' FROM given
     RETURNING id, supplier_id, agreement_id),
   pin AS (
     INSERT INTO application_answer (id, application_id, supplier_id, question_id, answer_id, version, hash, content, given, pinned_at)
     SELECT gen_random_uuid(), a.id, a.supplier_id, 'L103', g.answer_id, 1, sha256(''), '\\x01', 'submitted', now() FROM asked a, given g RETURNING id, application_id),
   verdict AS (
     INSERT INTO claim_verdict (id, application_id, application_answer_id, verdict, given_by, given_at)
     SELECT gen_random_uuid(), p.application_id, p.id, 'accepted', g.person_id, now() FROM pin p, given g),
   finding AS (
     INSERT INTO application_finding (id, application_id, criterion_id, met, reason, found_by, found_at)
     SELECT gen_random_uuid(), a.id, g.criterion_id, true, 'x', g.person_id, now() FROM asked a, given g),
   message AS (
     INSERT INTO application_message (id, application_id, supplier_id, side, said, reply_by, person_id, said_at)
     SELECT gen_random_uuid(), a.id, a.supplier_id, 'officer', '\\x01', '2027-01-01', g.person_id, now() FROM asked a, given g),
   raised AS (
     INSERT INTO exclusion_case (id, application_id, supplier_id, ground, kind, evidence, reply_by, raised_by, raised_at)
     SELECT gen_random_uuid(), a.id, a.supplier_id, 'L201', 'mandatory', 'x', '2027-01-01', g.person_id, now() FROM asked a, given g),
   interest AS (
     INSERT INTO supplier_interest (id, supplier_id, person_id, has_interest, details, declared_at)
     SELECT gen_random_uuid(), supplier_id, person_id, false, '', now() FROM given),
   change AS (
     INSERT INTO membership_change (id, membership_id, supplier_id, kind, offer, changed_at)
     SELECT gen_random_uuid(), m.id, m.supplier_id, 'offer', '{}', now() FROM membership m JOIN given g ON g.supplier_id = m.supplier_id LIMIT 1)
   INSERT INTO market_notice (id, agreement_id, notice, occasion, subject_id, occurred_at)
   SELECT gen_random_uuid(), agreement_id, 'UK15', 'member-admitted', id, now() FROM asked`,
  `WITH given AS (
     SELECT m.id AS membership_id, m.supplier_id, p.id AS person_id FROM membership m JOIN bid b ON b.supplier_id = m.supplier_id, person p
     WHERE b.id = $2 AND $1::uuid IS NOT NULL AND p.email = 'procurement-officer@example.test' LIMIT 1),
   removal AS (
     INSERT INTO membership_removal (id, membership_id, supplier_id, ground, must, is_exclusion, is_reported, evidence, reply_by, noticed_by, noticed_at)
     SELECT gen_random_uuid(), membership_id, supplier_id, 'excluded', true, true, true, 'x', '2027-01-01', person_id, now() FROM given)
   INSERT INTO membership_review (id, membership_id, supplier_id, kind, account, opened_at, renewed_at, due_on)
   SELECT gen_random_uuid(), membership_id, supplier_id, 'incident', 'x', now(), now(), '2027-01-01' FROM given`,
  `WITH chosen AS (
     INSERT INTO shortlist (requirement_id, buyer_id, name, tokens, filter_edition, revision, changed_by, changed_at)
     SELECT r.id, r.buyer_id, 'x', '{}', 1, 1, p.id, now() FROM requirement r, person p
     WHERE r.id = $1 AND $2::uuid IS NOT NULL AND p.email = 'buyer-author@example.test' RETURNING requirement_id, changed_by)
   INSERT INTO shortlist_run (requirement_id, number, tokens, filter_edition, category_ids, supplier_ids, hash, run_by, run_at)
   SELECT requirement_id, 1, '{}', 1, '{}', '{}', sha256(''), changed_by, now() FROM chosen`,
  `INSERT INTO officer_event (id, kind, about, requirement_id, occurred_at, noted_at) SELECT gen_random_uuid(), 'late-bid', 'x', $1, now(), now() WHERE $2::uuid IS NOT NULL`,
  `WITH file AS (
     INSERT INTO evidence_file (id, bid_id, storage_key, size, sha256, stored_sha256, file_key, readable, description, uploaded_by, uploaded_at)
     SELECT gen_random_uuid(), $2::uuid, 'x', 1, sha256(''), sha256(''), '\\x02', true, '\\x01', (SELECT id FROM person LIMIT 1), now() WHERE $1::uuid IS NOT NULL
     RETURNING id, bid_id)
   INSERT INTO opened_file SELECT id, bid_id, '\\x01' FROM file`,
  `INSERT INTO problem_report (id, requirement_id, supplier_id, person_id, reported_at, text)
   SELECT gen_random_uuid(), $1, supplier_id, (SELECT id FROM person LIMIT 1), now(), 'x' FROM bid WHERE id = $2`,
  `INSERT INTO requirement_comment (id, requirement_id, text, written_by, written_at) SELECT gen_random_uuid(), $1, 'x', p.id, now() FROM person p WHERE p.email = 'buyer-author@example.test' AND $2::uuid IS NOT NULL`,
  `INSERT INTO saved_view (id, person_id, name, filter, saved_at)
   SELECT gen_random_uuid(), id, 'x', '{}', now() FROM person WHERE email = 'procurement-officer@example.test' AND $1::uuid IS NOT NULL AND $2::uuid IS NOT NULL`,
]

describe('Whose rows are whose', () => {
  let test: TestApp
  let whose: Record<Party, Whose>

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    const { requirementId, bidIds } = await anOpening(test, 'supplier-admin')
    await eventsHandled(test)
    for (const statement of BESIDE) await test.db.query(statement, [requirementId, bidIds[0]])
    whose = await idsOfParties(test)
  })
  afterAll(() => test.stop())

  it('is said of every table, or why not', () => {
    expect([...Object.keys(ROW_POLICIES), ...Object.keys(UNPROTECTED)].toSorted()).toEqual(Object.keys(GRANTS).toSorted())
    expect(Object.values(UNPROTECTED).filter(reason => reason.length < 8)).toEqual([])
  })

  it('asks for one row of another table by its key, and never for whether there is any', () => {
    for (const [table, { reads, writes }] of Object.entries(ROW_POLICIES))
      expect([table, /EXISTS \(SELECT FROM (?!organisation)/.exec(`${reads} ${writes}`)]).toEqual([table, null])
  })

  it('is passed by in these acts of people only, and each is used', async () => {
    const folder = join(import.meta.dirname, '../src')
    const files = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.js') && !name.endsWith('.spec.js'))
    const found: [string, string][] = []
    for (const file of files)
      for (const [, act] of (await readFile(join(folder, file), 'utf8')).matchAll(/withEveryRow\(\w+, '([\w-]+)'/g))
        found.push([file, String(act)])
    expect(found.toSorted()).toEqual(ACTS_OF_PEOPLE)
    const named = new Set([...ACTS_OF_PEOPLE.map(([, act]) => act), 'backup', 'owner', 'system'])
    expect(Object.keys(NAMED_ACTS).toSorted()).toEqual([...named].toSorted())
  })

  it.each(READERS)('%s is there for %j and for nobody else who acts for somebody', async (table, readers) => {
    const unitOfWork = test.app.get(UnitOfWork)
    const sql = `SELECT count(*)::int AS count FROM ${table}`
    const [all] = await unitOfWork.read(SYSTEM, view => view.query<{ count: number }[]>(sql))
    expect(all?.count).toBeGreaterThan(0)
    const seen: string[] = []
    for (const [who, ids] of Object.entries(whose)) {
      const [row] = await unitOfWork.read(ids, view => view.query<{ count: number }[]>(sql))
      if (row?.count !== 0) seen.push(who)
    }
    expect(seen.toSorted()).toEqual(readers.toSorted())
    expect(await unitOfWork.readPublic(view => view.query(sql))).toEqual([{ count: 0 }])
  })

  it.each(OF_SUPPLIERS)('%s is written, changed and removed for a supplier by no other organisation', async table => {
    for (const who of ['rival', 'buyer', 'otherBody'] as const)
      expect([who, await touchedAs(test, whose[who], table)]).toEqual([who, { changed: 0, removed: 0, written: '42501' }])
  })

  it('is by person where rows are personal', async () => {
    await test.db.query(grow.NOTICES_FOR_ALL, [1])
    for (const table of ['notification', 'saved_view', 'export_job', 'idempotency_key'])
      for (const ids of Object.values(whose)) {
        const others = await test.app
          .get(UnitOfWork)
          .read(ids, view => view.query(`SELECT 1 FROM ${table} WHERE person_id IS DISTINCT FROM $1`, [ids.personId]))
        expect([table, others]).toEqual([table, []])
      }
  })

  it('invites by the buyer, who does not see what became of it', async () => {
    const requirementId = await anOpenRequirement(test)
    await aPassingBid(test, requirementId)
    await invitationsWritten(test, requirementId)
    const sql = 'SELECT count(*)::int AS count FROM invitation WHERE requirement_id = $1'
    const countFor = (ids: Whose) => test.app.get(UnitOfWork).read(ids, view => view.query(sql, [requirementId]))
    expect(await countFor(whose.buyer)).toEqual([{ count: 0 }])
    expect(await countFor(whose.supplier)).toEqual([{ count: 1 }])
  })
})
