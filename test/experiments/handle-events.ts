import 'reflect-metadata'

import { createApp } from '../../src/app.setup.js'
import { EventHandlers, type HandledEvent } from '../../src/modules/outbox/event-handlers.js'
import { loadConfig } from '../../src/shared/config.js'
import { rows } from '../../src/shared/database/rows.js'
import { UnitOfWork } from '../../src/shared/database/unit-of-work.js'
import { withMasterKey } from '../../src/shared/keep-master-key.js'
import { createLog } from '../../src/shared/log.js'

/** A worker whose queue delivers every event that waits, all at the same time. Started as a process so that it can be killed. */
const config = await withMasterKey(loadConfig())
const app = await createApp({ ...config, databaseUrl: String(config.databaseUrl) }, createLog(config.logLevel))
await app.init()
const waiting = await app
  .get(UnitOfWork)
  .readPublic(view => rows<HandledEvent>(view, 'SELECT id, type, payload FROM outbox_event WHERE handled_at IS NULL ORDER BY id'))
await Promise.all(waiting.map(event => app.get(EventHandlers).handle(event)))
await app.close()
