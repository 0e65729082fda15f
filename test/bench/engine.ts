import assert from 'node:assert/strict'
import { cpus } from 'node:os'

import { checkEthics, type CheckInput } from '../../src/modules/guidelines/domain/check-ethics.js'
import { compileCondition } from '../../src/modules/guidelines/domain/compile-condition.js'
import { compilePack } from '../../src/modules/guidelines/domain/compile-pack.js'
import type { CompiledCondition, Trace } from '../../src/modules/guidelines/domain/condition.js'
import { lookAt, type Looked } from '../../src/modules/guidelines/domain/look.js'
import type { Pack } from '../../src/modules/guidelines/domain/pack.js'
import type { PackSource, RuleSource } from '../../src/modules/guidelines/domain/pack-source.js'
import { resolveReference, type Nameable } from '../../src/modules/guidelines/domain/references.js'
import { TIERS, type Tier } from '../../src/modules/guidelines/domain/risk-tier.js'
import { goldenBid } from '../../src/modules/guidelines/golden-bids.js'
import { readPackSource } from '../../src/modules/guidelines/guideline-packs.js'
import { brokenBids } from './broken-bids.js'
import { FlatFacts } from './flat-facts.js'
import { measured, microseconds, table, times, type Contender } from './measure.js'
import { withJsonLogic, withJsonRulesEngine, type Facts, type PlainRule } from './peers.js'
import { twoValued, Untranslatable } from './two-valued.js'

const FOLDER = 'ai-procurement/2020-06-08'
const BROKEN_BIDS = 500

/** One rule in our words and in those of the peers. */
interface Shared {
  source: RuleSource
  ours: CompiledCondition
  plain: PlainRule
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)

await main()

async function main(): Promise<void> {
  const { source, pack } = await loading()
  const facts = new FlatFacts()
  const { shared, left } = translated(source, pack, facts)
  const tiers = Object.fromEntries(TIERS.map(tier => [tier, contest(tier, shared)])) as Record<Tier, Contest>
  const bids = TIERS.flatMap(tier => {
    const { requirement, passing, firstDraft, facts } = goldenBid(tier)
    return [
      { name: `${tier}, passing`, input: { requirement, answers: passing, facts } },
      { name: `${tier}, first draft`, input: { requirement, answers: firstDraft, facts } },
    ]
  })
  say(`\n## Rules\n`)
  say(`${shared.length} of the ${source.supplierRules.length} rules can be said by all three. Left out: ${left.join('; ')}.`)
  const fired = await compare([...bids.map(({ input }) => input), ...brokenBids(pack, BROKEN_BIDS)], pack, facts, tiers)
  say(`All fire the same rules on the ${bids.length} golden bids and on ${BROKEN_BIDS} broken ones (${fired} findings).`)
  say('The peers are given flat facts made ready beforehand; ours keeps what it read of the bid in the first round.')
  say('Looking and result starts from the bid itself each time. json-logic-engine gives no trace.')
  say(`Rows of json-rules-engine are asked by operators in plain JavaScript, as it has none.`)
  for (const { name, input } of bids) await race(name, input, pack, facts, tiers)
}

/** Time and memory of reading and compiling, the first time and once warm. */
async function loading(): Promise<{ source: PackSource; pack: Pack }> {
  const collect = (globalThis as { gc?: () => void }).gc ?? (() => undefined)
  const memory = (): { heap: number; rss: number } => {
    collect()
    const { heapUsed, rss } = process.memoryUsage()
    return { heap: heapUsed / 2 ** 20, rss: rss / 2 ** 20 }
  }
  const before = memory()
  const started = performance.now()
  const source = readPackSource(FOLDER)
  const read = performance.now()
  const pack = compilePack(source)
  const compiled = performance.now()
  const after = memory()
  const warm = await measured([
    { name: 'read', run: () => readPackSource(FOLDER) },
    { name: 'compile', run: () => compilePack(source) },
  ])
  say(`# The engine on ${cpus().length} cores, Node ${process.version}\n\n## Loading the pack\n`)
  say(
    table([
      ['', 'first time', 'warm'],
      ['read', `${(read - started).toFixed(1)} ms`, `${((warm.get('read') ?? 0) / 1e3).toFixed(1)} ms`],
      ['compile', `${(compiled - read).toFixed(1)} ms`, `${((warm.get('compile') ?? 0) / 1e3).toFixed(1)} ms`],
    ]),
  )
  say(`\nHeap of source and pack: ${(after.heap - before.heap).toFixed(1)} MiB; resident: ${after.rss.toFixed(0)} MiB in all.`)
  return { source, pack }
}

