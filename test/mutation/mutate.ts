import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

import ts from 'typescript'

import { mutantsOf, type Mutant } from './mutants.js'
import { SpecProcess } from './spec-process.js'

/** The parts of the engine that decide what a rule says. */
const MUTATED = [
  'three-valued',
  'operators',
  'compile-condition',
  'compile-leaf',
  'compile-rows',
  'trace-forms',
  'figures',
  'references',
  'readings',
  'look',
  'evidence',
  'risk-tier',
  'form-passes/evidence',
  'form-passes/incomplete',
  'form-passes/of-questions',
  'form-passes/unanswered',
  'form-passes/unreasoned',
  'form-passes/unsigned',
]

const ROOT = resolve(import.meta.dirname, '../../..')
const DIST = join(ROOT, 'dist')
const GUIDELINES = 'src/modules/guidelines'
const DOMAIN = join(GUIDELINES, 'domain')
const SURVIVORS = join(DIST, 'surviving-mutants.txt')
const WORKERS = 2

const QUICK = '--quick'
const SAMPLE = '--every='
const SLOW_MS = 1500
/** So many specs are never asked first. */
const SLOWEST = 3

const COMPILER: ts.CompilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, useDefineForClassFields: false }

interface Candidate {
  number: number
  file: string
  mutant: Mutant
}

interface Tried extends Candidate {
  fate: 'killed' | 'survived' | 'timed out'
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)

await main(process.argv.slice(2))

/**
 * Mutates every file, or those whose names are given, and lists what no test noticed; --quick does without the slow specs, --every=8 tries each eighth mutant.
 * Ctrl-C ends it with a report of what was tried.
 */
async function main(options: readonly string[]): Promise<void> {
  const names = options.filter(option => !option.startsWith('--'))
  const every = Number(options.find(option => option.startsWith(SAMPLE))?.slice(SAMPLE.length) ?? 1)
  const files = names.length === 0 ? MUTATED : MUTATED.filter(file => names.includes(file))
  const sourceOf = (file: string): string => readFileSync(join(ROOT, DOMAIN, `${file}.ts`), 'utf8')
  const candidates = files.flatMap(file => mutantsOf(sourceOf(file)).map(mutant => ({ file, mutant })))
  const waiting = candidates
    .map((candidate, place): Candidate => ({ number: place + 1, ...candidate }))
    .filter(({ number }) => number % every === 0)
  process.once('SIGINT', () => {
    waiting.length = 0
  })
  const specs = readdirSync(join(DIST, GUIDELINES), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.spec.js'))
    .map(spec => join(DIST, GUIDELINES, spec))
  const place = mkdtempSync(join(tmpdir(), 'mutation-'))
  const tried: Tried[] = []
  try {
    const { quickest, except } = await firstRun(specs, place)
    const asked = quickest.filter(({ ms }) => !options.includes(QUICK) || ms < SLOW_MS).map(({ spec }) => spec)
    say(`${waiting.length} mutants of ${files.length} files against ${asked.length} of ${specs.length} specs, ${WORKERS} at a time.`)
    if (except.length > 0) say(`Left out, because they fail without any mutant:\n- ${except.join('\n- ')}`)
    say('')
    await Promise.all(Array.from({ length: WORKERS }, () => work(waiting, asked, except, place, tried)))
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
  report(files, tried)
}

/** Without any mutant: how long each spec takes, the quickest first, and what fails anyway. */
async function firstRun(specs: readonly string[], place: string): Promise<{ quickest: { spec: string; ms: number }[]; except: string[] }> {
  const specProcess = new SpecProcess(DIST, place)
  const quickest: { spec: string; ms: number }[] = []
  const except: string[] = []
  for (const spec of specs) {
    const started = performance.now()
    const failed = await specProcess.run({ mutant: 0, specs: [spec], except: [], bail: false })
    if (failed === 'timed out') throw new Error(`${spec} takes too long without any mutant.`)
    quickest.push({ spec, ms: performance.now() - started })
    except.push(...failed.map(({ test }) => test))
  }
  specProcess.end()
  return { quickest: quickest.sort((one, other) => one.ms - other.ms), except }
}

/** Takes one mutant after the other; the spec that found the last one is asked first, and slow ones stay where they are. */
async function work(
  waiting: Candidate[],
  specs: readonly string[],
  except: readonly string[],
  place: string,
  tried: Tried[],
): Promise<void> {
  const specProcess = new SpecProcess(DIST, place)
  let order = [...specs]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { number, file, mutant } = next
    const changed = join(place, String(number), DOMAIN, `${file}.js`)
    mkdirSync(dirname(changed), { recursive: true })
    writeFileSync(changed, ts.transpileModule(mutant.source, { compilerOptions: COMPILER }).outputText)
    const failed = await specProcess.run({ mutant: number, specs: order, except, bail: true })
    const first = failed === 'timed out' ? undefined : failed[0]
    if (first !== undefined && specs.indexOf(first.spec) < specs.length - SLOWEST)
      order = [first.spec, ...order.filter(spec => spec !== first.spec)]
    tried.push({ ...next, fate: failed === 'timed out' ? failed : first === undefined ? 'survived' : 'killed' })
    if (failed !== 'timed out' && first === undefined) say(`survived: ${shownPlace(next)}`)
  }
  specProcess.end()
}

function inLine(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 90 ? `${line.slice(0, 89)}…` : line
}

function shownPlace({ file, mutant: { line, was, becomes } }: Candidate): string {
  return `${file}.ts:${line}  ${inLine(was)}  →  ${inLine(becomes)}`
}

function report(files: readonly string[], tried: readonly Tried[]): void {
  const row = (name: string, of: readonly Tried[]): string => {
    const [killed, survived, late] = ['killed', 'survived', 'timed out'].map(fate => of.filter(each => each.fate === fate).length)
    const share = ((1 - (survived ?? 0) / of.length) * 100).toFixed(1)
    return `| ${[name, of.length, killed, late, survived, `${share} %`].join(' | ')} |`
  }
  say('\n| file | mutants | killed | timed out | survived | found |\n| --- | ---: | ---: | ---: | ---: | ---: |')
  const rows = files.map(file => [file, tried.filter(each => each.file === file)] as const)
  for (const [file, of] of [...rows, ['all', tried] as const]) say(row(file, of))
  const survivors = tried.filter(({ fate }) => fate === 'survived').toSorted((one, other) => one.number - other.number)
  writeFileSync(SURVIVORS, survivors.map(each => `${shownPlace(each)}\n`).join(''))
  say(`\n${survivors.length} survived; they are listed in ${SURVIVORS}.`)
}
