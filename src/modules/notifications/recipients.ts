/** Who is told, as a query for people and the organisation they are told in; $1 is the id of what the event is about. */

/**
 * People by their grant `g`, joined to what the event is about. Whoever works for a supplier as well hears nothing as the operator's
 * officer: it would be of its rivals.
 */
export const whoever = (subject: string, condition: string): string => `
  SELECT DISTINCT g.person_id AS "personId", g.organisation_id AS "organisationId"
  FROM ${subject} WHERE ${condition}
    AND (g.organisation_kind <> 'operator'
         OR NOT EXISTS (SELECT FROM role_grant s WHERE s.person_id = g.person_id AND s.organisation_kind = 'supplier'))`

export const buyers = (role: 'buyer-author' | 'buyer-approver'): string =>
  whoever('requirement r JOIN role_grant g ON g.organisation_id = r.buyer_id', `r.id = $1 AND g.role = '${role}'`)

const OF_ANY = 'requirement r CROSS JOIN role_grant g'

export const SENIOR_OFFICERS = whoever(OF_ANY, `r.id = $1 AND g.role = 'senior-officer'`)

export const OFFICERS = whoever(OF_ANY, `r.id = $1 AND g.role IN ('procurement-officer', 'senior-officer')`)

/** Of what concerns no requirement. */
export const ANY_OFFICERS = whoever(
  'officer_event e CROSS JOIN role_grant g',
  `e.id = $1 AND g.role IN ('procurement-officer', 'senior-officer')`,
)

/** Senior officers who wrote no part of the agreement, and so may open it. */
export const OPENERS_OF_AGREEMENT = whoever(
  'agreement_draft d CROSS JOIN role_grant g',
  `d.id = $1 AND g.role = 'senior-officer' AND NOT EXISTS (SELECT FROM agreement_contributor c WHERE c.draft_id = d.id AND c.person_id = g.person_id)`,
)

export const WRITERS_OF_AGREEMENT = whoever(
  'agreement_contributor c JOIN role_grant g ON g.person_id = c.person_id',
  `c.draft_id = $1 AND g.role IN ('procurement-officer', 'senior-officer')`,
)

/** Suppliers that are, or were, members of the agreement. */
export const MEMBERS_OF_AGREEMENT = whoever(
  'membership m JOIN role_grant g ON g.organisation_id = m.supplier_id',
  `m.agreement_id = $1 AND m.state IN ('active', 'suspended') AND g.role = 'supplier-admin'`,
)

/** The same, and whoever buys under it: writes or approves requirements that have not ended. */
export const CONCERNED_BY_AGREEMENT = `${MEMBERS_OF_AGREEMENT} UNION ${whoever(
  'requirement r JOIN role_grant g ON g.organisation_id = r.buyer_id',
  `r.agreement_id = $1 AND r.state NOT IN ('completed', 'cancelled', 'unsuccessful') AND g.role IN ('buyer-author', 'buyer-approver')`,
)}`

const OF_MEMBERSHIP = 'membership m JOIN role_grant g ON g.organisation_id = m.supplier_id'

/** Whoever acts for the supplier whose membership it is. */
export const ADMINS_OF_MEMBER = whoever(OF_MEMBERSHIP, `m.id = $1 AND g.role = 'supplier-admin'`)

const OFFICERS_OF_MEMBERSHIP = 'membership m CROSS JOIN role_grant g'

/** Officers but for those who declared an interest in the supplier. */
const impartial = (role: string): string =>
  whoever(
    OFFICERS_OF_MEMBERSHIP,
    `m.id = $1 AND ${role} AND NOT EXISTS (SELECT FROM supplier_interest i WHERE i.supplier_id = m.supplier_id AND i.person_id = g.person_id AND i.has_interest)`,
  )

export const OFFICERS_FOR_MEMBER = impartial(`g.role IN ('procurement-officer', 'senior-officer')`)

export const SENIORS_FOR_MEMBER = impartial(`g.role = 'senior-officer'`)

export const APPROVERS_AND_OFFICERS = whoever(
  OF_ANY,
  `r.id = $1 AND ((g.organisation_id = r.buyer_id AND g.role = 'buyer-approver') OR g.role IN ('procurement-officer', 'senior-officer'))`,
)

/** Officers who have declared, for this requirement, that they have no interest in it: those who may look at its audits. */
export const DECLARED_OFFICERS = whoever(
  OF_ANY,
  `r.id = $1 AND g.role IN ('procurement-officer', 'senior-officer')
    AND (SELECT NOT bool_or(d.has_interest) FROM interest_declaration d WHERE d.requirement_id = r.id AND d.person_id = g.person_id)`,
)

