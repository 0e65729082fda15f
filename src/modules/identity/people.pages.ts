import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor, Role } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { atField } from '../../web/pages/at-field.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { RoleParam } from '../../web/role-param.js'
import { UuidParam } from '../../web/uuid-param.js'
import { ChangeRolesService } from './change-roles.service.js'
import { RoleForm } from './people.form.js'
import { PeopleService } from './people.service.js'
import { colleagueView, PEOPLE, peopleView } from './people-views.js'

/** The roles there are stand below it, in words. */
const NO_SUCH_ROLE = 'This role does not fit your organisation. Select one of these.'
const ON_A_PAGE = 50

const ONE_PERSON = 'identity/views/person.njk'

/** The people of the organisation acted for, their roles, and letting them go. */
@Controller('organisation/people')
@Audience('organisation-admin')
export class PeoplePages {
  constructor(
    private readonly people: PeopleService,
    private readonly roles: ChangeRolesService,
  ) {}

  @Get()
  @Page('identity/views/people.njk', 'some', 'alone', 'long text', 'more than a page')
  async list(@CurrentActor() actor: Actor, @Query('after') after: unknown): Promise<object> {
    return peopleView(actor, await this.people.list(actor, ON_A_PAGE, cursorOf(after)))
  }

  @Get(':id')
  @Page(ONE_PERSON, 'one role', 'several roles', 'oneself')
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return colleagueView(actor, await this.people.get(actor, id), freshForm())
  }

  @Post(':id/roles')
  @Page(ONE_PERSON, 'nothing chosen', 'role does not fit')
  give(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @FormBody() fields: FormFields): Promise<PageAnswer> {
    return this.orPerson(actor, id, fields, async () => {
      const { role } = await readForm(RoleForm, fields)
      await atField('role', 'role-does-not-fit', () => this.roles.grant(actor, id, role), NO_SUCH_ROLE)
      return new SeeOther(`${PEOPLE}/${id}`, 'role-given')
    })
  }

  /** Whoever takes their own role of administrator has no business here any more. */
  @Post(':id/roles/:role/take')
  @Page(ONE_PERSON, 'last administrator')
  take(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('role', RoleParam) role: Role,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.orPerson(actor, id, fields, async () => {
      await this.roles.revoke(actor, id, role, key)
      return new SeeOther(id === actor.personId ? '/account' : PEOPLE, 'role-taken')
    })
  }

  @Get(':id/leave')
  @Page('identity/views/leaver.njk', 'to confirm', 'oneself')
  async askLeaving(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return colleagueView(actor, await this.people.get(actor, id), freshForm())
  }

  /** Every access ends with it. */
  @Post(':id/leave')
  @Page('identity/views/leaver.njk', 'last administrator')
  leave(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.orPerson(actor, id, fields, async () => {
      await this.roles.remove(actor, id, key)
      return new SeeOther(id === actor.personId ? '/account' : PEOPLE, 'person-left')
    })
  }

  private orPerson(actor: Actor, id: string, fields: FormFields, act: () => Promise<PageAnswer>): Promise<PageAnswer> {
    return orShowAgain(fields, act, async form => colleagueView(actor, await this.people.get(actor, id), form))
  }
}
