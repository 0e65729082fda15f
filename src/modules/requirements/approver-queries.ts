import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'

export interface NamedPerson {
  id: string
  name: string
}

/** More than any body names; whoever is missing here may approve all the same. */
const MOST = 50

/** Who wrote a part of it, by name. */
export const listNamedContributors = (view: Readable, requirementId: string): Promise<NamedPerson[]> =>
  rows<NamedPerson>(
    view,
    `SELECT p.id, p.name FROM requirement_contributor c JOIN person p ON p.id = c.person_id
     WHERE c.requirement_id = $1 ORDER BY p.name, p.id LIMIT ${MOST}`,
    [requirementId],
  )

/** Who may approve it: the same as mayApproveRequirement says of one person. */
export const listPossibleApprovers = (view: Readable, requirementId: string): Promise<NamedPerson[]> =>
  rows<NamedPerson>(
    view,
    `SELECT p.id, p.name FROM requirement r
     JOIN role_grant g ON g.organisation_id = r.buyer_id AND g.role = 'buyer-approver' JOIN person p ON p.id = g.person_id
     WHERE r.id = $1
       AND NOT EXISTS (SELECT FROM requirement_contributor c WHERE c.requirement_id = r.id AND c.person_id = p.id)
       AND NOT EXISTS (SELECT FROM role_grant s WHERE s.person_id = p.id AND s.organisation_kind = 'supplier')
     ORDER BY p.name, p.id LIMIT ${MOST}`,
    [requirementId],
  )