/** Both sides of a split key: those who hold its shares, and may open. */
export const HOLDERS_OF_KEY = whoever(
  'requirement r JOIN key_share k ON k.requirement_id = r.id JOIN role_grant g ON g.person_id = k.person_id',
  `r.id = $1 AND ((k.side = 'buyer' AND g.organisation_id = r.buyer_id AND g.role = 'buyer-approver')
    OR (k.side = 'operator' AND g.organisation_kind = 'operator' AND g.role IN ('procurement-officer', 'senior-officer')))`,
)

export const BUYERS = whoever(
  'requirement r JOIN role_grant g ON g.organisation_id = r.buyer_id',
  `r.id = $1 AND g.role IN ('buyer-author', 'buyer-approver')`,
)

/** Whoever wrote a part of what is commented on and may still read comments, but for whoever comments. */
export const CONTRIBUTORS_TOLD_OF_COMMENT = whoever(
  `requirement_comment c JOIN requirement r ON r.id = c.requirement_id JOIN requirement_contributor w ON w.requirement_id = r.id
   JOIN role_grant g ON g.person_id = w.person_id AND g.organisation_id = r.buyer_id`,
  `c.id = $1 AND w.person_id <> c.written_by AND g.role IN ('buyer-author', 'buyer-approver', 'evaluator')
    AND NOT EXISTS (SELECT FROM role_grant s WHERE s.person_id = w.person_id AND s.organisation_kind = 'supplier')`,
)

const OF_BID = 'bid b JOIN role_grant g ON g.organisation_id = b.supplier_id'

export const SUPPLIER_OF_BID = whoever(OF_BID, `b.id = $1 AND g.role = 'supplier-admin'`)

export const WRITERS_OF_BID = whoever(OF_BID, `b.id = $1 AND g.role IN ('supplier-admin', 'bid-writer')`)

/** Whoever writes in the library that an answer belongs to. */
export const WRITERS_OF_LIBRARY = whoever(
  'library_answer a JOIN role_grant g ON g.organisation_id = a.supplier_id',
  `a.id = $1 AND g.role IN ('supplier-admin', 'bid-writer')`,
)

export const BIDDERS = whoever(OF_BID, `b.requirement_id = $1 AND b.state = 'opened' AND g.role = 'supplier-admin'`)

/** Suppliers of a round of invitations. */
export const INVITED = whoever(
  'invitation_round i CROSS JOIN unnest(i.supplier_ids) AS invited (id) JOIN role_grant g ON g.organisation_id = invited.id',
  `i.id = $1 AND g.role IN ('supplier-admin', 'bid-writer')`,
)

/** Everybody who may bid, has begun to, or has asked. */
export const CONCERNED = whoever(
  'role_grant g',
  `g.role IN ('supplier-admin', 'bid-writer')
    AND g.organisation_id IN (SELECT supplier_id FROM invitation WHERE requirement_id = $1
      UNION SELECT unnest(supplier_ids) FROM invitation_round WHERE requirement_id = $1 UNION SELECT supplier_id FROM bid WHERE requirement_id = $1
      UNION SELECT supplier_id FROM clarification WHERE requirement_id = $1 UNION SELECT supplier_id FROM rule_clarification WHERE requirement_id = $1)`,
)

export const ASKER = whoever(
  'clarification c JOIN role_grant g ON g.organisation_id = c.supplier_id',
  `c.id = $1 AND g.role IN ('supplier-admin', 'bid-writer')`,
)

/** The person themselves, told in one of their organisations only: a mail is enough. */
export const THE_PERSON = `
  SELECT person_id AS "personId", organisation_id AS "organisationId" FROM role_grant WHERE person_id = $1 ORDER BY organisation_id LIMIT 1`

const OF_APPLICATION = 'application p CROSS JOIN role_grant g'

/** An officer who has declared an interest in the supplier hears nothing of its applications. */
const IMPARTIAL = `g.role IN ('procurement-officer', 'senior-officer')
    AND NOT EXISTS (SELECT FROM supplier_interest i WHERE i.supplier_id = p.supplier_id AND i.person_id = g.person_id AND i.has_interest)`

/** Officers who may take an application up. */
export const OFFICERS_FOR_APPLICATION = whoever(OF_APPLICATION, `p.id = $1 AND g.role = 'procurement-officer' AND ${IMPARTIAL}`)

/** The officer who has taken it up; all who may, while nobody has. */
export const DECIDING_ON_APPLICATION = whoever(
  OF_APPLICATION,
  `p.id = $1 AND ${IMPARTIAL} AND (p.officer_id = g.person_id OR (p.officer_id IS NULL AND g.role = 'procurement-officer'))`,
)

const SUPPLIER_OF_APPLICATION = 'application p JOIN role_grant g ON g.organisation_id = p.supplier_id'

export const WRITERS_OF_APPLICATION = whoever(SUPPLIER_OF_APPLICATION, `p.id = $1 AND g.role IN ('supplier-admin', 'bid-writer')`)

export const SIGNERS_OF_APPLICATION = whoever(SUPPLIER_OF_APPLICATION, `p.id = $1 AND g.role = 'supplier-admin'`)
