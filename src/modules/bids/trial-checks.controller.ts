import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import { canonicalBytes } from '../../shared/canonical.js'
import { Anyone } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { TrialDto } from './trial.dto.js'
import { TrialCheckService } from './trial-check.service.js'

@ApiTags('guidelines')
@Controller('api/v1/trial-checks')
export class TrialChecksController {
  constructor(private readonly trials: TrialCheckService) {}

  /** Tries the check of bids on a worked example, with answers of your own in it. Needs no account and keeps nothing. */
  @Post()
  @Anyone()
  @HttpCode(200)
  @ApiOkResponse({
    description: 'The check report',
    content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } },
  })
  @Refuses('answers-malformed')
  try(@Body() { tier, beginning = 'empty', answers }: TrialDto, @Res({ passthrough: true }) reply: FastifyReply): string {
    void reply.type('application/json; charset=utf-8')
    return canonicalBytes(this.trials.try({ tier, beginning }, answers).report).toString('utf8')
  }
}
