import { Module } from '@nestjs/common'

import { NotificationsController } from './notifications.controller.js'
import { NotificationsService } from './notifications.service.js'
import { Notify } from './notify.js'
import { SendMails } from './send-mails.js'

@Module({ controllers: [NotificationsController], providers: [NotificationsService, Notify, SendMails] })
export class NotificationsModule {}
