import { parseArgs } from 'node:util'

import { EXPERIMENTS } from './experiments.js'

const USAGE = `Usage: npm run experiment -- [E1 …] [--seed N] [--scale PART]
  no name: all of them, one after the other
${EXPERIMENTS.map(({ id, promise }) => `  ${id}  ${promise}`).join('\n')}
`

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, scale: { type: 'string', default: '1' } },
})
const [seed, scale] = [Number(values.seed), Number(values.scale)]
const chosen = EXPERIMENTS.filter(({ id }) => positionals.length === 0 || positionals.includes(id))
const known = positionals.every(name => EXPERIMENTS.some(({ id }) => id === name))
if (!known || !Number.isInteger(seed) || !(scale > 0 && scale <= 1)) {
  process.stderr.write(USAGE)
  process.exit(2)
}

let failed = 0
for (const experiment of chosen) {
  const { id, promise } = experiment
  say(`\n## ${id}: ${promise}\n`)
  const { figures, failures } = await experiment.run({ seed, scale, say })
  for (const [name, value] of figures) say(`| ${name} | ${value} |`)
  for (const failure of failures) say(`FAILED: ${failure}`)
  say(failures.length === 0 ? `${id} holds` : `${id} does not hold`)
  failed += failures.length === 0 ? 0 : 1
}
process.exitCode = failed === 0 ? 0 : 1
