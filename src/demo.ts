import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { walkThrough } from './modules/demonstration/walk/walkthrough.js'
import { findFreePort } from './shared/database/embedded/free-port.js'
import { startOrExplain } from './shared/start-or-explain.js'

/** `npm run demo -- http://localhost:3000` walks through a running instance; without an address, through one of its own. */
await startOrExplain(async () => {
  const [address] = process.argv.slice(2)
  if (address !== undefined) await walkThrough(address.replace(/\/$/, ''), tell)
  else await walkThroughOwnInstance()
  tell('The whole main job ran.')
})

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function walkThroughOwnInstance(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ai-marketplace-demo-'))
  const port = String(await findFreePort())
  const settings = { PORT: port, METRICS_PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn', PUBLIC_URL: `http://localhost:${port}` }
  try {
    const server = run('main.js', [], settings, 'pipe')
    await ready(server)
    try {
      await walkThrough(`http://localhost:${port}`, tell)
    } finally {
      server.kill('SIGTERM')
      await once(server, 'exit')
    }
    tell('The chains of the audit log, verified:')
    const verification = run('cli.js', ['verify-log'], settings, 'inherit')
    const [code] = (await once(verification, 'exit')) as [number | null]
    if (code !== 0) throw new Error('The audit log does not verify.')
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** One of the other entry points, on an embedded Postgres of its own. */
function run(entry: string, args: readonly string[], settings: Readonly<Record<string, string>>, stdout: 'pipe' | 'inherit'): ChildProcess {
  const given = { ...process.env, DATABASE_URL: '', DATABASE_OWNER_URL: '', NODE_ENV: '', ...settings }
  return spawn(process.execPath, ['--enable-source-maps', join(import.meta.dirname, entry), ...args], {
    env: given,
    stdio: ['ignore', stdout, 'inherit'],
  })
}

async function ready(server: ChildProcess): Promise<void> {
  const ended = once(server, 'exit').then(() => {
    throw new Error('The instance ended before it was ready.')
  })
  const told = new Promise<void>(resolve => {
    server.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString('utf8').includes('is ready at')) resolve()
    })
  })
  await Promise.race([told, ended])
  ended.catch(() => undefined)
}
