import './shared/tune-heap.js'
import 'reflect-metadata'

import { createApp } from './app.setup.js'
import { sealAtRest } from './modules/bids/seal-at-rest.js'
import { seedOnce, SIGN_INS } from './modules/demonstration/seed.js'
import { keyServiceBySettings } from './modules/keys/key-service-by-settings.js'
import { endOnSignal, startWorking } from './run.js'
import { closedOnFailure } from './shared/closed-on-failure.js'
import { type Config, loadConfig } from './shared/config.js'
import { type OpenDatabase, openDatabase } from './shared/database/open-database.js'
import { withMasterKey } from './shared/keep-master-key.js'
import { createLog, type Log } from './shared/log.js'
import { startOrExplain } from './shared/start-or-explain.js'
import { ClockSkew } from './web/clock-skew.js'
import { Metrics } from './web/metrics.js'
import { SecurityContact } from './web/security-contact.js'

await startOrExplain(async () => {
  const given = loadConfig()
  const log = createLog(given.logLevel)
  const database = await openDatabase(given, log)
  await closedOnFailure(database, () => serve(database, log))
})

async function serve(database: OpenDatabase, log: Log): Promise<void> {
  const config = await withMasterKey(database.config)
  await sealAtRest(config, database.ownerUrl, keyServiceBySettings(config, log), log)
  const app = await createApp(config, log)
  await closedOnFailure(app, async () => {
    if (database.embedded) await seedOnce(app)
    const metrics = await app.get(Metrics).serve(config.metrics.port, config.metrics.host)
    await app.listen(config.port, config.host)
    app.get(ClockSkew).watch()
    app.get(SecurityContact).watch()
    if (config.runWorker) startWorking(app)
    endOnSignal(app, config, log, async () => {
      metrics.close()
      await database.close()
    })
  })
  process.stdout.write(welcome(config, database.embedded))
}

function welcome({ publicUrl, development, smtpUrl }: Config, demonstration: boolean): string {
  const lines = [`AI Marketplace is ready at ${publicUrl}`, `  API document   ${publicUrl}/api/docs`]
  if (development && smtpUrl === null) lines.push(`  Unsent mail    ${publicUrl}/mails/waiting`)
  if (demonstration) lines.push('  Demonstration sign-ins (password: demonstration-only)', ...SIGN_INS.map(email => `    ${email}`))
  return `${lines.join('\n')}\n`
}
