import { Controller, Get, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { SignedIn } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { CurrentActor } from '../../web/request-parts.js'
import { NotificationPageDto } from './notification.dto.js'
import { NotificationsService } from './notifications.service.js'

@ApiTags('notifications')
@Controller('api/v1/notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  /** What the signed-in person was told, newest first. */
  @Get()
  @SignedIn()
  list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<NotificationPageDto> {
    return this.notifications.list(actor, limit, cursor)
  }
}
