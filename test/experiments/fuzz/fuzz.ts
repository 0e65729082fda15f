import fc from 'fast-check'

import type { ApiDocument, Operation, Schema } from '../../../src/web/openapi/shapes.js'
import { openApiOf } from '../../../src/web/openapi.js'
import { Contract } from '../../support/contract/contract.js'
import { withCluster } from '../../support/open-cluster.js'
import { PLAYERS, TestApp } from '../../support/test-app.js'
import type { Experiment, Outcome, Setting } from '../experiment.js'
import { hostileTexts } from './hostile-texts.js'
import { type Spoiling, textPlacesIn, valuesOf, withText } from './inputs.js'
import { Target } from './target.js'
import { plantWorld, type World } from './world-with-canaries.js'

interface Entry {
  method: string
  path: string
  operation: Operation
  body: Schema | null
}

/** At full size, for each operation as each role. */
const ROUNDS = 40
/** At full size, hostile texts for each place that holds text; each place is given others, so that all of them are used. */
const TEXTS = 60
const FEWEST = 1
/** At full size there are some 100,000 requests. An API that takes longer for its share has a fault, which is told instead of waited for. */
const mostMs = (scale: number): number => 180_000 + 3_600_000 * scale

const SOMEBODY = [...PLAYERS, null] as const

/** Operations that a fuzzer keeps to strangers: signing out would end the sessions of the others. */
const ENDS_SESSIONS = new Set(['SessionsController_signOut'])

export const FUZZ: Experiment = {
  id: 'FUZZ',
  promise:
    'whatever the API document allows or forbids is sent by whoever, it answers as documented, never breaks, and tells nobody what is another’s',
  run: setting => withCluster(async cluster => fuzz(await TestApp.start({ cluster }), setting)),
}

async function fuzz(test: TestApp, { seed, scale, say }: Setting): Promise<Outcome> {
  say(`seed ${seed}: npm run experiment -- FUZZ --seed ${seed} --scale ${scale} sends the same again`)
  try {
    const document = openApiOf(test.app) as unknown as ApiDocument
    const target = new Target(test, new Contract(document), await plantWorld(test))
    const texts = hostileTexts()
    const portion = { texts, rounds: partOf(ROUNDS, scale), textsAtOnce: partOf(TEXTS, scale) }
    const end = performance.now() + mostMs(scale)
    for (const [number, entry] of entriesOf(document).entries()) {
      if (performance.now() > end)
        return { figures: target.figures(), failures: [...target.failures, `it did not end before ${entry.path}`] }
      await askForAnothers(entry, target)
      await sendAnything(entry, document, target, { ...portion, seed: seed + number })
      await sendTexts(entry, document, target, { ...portion, seed: seed + number })
    }
    return { figures: target.figures(), failures: [...target.failures] }
  } finally {
    await test.stop()
  }
}

const partOf = (full: number, scale: number): number => Math.max(FEWEST, Math.round(full * scale))

const entriesOf = ({ paths }: ApiDocument): Entry[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => {
      const [content] = Object.values(operation.requestBody?.content ?? {})
      return { method: method.toUpperCase(), path, operation, body: content?.schema ?? null }
    }),
  )

interface Portion {
  texts: readonly string[]
  textsAtOnce: number
  seed: number
  rounds: number
}

/** Whatever can be read of a thing is asked of things of others, by everybody: chance alone comes to it too seldom. */
async function askForAnothers(entry: Entry, target: Target): Promise<void> {
  const parameters = fittingOf(entry, target)
  if (entry.method !== 'GET' || !('id' in parameters)) return
  for (const who of SOMEBODY)
    for (const id of target.world.anothers) await target.send(entry, { who, parameters: { ...parameters, id }, body: undefined })
}

/** Parts of the address that get far with the operation. */
const fittingOf = ({ path, operation: { parameters = [] } }: Entry, { world }: Target): Record<string, string> =>
  Object.fromEntries(parameters.filter(({ in: place }) => place === 'path').map(({ name }) => [name, world.idFor(path, name)]))

/** As each role: inputs that fit the schemas, and inputs with parts that do not. */
async function sendAnything(
  entry: Entry,
  { components: { schemas } }: ApiDocument,
  target: Target,
  { texts, seed, rounds }: Portion,
): Promise<void> {
  const inputs = (spoiling: Spoiling) =>
    fc.record({
      who: fc.constantFrom(...(ENDS_SESSIONS.has(entry.operation.operationId) ? [null] : SOMEBODY)),
      parameters: fc.record(
        Object.fromEntries(
          (entry.operation.parameters ?? []).map(({ name, in: place, schema = {} }): [string, fc.Arbitrary<unknown>] => [
            name,
            place === 'path'
              ? idsOr(target.world, valuesOf(schema, schemas, spoiling))
              : fc.option(valuesOf(schema, schemas, spoiling), { freq: 2 }),
          ]),
        ),
      ),
      body: entry.body === null ? fc.constant(undefined) : valuesOf(entry.body, schemas, spoiling),
    })
  for (const percent of [0, 25]) {
    for (const input of fc.sample(inputs({ texts, percent }), { numRuns: (rounds * SOMEBODY.length) / 2, seed }))
      await target.send(entry, input)
  }
}

/** Mostly the ids of things that are there, because nothing else gets past the first question. */
const idsOr = (world: World, other: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...Object.values(world.ids)) }, { weight: 1, arbitrary: other })

/** Each place that holds text, of the body and of the parameters, is given hostile texts by somebody who may write there. */
async function sendTexts(
  entry: Entry,
  { components: { schemas } }: ApiDocument,
  target: Target,
  { texts, textsAtOnce, seed }: Portion,
): Promise<void> {
  const { parameters = [] } = entry.operation
  const who = ENDS_SESSIONS.has(entry.operation.operationId) ? null : target.writerOf(entry.path)
  const fitting = fittingOf(entry, target)
  const [base] = entry.body === null ? [undefined] : fc.sample(valuesOf(entry.body, schemas, { texts, percent: 0 }), { numRuns: 1, seed })
  const inBody = (entry.body === null ? [] : textPlacesIn(entry.body, schemas)).map(place => (text: string) => ({
    parameters: fitting,
    body: withText(base, place, text),
  }))
  const inParameters = parameters.map(({ name }) => (text: string) => ({ parameters: { ...fitting, [name]: text }, body: base }))
  for (const [place, put] of [...inBody, ...inParameters].entries())
    for (const text of chosen(texts, seed * 1_000 + place, textsAtOnce)) await target.send(entry, { who, ...put(text) })
}

const chosen = (texts: readonly string[], seed: number, most: number): string[] =>
  most >= texts.length
    ? [...texts]
    : (fc.sample(fc.shuffledSubarray([...texts], { minLength: most, maxLength: most }), { numRuns: 1, seed })[0] ?? [])
