import { Controller, Get } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import { Anyone, NeverLimited } from './audience.js'
import { HealthDto, ReadinessDto } from './health.dto.js'
import { NeverShed } from './load-shedding.js'
import { Refuses } from './openapi/documented.js'
import { Readiness } from './readiness.js'

@ApiTags('operations')
@NeverLimited()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process runs and answers. */
  @Get('live')
  @Anyone()
  @NeverShed()
  live(): HealthDto {
    return { status: 'ok' }
  }

  /** The process and its database are ready for requests; 503 otherwise. A scanner that is silent keeps nothing from working. */
  @Get('ready')
  @Anyone()
  @NeverShed()
  @Refuses('not-ready')
  async ready(): Promise<ReadinessDto> {
    await this.readiness.refuseUnlessReady()
    return { status: 'ok', scanner: await this.readiness.scannerHealth() }
  }
}
