import { Global, Module } from '@nestjs/common'

import { EventHandlers } from './event-handlers.js'
import { EventRelay } from './event-relay.js'
import { Queues } from './queues.js'
import { Sweeper } from './sweeper.js'

@Global()
@Module({ providers: [EventHandlers, EventRelay, Queues, Sweeper], exports: [EventHandlers, EventRelay, Sweeper] })
export class OutboxModule {}
