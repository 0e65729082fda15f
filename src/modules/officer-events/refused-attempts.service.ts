import { Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { mayAcknowledge } from './domain/officer-event-policy.js'
import { refuseUnlessWatching } from './officer-events.service.js'

/** What somebody tried with a requirement and a rule refused, as the log has it. */
export interface RefusedAttempt {
  id: string
  occurredAt: Instant
  action: string
  requirementId: string
  requirementTitle: string
  personName: string | null
  organisationName: string | null
  /** Null where the details were erased. */
  code: string | null
  reason: string | null
}

@Injectable()
export class RefusedAttemptsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * The latest first, of the requirements' own chains: what befalls bids, questions and invitations stands in the suppliers', which nobody reads here.
   * Nothing of competitions in which the reader has an interest, and of drafts only for officers.
   */
  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<RefusedAttempt>> {
    refuseUnlessWatching(actor)
    const after = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await listRefused(view, actor, after, limit + 1)
      return pageOf(found, limit, ({ occurredAt, id }) => [occurredAt, id])
    })
  }
}

const listRefused = (
  view: Readable,
  actor: Actor,
  [occurredAt = null, id = null]: readonly (string | null)[],
  limit: number,
): Promise<RefusedAttempt[]> =>
  rows<RefusedAttempt>(
    view,
    `SELECT e.id, e.occurred_at AS "occurredAt", e.action, r.id AS "requirementId", r.title AS "requirementTitle", p.name AS "personName",
            o.name AS "organisationName", said.content->>'code' AS code, said.content->>'reason' AS reason
     FROM audit_event e JOIN requirement r ON r.id = split_part(e.stream, ':', 2)::uuid
     LEFT JOIN person p ON p.id = e.person_id LEFT JOIN organisation o ON o.id = e.organisation_id
     LEFT JOIN LATERAL (SELECT convert_from(d.content, 'UTF8')::jsonb AS content FROM audit_detail d WHERE d.event_id = e.id) said ON true
     WHERE e.action LIKE '%-refused' AND e.stream LIKE 'requirement:%' AND ($2 OR r.published_at IS NOT NULL)
       AND NOT EXISTS (SELECT FROM interest_declaration i WHERE i.requirement_id = r.id AND i.person_id = $1 AND i.has_interest)
       AND ($3::timestamptz IS NULL OR (e.occurred_at, e.id) < ($3, $4::uuid))
     ORDER BY e.occurred_at DESC, e.id DESC LIMIT $5`,
    [actor.personId, mayAcknowledge(actor), occurredAt, id, limit],
  )
