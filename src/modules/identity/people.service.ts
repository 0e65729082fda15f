import { Injectable } from '@nestjs/common'

import { firstRow, rows } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor, Role } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { getPerson, listOrganisationsOf, type Person } from './people-queries.js'
import type { OrganisationRoles } from './sessions.js'

export interface Colleague extends Person {
  roles: Role[]
  /** When the first of these roles was granted. */
  since: Instant
}

export interface Account {
  person: Person
  organisations: OrganisationRoles[]
}

@Injectable()
export class PeopleService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Everybody of the own organisation with their roles, oldest account first. */
  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<Colleague>> {
    const [after = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await rows<Colleague>(
        view,
        `SELECT p.id, p.name, p.email, array_agg(g.role ORDER BY g.role) AS roles, min(g.granted_at) AS since
         FROM role_grant g JOIN person p ON p.id = g.person_id
         WHERE g.organisation_id = $1 AND ($2::uuid IS NULL OR p.id > $2) GROUP BY p.id ORDER BY p.id LIMIT $3`,
        [actor.organisationId, after, limit + 1],
      )
      return pageOf(found, limit, ({ id }) => [id])
    })
  }

  /** One of them. */
  get(actor: Actor, personId: string): Promise<Colleague> {
    return this.unitOfWork.read(actor, async view => {
      const found = await firstRow<Colleague>(
        view,
        `SELECT p.id, p.name, p.email, array_agg(g.role ORDER BY g.role) AS roles, min(g.granted_at) AS since
         FROM role_grant g JOIN person p ON p.id = g.person_id WHERE g.organisation_id = $1 AND p.id = $2 GROUP BY p.id`,
        [actor.organisationId, personId],
      )
      if (found === null) throw new NotFound('person')
      return found
    })
  }

  /** The own account and the organisations it acts for. */
  account(actor: Actor): Promise<Account> {
    return this.unitOfWork.read(actor, async view => ({
      person: await getPerson(view, actor.personId),
      organisations: await listOrganisationsOf(view, actor.personId),
    }))
  }
}
