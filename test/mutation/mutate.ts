import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import ts from 'typescript'

import { mutantsOf, type Mutant } from './mutants.js'

/** The parts of the engine that decide what a rule says. */
const MUTATED = [
  'three-valued',
  'operators',
  'compile-condition',
  'compile-leaf',
  'compile-rows',
  'figures',
  'references',
  'look',
  'risk-tier',
  'form-passes/evidence',
  'form-passes/incomplete',
  'form-passes/of-questions',
  'form-passes/unanswered',
  'form-passes/unreasoned',
  'form-passes/unsigned',
]

const ROOT = resolve(import.meta.dirname, '../../..')
const DOMAIN = 'src/modules/guidelines/domain'
const WORKERS = 2
/** Many times what the specs take; a mutant that runs on for ever counts as killed. */
const TIMEOUT_MS = 90_000

const JEST = {
  rootDir: 'dist',
  testMatch: ['**/modules/guidelines/**/*.spec.js'],
  transform: {},
  watchman: false,
}

const COMPILER: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  useDefineForClassFields: false,
}

interface Fate {
  file: string
  mutant: Mutant
  fate: 'killed' | 'survived' | 'timed out'
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)

await main(process.argv.slice(2))

/** Mutates every file, or those whose names are given, and lists what no test noticed. */
async function main(names: readonly string[]): Promise<void> {
  const files = names.length === 0 ? MUTATED : MUTATED.filter(file => names.includes(file))
  const waiting = files.flatMap(file => mutantsOf(readFileSync(join(ROOT, DOMAIN, `${file}.ts`), 'utf8')).map(mutant => ({ file, mutant })))
  say(`${waiting.length} mutants of ${files.length} files, ${WORKERS} at a time.\n`)
  const fates: Fate[] = []
  const place = mkdtempSync(join(tmpdir(), 'mutation-'))
  const stop = (): void => {
    rmSync(place, { recursive: true, force: true })
  }
  process.once('SIGINT', () => {
    stop()
    process.exit(130)
  })
  try {
    await Promise.all(Array.from({ length: WORKERS }, (_each, number) => work(join(place, String(number)), waiting, fates)))
  } finally {
    stop()
  }
  report(files, fates)
}

/** Takes one mutant after the other, each in its own copy of what was built. */
async function work(copy: string, waiting: Pick<Fate, 'file' | 'mutant'>[], fates: Fate[]): Promise<void> {
  mkdirSync(copy)
  cpSync(join(ROOT, 'dist'), join(copy, 'dist'), { recursive: true })
  cpSync(join(ROOT, 'package.json'), join(copy, 'package.json'))
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  if ((await runSpecs(copy)) !== 'survived') throw new Error('The specs fail without any mutant.')
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { file, mutant } = next
    const built = join(copy, 'dist', DOMAIN, `${file}.js`)
    const original = readFileSync(built)
    writeFileSync(built, ts.transpileModule(mutant.source, { compilerOptions: COMPILER }).outputText)
    const fate = await runSpecs(copy)
    writeFileSync(built, original)
    fates.push({ file, mutant, fate })
    if (fate === 'survived') say(`survived ${shownPlace({ file, mutant })}`)
  }
}

/** Runs the specs of the guidelines until one fails. */
function runSpecs(copy: string): Promise<Fate['fate']> {
  const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--config', JSON.stringify(JEST), '--runInBand', '--bail=1']
  const child = spawn(process.execPath, jest, { cwd: copy, stdio: 'ignore' })
  return new Promise((settle, fail) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      settle('timed out')
    }, TIMEOUT_MS)
    child.once('error', fail)
    child.once('exit', code => {
      clearTimeout(timer)
      settle(code === 0 ? 'survived' : 'killed')
    })
  })
}

const inLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 90)

const shownPlace = ({ file, mutant: { line, was, becomes } }: Pick<Fate, 'file' | 'mutant'>): string =>
  `${file}.ts:${line}  ${inLine(was)}  →  ${inLine(becomes)}`

function report(files: readonly string[], fates: readonly Fate[]): void {
  const count = (of: readonly Fate[], fate: Fate['fate']): number => of.filter(each => each.fate === fate).length
  const row = (name: string, of: readonly Fate[]): string => {
    const survived = count(of, 'survived')
    const share = of.length === 0 ? '' : `${(((of.length - survived) / of.length) * 100).toFixed(1)} %`
    return `| ${[name, of.length, count(of, 'killed'), count(of, 'timed out'), survived, share].join(' | ')} |`
  }
  say('\n| file | mutants | killed | timed out | survived | found |\n| --- | ---: | ---: | ---: | ---: | ---: |')
  for (const file of files) {
    say(
      row(
        file,
        fates.filter(each => each.file === file),
      ),
    )
  }
  say(row('all', fates))
  const survivors = fates.filter(({ fate }) => fate === 'survived').map(shownPlace)
  writeFileSync(join(ROOT, 'dist/surviving-mutants.txt'), `${survivors.sort().join('\n')}\n`)
  say(`\nThe survivors are listed in dist/surviving-mutants.txt.`)
}