function translated(source: PackSource, pack: Pack, facts: FlatFacts): { shared: Shared[]; left: string[] } {
  const questions = new Map([...pack.questions].map(([id, question]) => [id, question.source]))
  const names: Nameable = { questions, attributes: pack.attributes, fields: pack.fields, facts: pack.facts }
  const fail = (problem: string): never => {
    throw new Error(problem)
  }
  const left: string[] = []
  const shared = source.supplierRules.flatMap((rule): Shared[] => {
    try {
      if (rule.when === undefined) throw new Untranslatable('looks at the whole form')
      const ours = compileCondition(rule.when, (ref, table) => resolveReference(ref, names, table, fail), fail)
      return [{ source: rule, ours, plain: { id: rule.id, when: twoValued(rule.when, names, facts) } }]
    } catch (error) {
      if (!(error instanceof Untranslatable)) throw error
      left.push(`${rule.id} (${error.message})`)
      return []
    }
  })
  return { shared, left }
}

type Fired = string[]

/** The ways to find which rules of one tier fire. */
interface Contest {
  judged: (looked: Looked) => Fired
  /** As a check does it: only what fires is looked at again, for its trace. */
  explained: (looked: Looked) => Trace[]
  traced: (looked: Looked) => Fired
  interpreted: (facts: Facts) => Fired
  compiled: (facts: Facts) => Fired
  rulesEngine: (facts: Facts) => Promise<Fired>
}

function contest(tier: Tier, shared: readonly Shared[]): Contest {
  const running = shared.filter(({ source }) => source.outcome[tier] !== 'none')
  const plain = running.map(each => each.plain)
  const ids = (fires: (ours: CompiledCondition) => boolean): Fired =>
    running.filter(({ ours }) => fires(ours)).map(({ source }) => source.id)
  return {
    judged: looked => ids(ours => ours.judge(looked, null) === true),
    explained: looked => running.filter(({ ours }) => ours.judge(looked, null) === true).map(({ ours }) => ours.evaluate(looked, null)),
    traced: looked => ids(ours => ours.evaluate(looked, null).result === true),
    ...withJsonLogic(plain),
    rulesEngine: withJsonRulesEngine(plain),
  }
}

/** Refuses to measure engines that disagree; tells how many rules fired. */
async function compare(inputs: readonly CheckInput[], pack: Pack, facts: FlatFacts, tiers: Record<Tier, Contest>): Promise<number> {
  let count = 0
  for (const { requirement, answers, facts: given } of inputs) {
    const looked = lookAt(pack, requirement, answers, given)
    const { judged, traced, interpreted, compiled, rulesEngine } = tiers[looked.tier()]
    const flat = facts.prepare(looked)
    const expected = judged(looked)
    for (const found of [traced(looked), interpreted(flat), compiled(flat), (await rulesEngine(flat)).sort()])
      assert.deepEqual(found.toSorted(), expected.toSorted())
    count += expected.length
  }
  return count
}

async function race(name: string, input: CheckInput, pack: Pack, facts: FlatFacts, tiers: Record<Tier, Contest>): Promise<void> {
  const looked = lookAt(pack, input.requirement, input.answers, input.facts)
  const { judged, explained, traced, interpreted, compiled, rulesEngine } = tiers[looked.tier()]
  const flat = facts.prepare(looked)
  const contenders: Contender[] = [
    { name: 'ours, result alone', run: () => judged(looked) },
    { name: 'ours, result, and the trace of what fires', run: () => explained(looked) },
    { name: 'ours, every trace', run: () => traced(looked) },
    { name: 'json-logic-engine, built', run: () => compiled(flat) },
    { name: 'json-logic-engine, run', run: () => interpreted(flat) },
    { name: 'json-rules-engine', run: () => rulesEngine(flat) },
    { name: 'ours, whole report', run: () => checkEthics(pack, input) },
    { name: 'ours, looking alone', run: () => lookAt(pack, input.requirement, input.answers, input.facts) },
    { name: 'ours, looking and result', run: () => judged(lookAt(pack, input.requirement, input.answers, input.facts)) },
  ]
  const results = await measured(contenders)
  const base = results.get('ours, every trace') ?? 1
  say(`\n## ${name} (${judged(looked).length} of these rules fire)\n`)
  say(
    table([
      ['', 'time', 'against ours with every trace'],
      ...[...results].map(([each, time]) => [each, microseconds(time), times(time / base)]),
    ]),
  )
}
