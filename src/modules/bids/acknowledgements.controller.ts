import { Body, Controller, Param, Put } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AcknowledgementsService } from './acknowledgements.service.js'
import { AcknowledgeDto, OwnAcknowledgementDto } from './bid.dto.js'

@ApiTags('ethics answers')
@Controller('api/v1/bids/:id/acknowledgements')
export class AcknowledgementsController {
  constructor(private readonly acknowledgements: AcknowledgementsService) {}

  /** Gives the reason for going on in spite of a rule that warns; it lapses when the values that the rule read change. */
  @Put(':rule')
  @Audience('bid-writer')
  @Refuses('requirement-not-open', 'deadline-passed', 'bid-not-writable', 'rule-does-not-warn', 'guideline-pack-changed')
  acknowledge(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('rule') rule: string,
    @Body() { reason }: AcknowledgeDto,
  ): Promise<OwnAcknowledgementDto> {
    return this.acknowledgements.acknowledge(actor, id, rule, reason)
  }
}
