import type { NestFastifyApplication } from '@nestjs/platform-fastify'

import { showScans, showSweeps } from './gauges.js'
import { ScanFiles } from './modules/files/scan-files.js'
import { MakeExports } from './modules/exports/make-exports.js'
import { Alarms } from './modules/outbox/alarms.js'
import { EventRelay } from './modules/outbox/event-relay.js'
import { Sweeper } from './modules/outbox/sweeper.js'
import type { Config } from './shared/config.js'
import type { Log } from './shared/log.js'
import { Readiness } from './web/readiness.js'

/** Starts the background work in this process. */
export function startWorking(app: NestFastifyApplication): void {
  app.get(EventRelay).start()
  app.get(Alarms).start()
  app.get(MakeExports).start()
  app.get(ScanFiles).start()
  app.get(Sweeper).start()
  showSweeps(app)
  showScans(app)
}

/** Ends the process on SIGTERM or SIGINT: no new requests, running ones may finish until the deadline, then it is over. */
export function endOnSignal(app: NestFastifyApplication, config: Config, log: Log, last: () => Promise<void>): void {
  let ending = false
  const end = (signal: NodeJS.Signals): void => {
    if (ending) return
    ending = true
    log.info({ signal }, 'shutting down')
    setTimeout(() => {
      log.error('shutdown took too long')
      process.exit(1)
    }, config.shutdownMs).unref()
    void shutDown(app, last).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'shutdown failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

async function shutDown(app: NestFastifyApplication, last: () => Promise<void>): Promise<void> {
  app.get(Readiness).drain()
  await app.get(EventRelay).stop()
  await app.close()
  await last()
}
