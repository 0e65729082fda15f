import { EventHandlers } from '../../src/modules/outbox/event-handlers.js'
import type { TestCluster } from '../support/cluster.js'
import { withCluster } from '../support/open-cluster.js'
import { Operator } from '../support/product.js'
import { TestApp } from '../support/test-app.js'
import { CRASHES, crashWhileHandling } from './crash-while-handling.js'
import type { Experiment, Outcome, Setting } from './experiment.js'
import { type Contents, contentsOf, differing, madeUpIn, rowsOfTables } from './table-contents.js'
import { listEvents, makeEvents } from './unhandled-events.js'

const JOURNEYS = 4
const AT_ONCE = 10

export const DUPLICATE_DELIVERY: Experiment = {
  id: 'E4',
  promise: 'An event that is delivered twice, ten times at once, or again after its handler was killed has the effects of one delivery',
  run: setting => withCluster(cluster => run(cluster, setting)),
}

/** A way of delivering all events; answers what there is to say of it. */
interface Way {
  name: string
  /** Whether events are handled one after another, so that lines of the log stand in one order. */
  isInOrder: boolean
  deliver(test: TestApp): Promise<string>
}

async function run(cluster: TestCluster, { scale, say }: Setting): Promise<Outcome> {
  const operator = new Operator()
  const before = await TestApp.start({ cluster })
  try {
    await makeEvents(before, Math.ceil(JOURNEYS * scale))
    const known = madeUpIn(await rowsOfTables(before))
    const [types, handlers] = [new Set((await listEvents(before)).map(({ type }) => type)), before.app.get(EventHandlers).registered]
    const template = await before.leave()
    const once = await after(cluster, template, known, { name: 'once', isInOrder: true, deliver: deliverAll })

    const figures: [string, string][] = [['handlers', String(handlers.length)]]
    const failures = handlers.filter(({ on }) => !types.has(on)).map(({ name }) => `${name} was given no event`)
    for (const way of waysOf(operator)) {
      const seen = await after(cluster, template, known, way)
      figures.push([way.name, seen.said])
      failures.push(
        ...differing(once.contentsOf(way), seen.contentsOf(way)).map(table => `${way.name}: ${table} is not as after one delivery`),
      )
      say(`${way.name}: ${seen.said}`)
    }
    await before.drop()
    return { figures, failures }
  } finally {
    await operator.putAway()
  }
}

const waysOf = (operator: Operator): Way[] => [
  { name: 'twice', isInOrder: true, deliver: async test => `${await deliverAll(test)}, then ${await deliverAll(test)}` },
  { name: 'ten times at once', isInOrder: true, deliver: deliverAtOnce },
  ...CRASHES.map(crash => ({
    name: crash.name,
    isInOrder: false,
    deliver: async (test: TestApp) => {
      const stuck = await crashWhileHandling(test, operator, crash)
      if (stuck === 0) throw new Error(`Nothing was at work when the process was ${crash.name}.`)
      return `${stuck} events were at work; then ${await deliverAll(test)}`
    },
  })),
]

/** Delivers everything in one way, on a copy of the database of its own, and looks at the tables. */
async function after(cluster: TestCluster, template: string, known: ReadonlySet<string>, way: Way) {
  const test = await TestApp.start({ cluster, template })
  try {
    const said = await way.deliver(test)
    const rows = await rowsOfTables(test)
    return { said, contentsOf: ({ isInOrder }: Way): Contents => contentsOf(rows, known, isInOrder) }
  } finally {
    await test.stop()
  }
}

/** Delivers each event once, one after the other, and then those that handlers wrote down meanwhile. */
const deliverAll = async (test: TestApp): Promise<string> => `${await deliver(test, 1)} events delivered`

const deliverAtOnce = async (test: TestApp): Promise<string> => `${AT_ONCE * (await deliver(test, AT_ONCE))} deliveries`

/** Answers how many events there were. */
async function deliver(test: TestApp, timesAtOnce: number): Promise<number> {
  const handlers = test.app.get(EventHandlers)
  const done = new Set<string>()
  for (;;) {
    const events = (await listEvents(test)).filter(({ id }) => !done.has(id))
    if (events.length === 0) return done.size
    for (const event of events) {
      await Promise.all(Array.from({ length: timesAtOnce }, () => handlers.handle(event)))
      done.add(event.id)
    }
  }
}
