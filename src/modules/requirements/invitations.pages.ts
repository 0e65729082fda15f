import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AnswerInvitationService } from './answer-invitation.service.js'
import { AnswerInvitationForm, DeclineForm } from './invitation.form.js'
import { declineAddress, invitationAddress } from './invitation-addresses.js'
import { declinedBefore, declineView, invitationView, mayStillAnswer } from './invitation-views.js'
import { RequirementsService } from './requirements.service.js'

/** A supplier says whether it intends to bid. */
@Controller('supplier/opportunities/:id')
@Audience('bid-writer')
export class InvitationsPages {
  constructor(
    private readonly requirements: RequirementsService,
    private readonly invitations: AnswerInvitationService,
  ) {}

  @Get('invitation')
  @Page('requirements/views/invitation.njk', 'not answered', 'intending', 'declined', 'long text', 'closed', 'not invited')
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    const invitation = await this.invitations.find(actor, id)
    return invitationView(await this.requirements.get(actor, id), invitation, freshForm({ answer: invitation?.answer?.state ?? '' }))
  }

  @Post('invitation')
  @Page('requirements/views/invitation.njk', 'nothing chosen', 'too late')
  answer(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { answer } = await readForm(AnswerInvitationForm, fields)
        if (answer === 'declined') return new SeeOther(declineAddress(id))
        await this.invitations.answer(actor, id, { state: answer }, key)
        return new SeeOther(invitationAddress(id), 'intending')
      },
      async form => invitationView(await this.requirements.get(actor, id), await this.invitations.find(actor, id), form),
    )
  }

  @Get('decline')
  @Page('requirements/views/decline.njk', 'empty', 'said before')
  async showReasons(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    const invitation = await this.invitations.find(actor, id)
    const requirement = await this.requirements.get(actor, id)
    if (invitation === null || !mayStillAnswer(requirement, invitation)) return new SeeOther(invitationAddress(id))
    return declineView(requirement, freshForm(declinedBefore(invitation)))
  }

  @Post('decline')
  @Page('requirements/views/decline.njk', 'no reason', 'too late')
  decline(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { reason, words = null } = await readForm(DeclineForm, fields)
        await this.invitations.answer(actor, id, { state: 'declined', reason, words }, key)
        return new SeeOther(invitationAddress(id), 'declined')
      },
      async form => declineView(await this.requirements.get(actor, id), form),
    )
  }
}
