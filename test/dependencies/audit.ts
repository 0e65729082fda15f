import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

import { type Accepted, judgeAudit } from './judge-audit.js'

const accepted = JSON.parse(readFileSync('test/dependencies/accepted-advisories.json', 'utf8')) as Accepted[]
const { stdout } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', timeout: 120_000 })
const today = new Date(performance.timeOrigin).toISOString().slice(0, 10)
const { faults, remarks } = judgeAudit(reportIn(stdout), accepted, today)

for (const line of [...remarks, ...faults.map(fault => `FAULT ${fault}`)]) process.stdout.write(`${line}\n`)
process.exitCode = faults.length === 0 ? 0 : 1

function reportIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
