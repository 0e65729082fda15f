import { findFreePort } from '../../src/shared/database/embedded/free-port.js'
import { withCluster } from '../support/open-cluster.js'
import { Operator } from '../support/product.js'
import { TestApp } from '../support/test-app.js'
import { calendarDeadlines } from './calendar-deadlines.js'
import type { Experiment, Outcome, Setting } from './experiment.js'
import { FakeClock } from './faketime.js'
import { alarmOf, decisionsOf, type Found, sessionsOf } from './skewed-api.js'
import { aScene } from './surge.js'
import { startWeb } from './web-process.js'

/** More than the widenings of one decision take. */
const BIDDERS = 9

interface WrongClock {
  name: string
  aheadSeconds: number
  /** To which it is set back while the process runs. */
  thenAheadSeconds?: number
}

const CLOCKS: readonly WrongClock[] = [
  { name: 'ten minutes behind', aheadSeconds: -600 },
  { name: 'ten minutes ahead', aheadSeconds: 600 },
  { name: 'set back by twenty minutes while it runs', aheadSeconds: 600, thenAheadSeconds: -600 },
]

export const CLOCK_SKEW: Experiment = {
  id: 'E7',
  promise: 'Only the clock of the database decides: an API whose own clock or zone is wrong decides the same, and raises an alarm',
  run: setting => withCluster(cluster => TestApp.start({ cluster }).then(test => run(test, setting).finally(() => test.stop()))),
}

async function run(test: TestApp, { say }: Setting): Promise<Outcome> {
  const [operator, clock] = [new Operator(), await FakeClock.open()]
  const found: Found[] = []
  try {
    await test.moveClock('0 seconds')
    if (clock === null) say('WITHOUT libfaketime: no clock is set wrong here. Install the Debian package libfaketime.')
    else for (const wrong of CLOCKS) found.push(named(wrong.name, await underClock(test, operator, clock, wrong, say)))
    say('The zone is Pacific/Auckland')
    const web = await startWeb(operator, test, { TZ: 'Pacific/Auckland' })
    found.push(await calendarDeadlines(test, web.address))
    await web.stop()
    return {
      figures: [
        ['wrong clocks by libfaketime', clock === null ? 'NOT TRIED, it is absent' : 'yes'],
        ...found.flatMap(({ figures }) => figures),
      ],
      failures: found.flatMap(({ faults }) => faults),
    }
  } finally {
    await operator.putAway()
    await clock?.putAway()
  }
}

async function underClock(test: TestApp, operator: Operator, clock: FakeClock, wrong: WrongClock, say: (line: string) => void) {
  say(`The clock is ${wrong.name}`)
  await test.signIn('buyer-author')
  await test.signIn('buyer-approver')
  await test.signIn('supplier-admin')
  const scene = await aScene(test, BIDDERS)
  const metricsPort = await findFreePort()
  await clock.setAhead(wrong.aheadSeconds)
  const web = await startWeb(operator, test, { ...clock.environment, METRICS_PORT: String(metricsPort) })
  try {
    const parts = [await alarmOf(web, metricsPort, wrong.aheadSeconds)]
    if (wrong.thenAheadSeconds !== undefined) await clock.setAhead(wrong.thenAheadSeconds)
    parts.push(await decisionsOf(test, scene, web.address), await sessionsOf(test, web.address))
    return { figures: parts.flatMap(({ figures }) => figures), faults: parts.flatMap(({ faults }) => faults) }
  } finally {
    await web.stop()
  }
}

const named = (name: string, { figures, faults }: Found): Found => ({
  figures: figures.map(([what, value]) => [`${name}: ${what}`, value]),
  faults: faults.map(fault => `${name}: ${fault}`),
})
