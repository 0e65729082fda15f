import { Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor, Role } from '../../shared/domain/actor.js'
import { Audience, NeverByToken } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor } from '../../web/request-parts.js'
import { RoleParam } from '../../web/role-param.js'
import { UuidParam } from '../../web/uuid-param.js'
import { ChangeRolesService } from './change-roles.service.js'
import { PeopleService } from './people.service.js'
import { ColleaguePageDto } from './person.dto.js'

/** The people of the organisation one acts for, and what each may do there. */
@ApiTags('people')
@Controller('api/v1/people')
@Audience('organisation-admin')
@NeverByToken()
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly roles: ChangeRolesService,
  ) {}

  /** Everybody of the own organisation with their roles. */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<ColleaguePageDto> {
    return this.people.list(actor, limit, cursor)
  }

  /** Gives a colleague a role; one that is held already stays. */
  @Put(':id/roles/:role')
  @HttpCode(204)
  @Refuses('role-does-not-fit', 'own-role')
  grant(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Param('role', RoleParam) role: Role): Promise<void> {
    return this.roles.grant(actor, id, role)
  }

  /** Takes a role from a colleague; whoever holds none any more has left. */
  @Delete(':id/roles/:role')
  @HttpCode(204)
  @Refuses('last-administrator')
  revoke(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Param('role', RoleParam) role: Role): Promise<void> {
    return this.roles.revoke(actor, id, role)
  }

  /** Removes a person from the own organisation: every access ends with it. */
  @Delete(':id')
  @HttpCode(204)
  @Refuses('last-administrator')
  remove(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<void> {
    return this.roles.remove(actor, id)
  }
}
