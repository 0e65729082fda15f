import { Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { NOTICES } from './notices.js'

export interface Notification {
  id: string
  kind: string
  subjectType: string
  subjectId: string
  createdAt: Instant
  title: string
}

@Injectable()
export class NotificationsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** What the person was told in the acting organisation, and of their own account, newest first. */
  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<Notification>> {
    const [before = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await rows<Omit<Notification, 'title'>>(
        view,
        `SELECT id, kind, subject_type AS "subjectType", subject_id AS "subjectId", created_at AS "createdAt"
         FROM notification WHERE person_id = $1 AND (organisation_id = $4 OR organisation_id IS NULL) AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
        [actor.personId, before, limit + 1, actor.organisationId],
      )
      return pageOf(
        found,
        limit,
        ({ id }) => [id],
        each => ({ ...each, title: NOTICES.find(({ on }) => on === each.kind)?.subject ?? each.kind }),
      )
    })
  }
}
