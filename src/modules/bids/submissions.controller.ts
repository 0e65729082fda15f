import { Controller, Get, Param } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { KeyParam } from '../../web/key-param.js'
import { NeverShed } from '../../web/load-shedding.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { receiptToKeep } from './bid-queries.js'
import { SubmissionOutcomeDto } from './receipt.dto.js'
import { SubmissionsService } from './submissions.service.js'

@ApiTags('bids')
@Controller('api/v1/bids/:id/submissions')
export class SubmissionsController {
  constructor(private readonly submissions: SubmissionsService) {}

  /** Tells whether a submission arrived, by the Idempotency-Key that you sent it with; in the address, percent-encode the key. */
  @Get(':key')
  @Audience('supplier-admin')
  @NeverShed()
  @Refuses('idempotency-key-malformed')
  async outcome(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('key', KeyParam) key: string,
  ): Promise<SubmissionOutcomeDto> {
    const outcome = await this.submissions.outcomeOf(actor, id, key)
    if (outcome.state !== 'received') return outcome
    return { state: outcome.state, receipt: receiptToKeep(outcome.stored) }
  }
}
