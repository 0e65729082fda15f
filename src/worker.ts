import 'reflect-metadata'

import { createApp } from './app.setup.js'
import { endOnSignal, startWorking } from './run.js'
import { loadConfig } from './shared/config.js'
import { openDatabase } from './shared/database/open-database.js'
import { createLog } from './shared/log.js'
import { startOrExplain } from './shared/start-or-explain.js'
import { Metrics } from './web/metrics.js'

/** Background work only: no requests are served, except for /metrics. */
await startOrExplain(async () => {
  const given = loadConfig()
  const log = createLog(given.logLevel)
  const database = await openDatabase(given, log)
  const app = await createApp(database.config, log)
  await app.init()
  const metrics = await app.get(Metrics).serve(database.config.metrics.port, database.config.metrics.host)
  startWorking(app)
  endOnSignal(app, database.config, log, async () => {
    metrics.close()
    await database.close()
  })
  log.info('the worker is ready')
})
