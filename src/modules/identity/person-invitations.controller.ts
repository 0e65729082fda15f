import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverByToken } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { InvitePersonService } from './invite-person.service.js'
import { InviteeInput, PersonInvitationDto, PersonInvitationPageDto } from './person.dto.js'
import type { PersonInvitation } from './person-invitation-queries.js'

/** Invitations of people into the organisation one acts for. */
@ApiTags('people')
@Controller('api/v1/people/invitations')
@Audience('organisation-admin')
@NeverByToken()
export class PersonInvitationsController {
  constructor(private readonly invitations: InvitePersonService) {}

  /** Invites somebody by mail into the own organisation. */
  @Post()
  @Refuses('role-does-not-fit', 'own-role', 'already-a-colleague', 'already-invited', 'too-many-mails')
  async invite(
    @CurrentActor() actor: Actor,
    @Body() invitee: InviteeInput,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<PersonInvitationDto> {
    const id = await this.invitations.invite(actor, invitee, repeat)
    return shown(await this.invitations.get(actor, id))
  }

  /** Every invitation into the own organisation, newest first. */
  @Get()
  async list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<PersonInvitationPageDto> {
    const { items, nextCursor } = await this.invitations.list(actor, limit, cursor)
    return { items: items.map(shown), nextCursor }
  }

  /** Mails the invitation again with a new code, and makes those before worthless. */
  @Post(':id/resend')
  @HttpCode(200)
  @Refuses('own-role', 'invitation-state', 'too-many-mails')
  async resend(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<PersonInvitationDto> {
    await this.invitations.resend(actor, id, repeat)
    return shown(await this.invitations.get(actor, id))
  }

  /** Takes the invitation back: its code is worth nothing any more. */
  @Post(':id/revoke')
  @HttpCode(200)
  @Refuses('invitation-state')
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<PersonInvitationDto> {
    await this.invitations.revoke(actor, id, repeat)
    return shown(await this.invitations.get(actor, id))
  }
}

const shown = ({ id, email, roles, invitedBy, invitedAt, state, expiresAt }: PersonInvitation): PersonInvitationDto => ({
  id,
  email,
  roles,
  invitedBy,
  invitedAt,
  state,
  expiresAt,
})
