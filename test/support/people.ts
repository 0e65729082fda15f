import { randomInt } from 'node:crypto'

import { newId } from '../../src/shared/ids.js'
import type { Role } from '../../src/shared/domain/actor.js'
import type { Newcomer, Player, TestApp } from './test-app.js'

/** Organisations of the cast, by the beginning of their names. */
export type Organisation =
  | 'Marketplace Operator'
  | 'First Example Council'
  | 'Second Example Authority'
  | 'First Example Supplier'
  | 'Second Example Supplier'
  | 'Fourth Example Supplier'

/** Puts somebody new with the cast's password into an organisation, and signs them in. */
export async function hire(test: TestApp, newcomer: Newcomer, organisation: Organisation, role: Role): Promise<void> {
  await addPerson(test, newcomer)
  await grant(test, newcomer, organisation, role)
  await test.signIn(newcomer)
}

/** Somebody without a sign-in who holds a role; answers their id. */
export async function aColleague(test: TestApp, organisation: Organisation, role: Role): Promise<string> {
  const newcomer: Newcomer = `new-${newId()}`
  await addPerson(test, newcomer)
  await grant(test, newcomer, organisation, role)
  const [row] = await test.rows<{ id: string }>('SELECT id FROM person WHERE email = $1', [`${newcomer}@example.test`])
  return String(row?.id)
}

/** An invitation into the first council that waits; answers its id. */
export async function aPersonInvitation(test: TestApp): Promise<string> {
  const { body } = await test
    .api('organisation-admin')
    .post('/people/invitations')
    .send({ email: `${newId()}@example.test`, roles: ['evaluator'] })
    .expect(201)
  return (body as { id: string }).id
}

/** Somebody new who belongs nowhere yet, signed in. */
export async function arrive(test: TestApp, newcomer: Newcomer): Promise<void> {
  await addPerson(test, newcomer)
  await test.signIn(newcomer)
}

/** A registration, by somebody who belongs nowhere yet unless it is said by whom; answers its id. */
export async function aRegistration(test: TestApp, by?: Player | Newcomer, name = 'Registered'): Promise<string> {
  const newcomer: Newcomer = `new-${newId()}`
  if (by === undefined) await arrive(test, newcomer)
  const { body } = await test
    .api(by ?? newcomer)
    .post('/account/registrations')
    .send({ kind: 'supplier', name, duns: String(randomInt(100_000_000, 1_000_000_000)) })
    .expect(201)
  return (body as { id: string }).id
}

/** Grants a role straight in the database, for what no administrator could do. */
export async function grant(test: TestApp, who: Player | Newcomer, organisation: Organisation, role: Role): Promise<void> {
  await test.rows(
    `INSERT INTO role_grant (person_id, organisation_id, organisation_kind, role)
     SELECT p.id, o.id, o.kind, $3 FROM person p, organisation o WHERE p.email = $1 AND o.name LIKE $2 || '%'`,
    [`${who}@example.test`, organisation, role],
  )
}

/** Takes it back. */
export async function revoke(test: TestApp, who: Player | Newcomer, organisation: Organisation): Promise<void> {
  await test.rows(
    `DELETE FROM role_grant g USING person p, organisation o
     WHERE p.id = g.person_id AND o.id = g.organisation_id AND p.email = $1 AND o.name LIKE $2 || '%'`,
    [`${who}@example.test`, organisation],
  )
}

/** A new supplier, a member wherever the first supplier is, with the newcomer as its administrator. */
export async function aSupplier(test: TestApp, newcomer: Newcomer): Promise<void> {
  const supplierId = newId()
  await test.rows(`INSERT INTO organisation (id, kind, name) VALUES ($1, 'supplier', $2)`, [supplierId, newcomer])
  await test.rows(
    `INSERT INTO membership (id, agreement_id, category_id, supplier_id, state)
     SELECT gen_random_uuid(), m.agreement_id, m.category_id, $1, 'active' FROM membership m JOIN organisation o ON o.id = m.supplier_id
     WHERE o.name LIKE 'First Example Supplier%'`,
    [supplierId],
  )
  await addPerson(test, newcomer)
  await test.rows(
    `INSERT INTO role_grant (person_id, organisation_id, organisation_kind, role)
     SELECT id, $2, 'supplier', 'supplier-admin' FROM person WHERE email = $1`,
    [`${newcomer}@example.test`, supplierId],
  )
  await test.signIn(newcomer)
}

export async function organisationId(test: TestApp, organisation: Organisation): Promise<string> {
  const [row] = await test.rows<{ id: string }>(`SELECT id FROM organisation WHERE name LIKE $1 || '%'`, [organisation])
  return String(row?.id)
}

async function addPerson(test: TestApp, newcomer: Newcomer): Promise<void> {
  await test.rows(
    `INSERT INTO person (id, email, name, password_hash) SELECT $1, $2, $3, password_hash FROM person WHERE email = 'supplier-admin@example.test'`,
    [newId(), `${newcomer}@example.test`, newcomer],
  )
}
