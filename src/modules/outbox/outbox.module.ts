import { Global, Module } from '@nestjs/common'

import { Alarms } from './alarms.js'
import { EventHandlers } from './event-handlers.js'
import { EventRelay } from './event-relay.js'
import { Queues } from './queues.js'
import { Sweeper } from './sweeper.js'

@Global()
@Module({ providers: [Alarms, EventHandlers, EventRelay, Queues, Sweeper], exports: [Alarms, EventHandlers, EventRelay, Queues, Sweeper] })
export class OutboxModule {}
