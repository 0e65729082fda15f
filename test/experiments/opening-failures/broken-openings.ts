import { setTimeout as pause } from 'node:timers/promises'

import type { TestApp } from '../../support/test-app.js'
import type { KeptProcess } from '../kept-process.js'
import type { Choice, DatabaseProxy, Hold } from './database-proxy.js'
import { attemptsIn, type Outcome, outcomeSince, stateOf } from './opening-state.js'
import { type Answer, open, type ToOpen } from './to-open.js'

/** A web process that reaches its database through the proxy. */
export interface Place {
  test: TestApp
  web: KeptProcess
  proxy: DatabaseProxy
}

/** A try of the second person that met with something. */
export interface Broken {
  /** Whether the chosen statement came. */
  isHeld: boolean
  /** The last statement that there was. */
  statement: string
  outcome: Outcome
  /** Whether the key of the bids was asked for. */
  isKeyAsked: boolean
  isRecorded: boolean
  /** Whether an officer could read bids although nothing was opened. */
  isReadable: boolean
  answer: Answer
}

const AGAIN_AFTER_MS = 20
const MOST_REPEATS = 500

/** The second person opens, and something strikes at the chosen statement. */
export async function breakAt(place: Place, toOpen: ToOpen, hold: Hold, choice: Choice, strike: () => Promise<unknown>): Promise<Broken> {
  let last: Answer | null = null
  for (let repeat = 0; repeat < MOST_REPEATS; repeat += 1) {
    const broken = await breakOnce(place, toOpen, hold, choice, strike)
    // Where nothing was held and nothing done, the database or a pool has not noticed yet that the try before is over.
    if (broken.isHeld || broken.outcome !== 'nothing') return broken
    last = broken.answer
    await pause(AGAIN_AFTER_MS)
  }
  throw new Error(`It cannot be tried again: ${JSON.stringify(last)}`)
}

async function breakOnce(
  { test, web, proxy }: Place,
  toOpen: ToOpen,
  hold: Hold,
  choice: Choice,
  strike: () => Promise<unknown>,
): Promise<Broken> {
  const { requirementId, submitted, key } = toOpen
  const [before, attemptsBefore] = [await stateOf(test, requirementId), await attemptsIn(test, requirementId)]
  const held = proxy.arm(hold, choice).then(() => true)
  const answering = open(test, web.address, 'procurement-officer', toOpen, key)
  const isHeld = await Promise.race([held, answering.then(() => false)])
  if (isHeld) await strike()
  proxy.disarm()
  const answer = await answering
  const texts = [...proxy.texts]
  const outcome = outcomeSince(before, await stateOf(test, requirementId), submitted)
  return {
    isHeld,
    statement: (texts.at(-1) ?? '').replaceAll(/\s+/g, ' ').slice(0, 60),
    outcome,
    isKeyAsked: texts.some(text => text.includes('FROM opening_key')),
    isRecorded: (await attemptsIn(test, requirementId)).attempted > attemptsBefore.attempted,
    isReadable: outcome === 'nothing' && (await test.api('procurement-officer').get(`/requirements/${requirementId}/bids`)).status === 200,
    answer,
  }
}

const MOST_STATEMENTS = 200

/** Strikes at each statement in turn, or at each so many, until an opening gets past all of them. The bids are open in the end. */
export async function breakEverywhere(
  place: Place,
  toOpen: ToOpen,
  hold: Hold,
  step: number,
  strike: () => Promise<unknown>,
): Promise<Broken[]> {
  const all: Broken[] = []
  for (let number = 1; number < MOST_STATEMENTS; number += step) {
    const broken = await breakAt(place, toOpen, hold, each => each === number, strike)
    if (broken.isHeld) all.push(broken)
    if (broken.outcome === 'everything') return all
  }
  throw new Error('An opening has no end.')
}

/** What is not as it was promised. */
export function faultsOfBroken(name: string, all: readonly Broken[]): string[] {
  return all.flatMap(({ statement, outcome, isKeyAsked, isRecorded, isReadable }) => [
    ...(outcome === 'half' ? [`${name} at "${statement}": half of it was done`] : []),
    ...(isKeyAsked && !isRecorded ? [`${name} at "${statement}": the key was asked for, and no attempt is on record`] : []),
    ...(isReadable ? [`${name} at "${statement}": bids were readable although nothing was opened`] : []),
  ])
}

/** Once more with the same key, after whatever happened: the bids are open then. */
export async function faultsOfResuming(name: string, { test, web }: Place, toOpen: ToOpen): Promise<string[]> {
  const { status, code, opened } = await open(test, web.address, 'procurement-officer', toOpen, toOpen.key)
  const { readable, openings, lines, events } = await stateOf(test, toOpen.requirementId)
  const isWhole = readable === toOpen.submitted && [openings, lines, events].every(count => count === 1)
  return [
    ...(status === 200 && opened === true ? [] : [`${name}: tried again, it was answered ${String(status)} ${String(code)}`]),
    ...(isWhole ? [] : [`${name}: tried again, ${readable} of ${toOpen.submitted} bids are open`]),
  ]
}
