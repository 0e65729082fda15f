import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { atField } from '../../web/pages/at-field.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { InvitePersonService } from './invite-person.service.js'
import { InviteForm } from './people.form.js'
import { INVITATIONS, invitationsView, inviteView } from './people-views.js'
import { settledMeanwhile } from './settled-meanwhile-views.js'

const LIST = 'identity/views/invitations.njk'

/** Invitations of people into the organisation acted for. */
@Controller('organisation/people')
@Audience('organisation-admin')
export class PersonInvitationsPages {
  constructor(private readonly invitations: InvitePersonService) {}

  @Get('invite')
  @Page('identity/views/invite.njk', 'empty')
  ask(@CurrentActor() actor: Actor): object {
    return inviteView(actor, freshForm())
  }

  @Post('invite')
  @Page('identity/views/invite.njk', 'nothing typed', 'a colleague already', 'invited already')
  invite(@CurrentActor() actor: Actor, @FormBody() fields: FormFields, @FormKey() key: RepeatKey | null): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const invitee = await readForm(InviteForm, fields)
        await atField('roles', 'role-does-not-fit', () => this.invitations.invite(actor, invitee, key))
        return new SeeOther(INVITATIONS, 'person-invited')
      },
      form => inviteView(actor, form),
    )
  }

  @Get('invitations')
  @Page(LIST, 'none', 'some', 'more than a page')
  list(@CurrentActor() actor: Actor, @Query('after') after: unknown): Promise<object> {
    return this.view(actor, freshForm(), cursorOf(after))
  }

  @Post('invitations/:id/send-again')
  @Page(LIST, 'settled before it was sent again')
  sendAgain(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.orList(actor, fields, async () => {
      await this.invitations.resend(actor, id, key)
      return new SeeOther(INVITATIONS, 'invitation-sent-again')
    })
  }

  @Post('invitations/:id/revoke')
  @Page(LIST, 'settled before it was revoked')
  revoke(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.orList(actor, fields, async () => {
      await this.invitations.revoke(actor, id, key)
      return new SeeOther(INVITATIONS, 'invitation-revoked')
    })
  }

  private orList(actor: Actor, fields: FormFields, act: () => Promise<PageAnswer>): Promise<PageAnswer> {
    return orShowAgain(fields, act, (form, refusal) => this.view(actor, settledMeanwhile('invitation', form, refusal)))
  }

  private async view(actor: Actor, form: FormView, cursor?: string): Promise<object> {
    return invitationsView(await this.invitations.list(actor, ON_A_PAGE, cursor), form)
  }
}
