import 'reflect-metadata'

import { createApp } from './app.setup.js'
import { endOnSignal, startWorking } from './run.js'
import { loadConfig } from './shared/config.js'
import { closingOnFailure, type OpenDatabase, openDatabase } from './shared/database/open-database.js'
import { createLog, type Log } from './shared/log.js'
import { startOrExplain } from './shared/start-or-explain.js'
import { Metrics } from './web/metrics.js'

/** Background work only: no requests are served, except for /metrics. */
await startOrExplain(async () => {
  const given = loadConfig()
  const log = createLog(given.logLevel)
  const database = await openDatabase(given, log)
  await closingOnFailure(database, () => work(database, log))
  log.info('the worker is ready')
})

async function work(database: OpenDatabase, log: Log): Promise<void> {
  const { config } = database
  const app = await createApp(config, log)
  await app.init()
  const metrics = await app.get(Metrics).serve(config.metrics.port, config.metrics.host)
  startWorking(app)
  endOnSignal(app, config, log, async () => {
    metrics.close()
    await database.close()
  })
}
