import 'reflect-metadata'

import { createApp } from './app.setup.js'
import { sealAtRest } from './modules/bids/seal-at-rest.js'
import { keyServiceBySettings } from './modules/keys/key-service-by-settings.js'
import { endOnSignal, startWorking } from './run.js'
import { closedOnFailure } from './shared/closed-on-failure.js'
import { loadConfig } from './shared/config.js'
import { type OpenDatabase, openDatabase } from './shared/database/open-database.js'
import { withMasterKey } from './shared/keep-master-key.js'
import { createLog, type Log } from './shared/log.js'
import { startOrExplain } from './shared/start-or-explain.js'
import { ClockSkew } from './web/clock-skew.js'
import { Metrics } from './web/metrics.js'

/** Background work only: no requests are served, except for /metrics. */
await startOrExplain(async () => {
  const given = loadConfig()
  const log = createLog(given.logLevel)
  const database = await openDatabase(given, log)
  await closedOnFailure(database, () => work(database, log))
})

async function work(database: OpenDatabase, log: Log): Promise<void> {
  const config = await withMasterKey(database.config)
  await sealAtRest(config, database.ownerUrl, keyServiceBySettings(config, log), log)
  const app = await createApp(config, log)
  await closedOnFailure(app, async () => {
    await app.init()
    const metrics = await app.get(Metrics).serve(config.metrics.port, config.metrics.host)
    app.get(ClockSkew).watch()
    startWorking(app)
    endOnSignal(app, config, log, async () => {
      metrics.close()
      await database.close()
    })
  })
  log.info('the worker is ready')
}
