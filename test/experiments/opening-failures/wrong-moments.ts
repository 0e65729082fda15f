import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'

import type { Operator } from '../../support/product.js'
import type { TestApp } from '../../support/test-app.js'
import type { Outcome } from '../experiment.js'
import { counted } from '../figures.js'
import { startWeb } from '../web-process.js'
import { attemptsIn, outcomeSince, stateOf } from './opening-state.js'
import { type Answer, open, type ToOpen } from './to-open.js'

const SEVERAL = 3

const shown = ({ status, code, opened }: Answer): string => `${String(status)} ${code ?? (opened === true ? 'opened' : 'agreed')}`

/** Everybody who may open does so at once, several times, through two processes: the bids are opened once. */
export async function openAtOnce(test: TestApp, addresses: readonly string[], all: readonly ToOpen[]): Promise<Outcome> {
  const [answers, failures]: [string[], string[]] = [[], []]
  for (const toOpen of all) {
    const before = await stateOf(test, toOpen.requirementId)
    const openers = (['buyer-approver', 'procurement-officer', 'second-officer'] as const).flatMap(player =>
      Array.from({ length: SEVERAL }, (_, place) => open(test, addresses[place % addresses.length] ?? '', player, toOpen, randomUUID())),
    )
    const seen = (await Promise.all(openers)).map(shown)
    answers.push(...seen)
    const outcome = outcomeSince(before, await stateOf(test, toOpen.requirementId), toOpen.submitted)
    if (outcome !== 'everything') failures.push(`several who opened at once did ${outcome}`)
    for (const [what, times] of [
      ['200 agreed', 1],
      ['200 opened', 1],
    ] as const)
      if (seen.filter(each => each === what).length !== times) failures.push(`several who opened at once were answered ${counted(seen)}`)
    const strange = seen.filter(each => !/^(200|409) /.test(each))
    if (strange.length > 0) failures.push(`several who opened at once were answered ${counted(strange)}`)
    const { attempted } = await attemptsIn(test, toOpen.requirementId)
    if (attempted !== seen.length) failures.push(`${attempted} of ${seen.length} attempts at once are on record`)
  }
  return { figures: [[`${all.length} × everybody at once`, counted(answers)]], failures }
}

const EARLY = ['1 second', '1 millisecond', '1 microsecond'] as const

/** The database's clock stands still a moment before the deadline: nobody opens, and each attempt is on record. At the deadline itself, they do. */
export async function openEarly(test: TestApp, address: string, toOpen: ToOpen): Promise<Outcome> {
  const { requirementId, submitted } = toOpen
  const [clock] = await test.rows<{ definition: string }>(`SELECT pg_get_functiondef('market_now'::regproc) AS definition`)
  const before = await stateOf(test, requirementId)
  const failures: string[] = []
  const answers: string[] = []
  try {
    for (const early of EARLY) {
      await standStill(test, requirementId, early)
      for (const player of ['buyer-approver', 'procurement-officer'] as const) {
        const answer = await open(test, address, player, toOpen, randomUUID())
        answers.push(`${early} early: ${shown(answer)}`)
        if (answer.code !== 'deadline-not-passed') failures.push(`${early} early, an opening was answered ${shown(answer)}`)
      }
      if (outcomeSince(before, await stateOf(test, requirementId), submitted) !== 'nothing')
        failures.push(`${early} early, something was opened`)
    }
    const { attempted, refused } = await attemptsIn(test, requirementId)
    if (attempted !== answers.length || refused !== answers.length)
      failures.push(`of ${answers.length} early attempts ${attempted} and ${refused} refusals are on record`)
    await standStill(test, requirementId, '0 seconds')
    await open(test, address, 'buyer-approver', toOpen, randomUUID())
    answers.push(`at the deadline: ${shown(await open(test, address, 'procurement-officer', toOpen, toOpen.key))}`)
    if (outcomeSince(before, await stateOf(test, requirementId), submitted) !== 'everything')
      failures.push('at the deadline, not all was opened')
  } finally {
    await test.rows(String(clock?.definition))
  }
  return { figures: [['too early', counted(answers)]], failures }
}

const standStill = (test: TestApp, requirementId: string, early: string): Promise<unknown> =>
  test.rows(
    `DO $do$ BEGIN EXECUTE format($f$CREATE OR REPLACE FUNCTION market_now() RETURNS timestamptz LANGUAGE plpgsql VOLATILE PARALLEL SAFE AS
       $b$BEGIN RETURN %L::timestamptz; END$b$ $f$, (SELECT submission_deadline - interval '${early}' FROM requirement WHERE id = '${requirementId}')::text); END $do$`,
  )

/** The key does not open: it was damaged, or the process has another master key. Nothing changes, it is on record, and it opens once the key is right. */
export async function openWithoutKey(test: TestApp, operator: Operator, address: string, toOpen: ToOpen): Promise<Outcome> {
  const { requirementId, submitted } = toOpen
  await open(test, address, 'buyer-approver', toOpen, randomUUID())
  const before = await stateOf(test, requirementId)
  const failures: string[] = []
  const answers: string[] = []
  const other = await startWeb(operator, test, { MASTER_KEY: createSecretKey(randomBytes(32)).export().toString('hex') })
  const tries: [string, string, () => Promise<unknown>][] = [
    ['another master key', other.address, () => Promise.resolve()],
    ['a damaged key', address, () => damageKey(test, requirementId)],
  ]
  for (const [name, where, spoil] of tries) {
    await spoil()
    const answer = await open(test, where, 'procurement-officer', toOpen, randomUUID())
    answers.push(`${name}: ${shown(answer)}`)
    if (answer.status !== 503) failures.push(`with ${name} an opening was answered ${shown(answer)}`)
    if (outcomeSince(before, await stateOf(test, requirementId), submitted) !== 'nothing') failures.push(`with ${name} something changed`)
  }
  await other.stop()
  const { refused } = await attemptsIn(test, requirementId)
  if (refused !== tries.length) failures.push(`${refused} of ${tries.length} openings without a key are on record as refused`)
  await damageKey(test, requirementId)
  answers.push(`the key put right: ${shown(await open(test, address, 'procurement-officer', toOpen, toOpen.key))}`)
  if (outcomeSince(before, await stateOf(test, requirementId), submitted) !== 'everything')
    failures.push('with the key put right, not all was opened')
  return { figures: [['without the key', counted(answers)]], failures }
}

/** Turns the last byte over; once more, and it is as it was. */
const damageKey = (test: TestApp, requirementId: string): Promise<unknown> =>
  test.rows(
    `ALTER TABLE opening_key DISABLE TRIGGER USER;
     UPDATE opening_key SET private_key = set_byte(private_key, length(private_key) - 1, 255 - get_byte(private_key, length(private_key) - 1))
     WHERE requirement_id = '${requirementId}' AND envelope = 'quality';
     ALTER TABLE opening_key ENABLE TRIGGER USER`,
  )
