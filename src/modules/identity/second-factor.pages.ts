import { Controller, Get, Post, Query, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { DomainError } from '../../shared/domain/errors.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Oneself } from '../../web/audience.js'
import { atField } from '../../web/pages/at-field.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, one } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { OtherPage, type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { AppCodeForm, ProofForm } from './second-factor.form.js'
import { onward, proveView, recoveryCodesView, SECOND_FACTOR, secondFactorView, setUpView, withNext } from './second-factor-views.js'
import { type Enrolment, SecondFactorsService } from './second-factors.service.js'
import { StepUpInForm } from './strategies/step-up-in-form.js'

const RECOVERY_CODES = 'identity/views/recovery-codes.njk'

/** The second factor of the signed-in person. What shows a secret is never an address: the key is shown by the session, the codes by the answer. */
@Controller('account/second-factor')
@Oneself()
export class SecondFactorPages {
  constructor(
    private readonly factors: SecondFactorsService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get()
  @Page('identity/views/second-factor.njk', 'none', 'none, old sign-in', 'needed', 'on', 'few codes left', 'code needed here')
  show(@CurrentActor() actor: Actor, @Query('next') next: unknown): Promise<object> {
    return this.overview(actor, freshForm({ next: onward(next) }))
  }

  /** Begins to set one up; begun twice it is one. */
  @Post()
  @Page('identity/views/second-factor.njk', 'no password', 'wrong password')
  begin(@CurrentActor() actor: Actor, @FormBody() fields: FormFields, @Req() request: ActorRequest): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const proved = await this.stepUp.prove(actor, request, fields)
        if ((await this.factors.waiting(proved)) === null) await this.factors.enrol(proved)
        return new SeeOther(withNext(`${SECOND_FACTOR}/set-up`, onward(one(fields, 'next'))))
      },
      form => this.overview(actor, form),
    )
  }

  /** For a role that waits in this session for the code of a second factor that is set up. */
  @Post('code')
  @Page('identity/views/second-factor.njk', 'wrong code here')
  giveCode(@CurrentActor() actor: Actor, @FormBody() fields: FormFields, @Req() request: ActorRequest): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { next } = await readForm(ProofForm, fields)
        await this.stepUp.proveAnew(actor, request, fields)
        return new SeeOther(onward(next), 'code-given')
      },
      form => this.overview(actor, form),
    )
  }

  @Get('set-up')
  @Page('identity/views/set-up-second-factor.njk', 'key shown')
  async showKey(@CurrentActor() actor: Actor, @Query('next') next: unknown): Promise<PageAnswer> {
    const waiting = await this.waiting(actor)
    return waiting === null ? new SeeOther(withNext(SECOND_FACTOR, onward(next))) : setUpView(waiting, freshForm({ next: onward(next) }))
  }

  @Post('set-up')
  @Page('identity/views/set-up-second-factor.njk', 'nothing typed', 'wrong code', 'confirmed')
  async confirm(@CurrentActor() actor: Actor, @FormBody() fields: FormFields): Promise<PageAnswer> {
    const next = onward(one(fields, 'next'))
    const waiting = await this.waiting(actor)
    if (waiting === null) return new SeeOther(withNext(SECOND_FACTOR, next), 'set-up-ended')
    return orShowAgain(
      fields,
      async () => {
        const { oneTimeCode } = await readForm(AppCodeForm, fields)
        try {
          const codes = await atField('oneTimeCode', 'one-time-code-wrong', () => this.factors.confirm(actor, oneTimeCode))
          return new OtherPage(recoveryCodesView(codes, next), 200, RECOVERY_CODES)
        } catch (error) {
          if (!isOn(error)) throw error
          return new SeeOther(SECOND_FACTOR, 'set-up-ended')
        }
      },
      form => setUpView(waiting, form),
    )
  }

  @Get('recovery-codes')
  @Page('identity/views/renew-recovery-codes.njk', 'to confirm', 'old sign-in')
  askRenewal(@CurrentActor() actor: Actor): object {
    return proveView(this.stepUp.isNeeded(actor), freshForm())
  }

  @Post('recovery-codes')
  @Page('identity/views/renew-recovery-codes.njk', 'no password', 'no second factor', 'made')
  renew(@CurrentActor() actor: Actor, @FormBody() fields: FormFields, @Req() request: ActorRequest): Promise<PageAnswer> {
    return this.withProof(actor, request, fields, async proved => {
      const codes = await this.factors.renewRecoveryCodes(proved)
      return new OtherPage(recoveryCodesView(codes, SECOND_FACTOR), 200, RECOVERY_CODES)
    })
  }

  @Get('remove')
  @Page('identity/views/remove-second-factor.njk', 'to confirm', 'old sign-in')
  askRemoval(@CurrentActor() actor: Actor): object {
    return proveView(this.stepUp.isNeeded(actor), freshForm())
  }

  @Post('remove')
  @Page('identity/views/remove-second-factor.njk', 'no password', 'no second factor')
  remove(@CurrentActor() actor: Actor, @FormBody() fields: FormFields, @Req() request: ActorRequest): Promise<PageAnswer> {
    return this.withProof(actor, request, fields, async proved => {
      await this.factors.remove(proved)
      return new SeeOther(SECOND_FACTOR, 'second-factor-removed')
    })
  }

  private withProof(
    actor: Actor,
    request: ActorRequest,
    fields: FormFields,
    act: (proved: Actor) => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => act(await this.stepUp.prove(actor, request, fields)),
      form => proveView(this.stepUp.isNeeded(actor), form),
    )
  }

  private async overview(actor: Actor, form: FormView): Promise<object> {
    return secondFactorView(await this.factors.show(actor), this.stepUp.isNeeded(actor), form)
  }

  /** The key that waits for its code; none for whoever proved too long ago who they are: they begin again. */
  private async waiting(actor: Actor): Promise<Enrolment | null> {
    return this.stepUp.isNeeded(actor) ? null : this.factors.waiting(actor)
  }
}

/** The second click of two finds it done; the codes were in the answer to the first. */
const isOn = (error: unknown): boolean => error instanceof DomainError && error.code === 'second-factor-exists'
