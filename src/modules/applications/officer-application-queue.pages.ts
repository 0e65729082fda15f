import { Controller, Get, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { AgreementsService } from '../agreements/agreements.service.js'
import { queueFilterOf } from './officer-application.dto.js'
import { RECEIVED_STATES } from './officer-application-queue.js'
import { type QueueSearch, queueView } from './officer-application-views.js'
import { OfficerApplicationsService } from './officer-applications.service.js'

/** More agreements than there are. */
const ALL_AGREEMENTS = 100

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

const isFlag = (value: string): boolean => value === 'true' || value === 'false'

const MEMBERS: Readonly<Record<string, (value: string) => boolean>> = {
  state: value => RECEIVED_STATES.some(state => state === value),
  agreement: value => UUID.test(value),
  category: value => UUID.test(value),
  mine: isFlag,
  unclaimed: isFlag,
  overdue: isFlag,
  dueSoon: isFlag,
}

/** What of an address is a choice; the rest is as if it were not there. */
const searchIn = (query: Readonly<Record<string, unknown>>): QueueSearch =>
  Object.fromEntries(
    Object.entries(MEMBERS).flatMap(([name, fits]) => {
      const value = query[name]
      return typeof value === 'string' && fits(value) ? [[name, value]] : []
    }),
  )

/** Applications that wait for a decision, by their last day. */
@Controller('officer/applications')
@Audience('procurement-officer', 'auditor')
export class OfficerApplicationQueuePages {
  constructor(
    private readonly applications: OfficerApplicationsService,
    private readonly agreements: AgreementsService,
  ) {}

  @Get()
  @Page('applications/views/queue.njk', 'nothing waits', 'some', 'nothing fits', 'more than a page')
  async list(@CurrentActor() actor: Actor, @Query() query: Record<string, unknown>): Promise<object> {
    const search = searchIn(query)
    const filter = queueFilterOf(search)
    const [page, counts, agreements] = await Promise.all([
      this.applications.list(actor, filter, ON_A_PAGE, cursorOf(query['after'])),
      this.applications.count(actor, filter),
      this.agreements.list(actor, ALL_AGREEMENTS, undefined),
    ])
    return queueView({ page, counts, search, agreements: agreements.items })
  }
}
