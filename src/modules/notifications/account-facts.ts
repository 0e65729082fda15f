import { oneRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { textOfCode } from '../identity/mailed-codes.js'
import type { AccountFacts } from './domain/account-letters.js'
import type { ClaimedMail } from './mail-ledger.js'
import type { Sender } from './sender.js'

interface Row {
  codeId: string | null
  expiresAt: Instant | null
  organisation: string | null
  name: string | null
  email: string | null
  roles: string[]
  reason: string | null
}

/** Whatever the event names; its code is derived here and stands nowhere but in the mail. */
export async function readAccountFacts(view: Readable, { details }: ClaimedMail, { publicUrl, masterKey }: Sender): Promise<AccountFacts> {
  const named = ['codeId', 'organisationId', 'personId', 'registrationId'].map(name => details[name] ?? null)
  const { codeId, expiresAt, organisation, name, email, roles, reason } = await oneRow<Row>(view, FACTS, named)
  return {
    code: codeId === null || expiresAt === null ? null : { text: textOfCode(masterKey, codeId), expiresAt },
    organisation,
    person: name === null || email === null ? null : { name, email },
    roles,
    reason,
    publicUrl,
  }
}

const FACTS = `
  SELECT c.id AS "codeId", c.expires_at AS "expiresAt", coalesce(o.name, r.name) AS organisation, p.name, p.email, r.reason,
         coalesce(i.roles, (SELECT array_agg(g.role ORDER BY g.role) FROM role_grant g WHERE g.person_id = p.id AND g.organisation_id = o.id), '{}') AS roles
  FROM (SELECT) one
  LEFT JOIN mailed_code c ON c.id = $1 LEFT JOIN person_invitation i ON i.id = c.invitation_id LEFT JOIN registration r ON r.id = $4
  LEFT JOIN organisation o ON o.id = coalesce($2, i.organisation_id) LEFT JOIN person p ON p.id = $3`
