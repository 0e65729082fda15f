import { setTimeout as pause } from 'node:timers/promises'

import { withCluster } from '../support/open-cluster.js'
import { Operator } from '../support/product.js'
import { randomFrom } from '../support/random-from.js'
import { TestApp } from '../support/test-app.js'
import { nowMs } from './client.js'
import type { Experiment, Outcome, Setting } from './experiment.js'
import type { KeptProcess } from './kept-process.js'
import { Ledger } from './ledger.js'
import { aScene, bringDeadline, surge } from './surge.js'
import { faultsOfSurge } from './surge-oracle.js'
import { faultsOfService, figuresOfSurge } from './surge-report.js'
import { startWeb } from './web-process.js'

const SUPPLIERS = 500
const SURGE_MS = 30_000
const SHORTEST_SURGE_MS = 7_000
const KILL_EVERY_MS = 3_000
/** Whoever begins so shortly before the deadline that no second try fits is owed an answer, but not an acknowledgement. */
const LAST_START_MS = 3_000

export const KILL_AT_THE_SURGE: Experiment = {
  id: 'E1',
  promise: 'Web processes killed while suppliers submit in the last seconds lose nothing that was acknowledged, and leave nothing half',
  run: setting => withCluster(cluster => TestApp.start({ cluster }).then(test => run(test, setting).finally(() => test.stop()))),
}

async function run(test: TestApp, { seed, scale, say }: Setting): Promise<Outcome> {
  const [operator, ledger, random] = [new Operator(), await Ledger.open(), randomFrom(seed)]
  try {
    const scene = await aScene(test, Math.ceil(SUPPLIERS * scale))
    const web = await Promise.all([1, 2].map(() => startWeb(operator, test)))
    const surgeMs = Math.max(SHORTEST_SURGE_MS, SURGE_MS * scale)
    const deadline = await bringDeadline(test, scene.requirementId, surgeMs)
    say(
      `${scene.crowd.length} suppliers submit within ${surgeMs / 1_000} s; one of two web processes is killed every ${KILL_EVERY_MS / 1_000} s`,
    )

    const killing = killInTurn(web, deadline, say)
    const times = { from: nowMs(), until: deadline - LAST_START_MS, deadline }
    const ended = await surge({ bidders: scene.crowd, ...times }, { addresses: web.map(({ address }) => address), ledger, random })
    const kills = await killing
    await Promise.all(web.map(each => each.stop()))

    const { tries } = ledger
    return {
      figures: [['kills', String(kills)], ...figuresOfSurge(tries, ended)],
      failures: [...(await faultsOfSurge(test, scene, ended, tries)), ...faultsOfService(tries, ended)],
    }
  } finally {
    await operator.putAway()
    await ledger.putAway()
  }
}

/** Kills one after the other, each when its turn has come and the other serves; answers how often until the deadline. */
async function killInTurn(web: readonly KeptProcess[], deadline: number, say: (line: string) => void): Promise<number> {
  let kills = 0
  for (let next = nowMs() + KILL_EVERY_MS / 2; next < deadline; next += KILL_EVERY_MS) {
    await pause(Math.max(0, next - nowMs()))
    const victim = web[kills % web.length]
    const others = web.filter(each => each !== victim)
    while (nowMs() < deadline && !others.every(({ isServing }) => isServing)) await pause(20)
    if (victim === undefined || nowMs() >= deadline) break
    await victim.kill()
    kills += 1
    say(`kill ${kills}`)
  }
  return kills
}
