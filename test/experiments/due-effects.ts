import type { TestApp } from '../support/test-app.js'

/** What has to come of a fault's time, and what was there when it was looked at. */
export interface Effects {
  name: string
  due: number
  there: number
}

/** The requirement that closes ($1) and the one that is opened ($2): every effect due, and how often it is in the database. */
const EFFECTS = `
  WITH closing AS (SELECT * FROM bid WHERE requirement_id = $1), opened AS (SELECT * FROM bid WHERE requirement_id = $2 AND state = 'opened')
  SELECT 'closed' AS name, 1 AS due, (SELECT count(*)::int FROM audit_event WHERE subject_id = $1 AND action = 'requirement.closed') AS there
  UNION ALL SELECT 'drafts settled', (SELECT count(*)::int FROM closing c WHERE NOT EXISTS (SELECT FROM bid_version v WHERE v.bid_id = c.id)),
    (SELECT count(*)::int FROM closing WHERE state = 'not-submitted')
  UNION ALL SELECT 'suppliers told of their receipt', (SELECT count(*)::int FROM closing c JOIN bid_version v ON v.bid_id = c.id),
    (SELECT count(*)::int FROM notification n JOIN closing c ON c.id = n.subject_id WHERE n.kind = 'bid.submitted')
  UNION ALL SELECT 'approvers told of the close', (SELECT count(*)::int FROM requirement r JOIN role_grant g ON g.organisation_id = r.buyer_id
    WHERE r.id = $1 AND g.role = 'buyer-approver'), (SELECT count(*)::int FROM notification WHERE subject_id = $1 AND kind = 'requirement.closed')
  UNION ALL SELECT 'ethics audits started', (SELECT count(*)::int FROM opened), (SELECT count(*)::int FROM ethics_audit WHERE requirement_id = $2)
  UNION ALL SELECT 'bidders told of the opening', (SELECT count(DISTINCT (g.person_id, g.organisation_id))::int FROM opened o
    JOIN role_grant g ON g.organisation_id = o.supplier_id AND g.role = 'supplier-admin'),
    (SELECT count(*)::int FROM notification WHERE subject_id = $2 AND kind = 'bids.opened')
  UNION ALL SELECT 'events handled', count(*)::int, count(handled_at)::int FROM outbox_event`

export const effectsOf = (test: TestApp, closingId: string, openedId: string): Promise<Effects[]> =>
  test.rows<Effects>(EFFECTS, [closingId, openedId])

export const isDone = (effects: readonly Effects[]): boolean => effects.every(({ due, there }) => there >= due)

export const faultsOfEffects = (effects: readonly Effects[]): string[] =>
  effects.filter(({ due, there }) => due !== there).map(({ name, due, there }) => `${name}: ${there} of ${due}`)
