import type { Player, TestApp } from './test-app.js'

/** Who acts, and for which organisation. */
export interface Whose {
  personId: string
  organisationId: string
}

/** As whom each of these acts. */
export async function idsOfPlayers<Who extends Player>(test: TestApp, players: readonly Who[]): Promise<Record<Who, Whose>> {
  const found = await test.rows<Whose & { email: string }>(
    `SELECT DISTINCT ON (p.id) p.email, p.id AS "personId", g.organisation_id AS "organisationId"
     FROM person p JOIN role_grant g ON g.person_id = p.id WHERE p.email = ANY ($1)`,
    [players.map(player => `${player}@example.test`)],
  )
  const byEmail = new Map(found.map(({ email, ...ids }) => [email, ids]))
  return Object.fromEntries(players.map(player => [player, byEmail.get(`${player}@example.test`)])) as Record<Who, Whose>
}

/** One of each that may have to do with a competition, or must not. */
export type Party = 'supplier' | 'rival' | 'buyer' | 'otherBody' | 'operator'

export async function idsOfParties(test: TestApp): Promise<Record<Party, Whose>> {
  const players = await idsOfPlayers(test, ['supplier-admin', 'rival-admin', 'buyer-approver', 'procurement-officer'])
  const [otherBody] = await test.rows<Whose>(
    `SELECT g.person_id AS "personId", g.organisation_id AS "organisationId" FROM role_grant g JOIN organisation o ON o.id = g.organisation_id
     WHERE o.name LIKE 'Second Example Authority%' LIMIT 1`,
  )
  if (otherBody === undefined) throw new Error('There is no other public body.')
  return {
    supplier: players['supplier-admin'],
    rival: players['rival-admin'],
    buyer: players['buyer-approver'],
    operator: players['procurement-officer'],
    otherBody,
  }
}

/** Every column that a row can be given. */
export async function columnsToInsert(test: TestApp, table: string): Promise<string[]> {
  const found = await test.rows<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  )
  return found.map(({ name }) => name)
}
