import { Controller, Get, Param, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { Audience } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { OtherPage, type PageAnswer } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { maySubmitApplication } from './domain/application-policy.js'
import { ownApplicationsView, tasksView } from './own-application-views.js'
import { OwnApplicationsService } from './own-applications.service.js'
import { appointmentView, changesView, givenView, standingView } from './own-standing-views.js'
import { ReplyService } from './reply.service.js'

const CHANGES = 'applications/views/application-changes.njk'
const OK = 200

/** A supplier's applications: a draft as a task list, one that was submitted as it stands. */
@Controller('supplier/applications')
@Audience('bid-writer')
export class OwnApplicationsPages {
  constructor(
    private readonly own: OwnApplicationsService,
    private readonly replies: ReplyService,
  ) {}

  @Get()
  @Page('applications/views/own-applications.njk', 'none', 'some', 'more than a page')
  async list(@CurrentActor() actor: Actor, @Query('after') after: unknown): Promise<object> {
    return ownApplicationsView(await this.own.list(actor, ON_A_PAGE, cursorOf(after)))
  }

  /** Of the application that was admitted last. */
  @Get('changes')
  @Page(CHANGES, 'none admitted')
  async changesOfAdmitted(@CurrentActor() actor: Actor): Promise<object> {
    const id = await this.own.findAdmitted(actor)
    return id === null ? changesView(null, []) : this.changes(actor, id)
  }

  @Get(':id')
  @Page(
    'applications/views/own-application.njk',
    'empty draft',
    'ready draft',
    'received',
    'asked',
    'ground raised',
    'admitted',
    'rejected',
    'kept out',
    'withdrawn',
    'long text',
  )
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    const application = await this.own.get(actor, id)
    const { preparation } = application
    if (preparation !== null)
      return new OtherPage(tasksView(application, preparation, maySubmitApplication(actor)), OK, 'applications/views/application-tasks.njk')
    return standingView(application, await this.replies.getThread(actor, id), await this.own.today(actor), maySubmitApplication(actor))
  }

  /** Every answer that the officers were given, as they were given it. */
  @Get(':id/given')
  @Page('applications/views/application-given.njk', 'nothing yet', 'some')
  async given(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return givenView(await this.own.get(actor, id), await this.own.listGiven(actor, id))
  }

  @Get(':id/changes')
  @Page(CHANGES, 'nothing changed', 'some changed')
  async changes(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return changesView(await this.own.get(actor, id), await this.own.listChanges(actor, id))
  }

  @Get(':id/appointment')
  @Page('applications/views/appointment.njk', 'admitted')
  async appointment(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    const application = await this.own.get(actor, id)
    if (application.state !== 'admitted') throw new NotFound('appointment')
    return appointmentView(application, await this.own.getAppointment(actor, id))
  }
}
