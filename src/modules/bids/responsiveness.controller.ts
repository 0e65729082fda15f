import { Controller, Get, Param } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { ResponsivenessDto } from './responsiveness.dto.js'
import { ResponsivenessService } from './responsiveness.service.js'

@ApiTags('suppliers')
@Controller('api/v1/suppliers/:id/responsiveness')
@Audience('bid-writer', 'procurement-officer', 'auditor')
export class ResponsivenessController {
  constructor(private readonly responsiveness: ResponsivenessService) {}

  /** How many of its invitations a supplier has answered by their deadlines, by agreement: for itself and for officers. */
  @Get()
  get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ResponsivenessDto> {
    return this.responsiveness.get(actor, id)
  }
}
