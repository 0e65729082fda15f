import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverByToken } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { DecideRegistrationService } from './decide-registration.service.js'
import { RegistrationDto, RegistrationPageDto, RegistrationRefusalInput, SimilarNamesDto } from './registration.dto.js'

/** Organisations that wait for an officer's approval. */
@ApiTags('registrations')
@Controller('api/v1/registrations')
@Audience('procurement-officer')
@NeverByToken()
export class RegistrationsController {
  constructor(private readonly registrations: DecideRegistrationService) {}

  /** Registrations that wait for an officer, oldest first. */
  @Get()
  @Refuses('registration-not-yours')
  list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<RegistrationPageDto> {
    return this.registrations.list(actor, limit, cursor)
  }

  /** One registration, whatever became of it. */
  @Get(':id')
  @Refuses('registration-not-yours')
  get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<RegistrationDto> {
    return this.registrations.get(actor, id)
  }

  /** Organisations and other registrations whose names come down to nearly the same: they may be the same. Nothing is refused by it. */
  @Get(':id/similar-names')
  @Refuses('registration-not-yours')
  async similar(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<SimilarNamesDto> {
    return { items: await this.registrations.listSimilar(actor, id) }
  }

  /** Makes the organisation, with whoever registered it as its administrator. */
  @Post(':id/approve')
  @HttpCode(200)
  @Refuses('registration-not-yours', 'registration-state', 'registration-not-possible')
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<RegistrationDto> {
    await this.registrations.approve(actor, id, repeat)
    return this.registrations.get(actor, id)
  }

  /** Says no, with a reason that whoever registered it is told. */
  @Post(':id/refuse')
  @HttpCode(200)
  @Refuses('registration-not-yours', 'registration-state')
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { reason }: RegistrationRefusalInput,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<RegistrationDto> {
    await this.registrations.refuse(actor, id, reason, repeat)
    return this.registrations.get(actor, id)
  }
}
