import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { NeverByToken, Oneself } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor } from '../../web/request-parts.js'
import { ConfirmInput, EnrolmentDto, RecoveryCodesDto, SecondFactorDto } from './second-factor.dto.js'
import { SecondFactorsService } from './second-factors.service.js'

/** What shows a secret takes no Idempotency-Key, like signing in: a repeat could not be answered without keeping the secret. */
@ApiTags('second factor')
@Controller('api/v1/second-factor')
@Oneself()
@NeverByToken()
export class SecondFactorController {
  constructor(private readonly factors: SecondFactorsService) {}

  /** Tells whether your sign-ins ask for a code, and how many recovery codes are left. */
  @Get()
  show(@CurrentActor() actor: Actor): Promise<SecondFactorDto> {
    return this.factors.show(actor)
  }

  /** Gives the secret for an app that shows codes; it counts once a code has confirmed it. */
  @Post()
  @Refuses('fresh-sign-in-required', 'second-factor-exists')
  enrol(@CurrentActor() actor: Actor): Promise<EnrolmentDto> {
    return this.factors.enrol(actor)
  }

  /** Confirms by a code that the app has the secret; from now on signing in asks for one. Gives the recovery codes. */
  @Post('confirm')
  @HttpCode(200)
  @Refuses('fresh-sign-in-required', 'second-factor-exists', 'second-factor-missing', 'one-time-code-wrong', 'sign-in-slowed')
  async confirm(@CurrentActor() actor: Actor, @Body() { oneTimeCode }: ConfirmInput): Promise<RecoveryCodesDto> {
    return { recoveryCodes: await this.factors.confirm(actor, oneTimeCode) }
  }

  /** Makes new recovery codes; those given before are worth nothing from now on. */
  @Post('recovery-codes')
  @Refuses('fresh-sign-in-required', 'second-factor-missing')
  async renewRecoveryCodes(@CurrentActor() actor: Actor): Promise<RecoveryCodesDto> {
    return { recoveryCodes: await this.factors.renewRecoveryCodes(actor) }
  }

  /** Removes the second factor and its recovery codes. */
  @Delete()
  @HttpCode(204)
  @Refuses('fresh-sign-in-required', 'second-factor-missing')
  remove(@CurrentActor() actor: Actor): Promise<void> {
    return this.factors.remove(actor)
  }
}
