import { Inject, Injectable } from '@nestjs/common'
import { IsDefined, IsOptional, IsString, MaxLength } from 'class-validator'

import type { Actor } from '../../../shared/domain/actor.js'
import { isFreshSignIn } from '../../../shared/domain/fresh-sign-in.js'
import type { RunningConfig } from '../../../shared/shared.module.js'
import { CONFIG } from '../../../shared/tokens.js'
import type { ActorRequest } from '../../../web/actor.guard.js'
import { atField } from '../../../web/pages/at-field.js'
import { readForm } from '../../../web/pages/form.js'
import type { FormFields } from '../../../web/pages/form-body.js'
import { actorIn, oneself, Sessions } from '../sessions.js'
import { StepUpService } from '../step-up.service.js'
import { originOf } from './origin-of.js'
import { cookieToken } from './session-cookie.strategy.js'

class StepUpForm {
  @IsDefined({ message: 'Enter your password' })
  @IsString({ message: 'Enter one password' })
  @MaxLength(1000, { message: 'Your password must have at most 1,000 characters' })
  password!: string

  @IsOptional()
  @IsString({ message: 'Enter one code' })
  @MaxLength(100, { message: 'The code is longer than any is' })
  oneTimeCode?: string
}

/** A page whose form asks for the password where the sign-in is too old (views/step-up-fields.njk). */
@Injectable()
export class StepUpInForm {
  constructor(
    private readonly stepUp: StepUpService,
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  isNeeded(actor: Actor): boolean {
    return !isFreshSignIn(actor, this.config.sessions.freshSeconds)
  }

  /** The actor with a sign-in that is fresh enough, by the form where it was not; or why not. */
  async prove(actor: Actor, request: ActorRequest, fields: FormFields): Promise<Actor> {
    return this.isNeeded(actor) ? this.proveAnew(actor, request, fields) : actor
  }

  /** The same however fresh the sign-in is. */
  async proveAnew(actor: Actor, request: ActorRequest, fields: FormFields): Promise<Actor> {
    const { publicUrl, secondFactorRoles } = this.config
    const proof = await readForm(StepUpForm, { password: fields['password'] ?? '', oneTimeCode: fields['oneTimeCode'] ?? '' })
    await atField('password', 'step-up-refused', () => this.stepUp.stepUp(actor, proof, originOf(request, publicUrl)))
    const session = await this.sessions.find(cookieToken(request, publicUrl) ?? '')
    return actor.organisationKind === null ? oneself(session, secondFactorRoles) : actorIn(session, actor.organisationId, secondFactorRoles)
  }
}
