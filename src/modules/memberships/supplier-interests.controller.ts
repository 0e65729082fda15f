import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverByToken } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { SupplierInterestDto, DeclaredInterestInput } from './supplier-interest.dto.js'
import { SupplierInterestsService } from './supplier-interests.service.js'

/** What officers and auditors say before they look into what a supplier applies with. */
@ApiTags('decisions on applications')
@Controller('api/v1/suppliers/:id/interest-declarations')
@Audience('procurement-officer', 'auditor')
@NeverByToken()
export class SupplierInterestsController {
  constructor(private readonly interests: SupplierInterestsService) {}

  /** What you declared about the supplier. */
  @Get()
  standing(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<SupplierInterestDto> {
    return this.interests.standing(actor, id)
  }

  /** Declares whether you have an interest in the supplier. An interest once declared stays, and keeps you from its applications and its standing. */
  @Post()
  @HttpCode(204)
  @Refuses('interest-unexplained')
  declare(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() declaration: DeclaredInterestInput,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<void> {
    return this.interests.declare(actor, id, declaration, repeat)
  }
}
