import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { NeverByToken, Oneself } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { RegisterOrganisationService } from './register-organisation.service.js'
import { NewOrganisationInput, RegistrationDto, RegistrationPageDto } from './registration.dto.js'

/** Organisations that the signed-in person registers. */
@ApiTags('registrations')
@Controller('api/v1/account/registrations')
@Oneself()
@NeverByToken()
export class OwnRegistrationsController {
  constructor(private readonly registrations: RegisterOrganisationService) {}

  /** Registers a supplier or a public body, which waits for an officer. */
  @Post()
  @Refuses('identifier-malformed', 'identifier-missing', 'registration-not-possible', 'too-many-registrations')
  async register(
    @CurrentActor() actor: Actor,
    @Body() organisation: NewOrganisationInput,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<RegistrationDto> {
    return this.registrations.get(actor, await this.registrations.register(actor, organisation, repeat))
  }

  /** What the person registered, newest first. */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<RegistrationPageDto> {
    return this.registrations.list(actor, limit, cursor)
  }

  /** Takes a registration back while it waits. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Refuses('registration-state')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<RegistrationDto> {
    await this.registrations.withdraw(actor, id, repeat)
    return this.registrations.get(actor, id)
  }
}
