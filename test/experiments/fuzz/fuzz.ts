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
/** At full size, hostile texts for each place that holds text. */
const TEXTS = 550
const FEWEST = 1

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
    const texts = hostileTexts(say)
    for (const [number, entry] of entriesOf(document).entries()) {
      await sendAnything(entry, document, target, { texts, seed, rounds: Math.max(FEWEST, Math.round(ROUNDS * scale)) })
      await sendTexts(entry, document, target, { texts: chosen(texts, seed + number, Math.max(FEWEST, Math.round(TEXTS * scale))), seed })
    }
    return { figures: target.figures(), failures: [...target.failures] }
  } finally {
    await test.stop()
  }
}

const entriesOf = ({ paths }: ApiDocument): Entry[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => {
      const [content] = Object.values(operation.requestBody?.content ?? {})
      return { method: method.toUpperCase(), path, operation, body: content?.schema ?? null }
    }),
  )

interface Anything {
  texts: readonly string[]
  seed: number
  rounds: number
}

/** As each role: inputs that fit the schemas, and inputs with parts that do not. */
async function sendAnything(
  entry: Entry,
  { components: { schemas } }: ApiDocument,
  target: Target,
  { texts, seed, rounds }: Anything,
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
  { texts, seed }: { texts: readonly string[]; seed: number },
): Promise<void> {
  const { parameters = [] } = entry.operation
  const who = ENDS_SESSIONS.has(entry.operation.operationId) ? null : target.writerOf(entry.path)
  const fitting = Object.fromEntries(
    parameters.filter(({ in: place }) => place === 'path').map(({ name }) => [name, target.world.idFor(entry.path, name)]),
  )
  const [base] = entry.body === null ? [undefined] : fc.sample(valuesOf(entry.body, schemas, { texts, percent: 0 }), { numRuns: 1, seed })
  for (const text of texts) {
    for (const place of entry.body === null ? [] : textPlacesIn(entry.body, schemas))
      await target.send(entry, { who, parameters: fitting, body: withText(base, place, text) })
    for (const { name } of parameters) await target.send(entry, { who, parameters: { ...fitting, [name]: text }, body: base })
  }
}

const chosen = (texts: readonly string[], seed: number, most: number): string[] =>
  most >= texts.length
    ? [...texts]
    : (fc.sample(fc.shuffledSubarray([...texts], { minLength: most, maxLength: most }), { numRuns: 1, seed })[0] ?? [])
