import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { postgresProcessesIn } from '../../src/shared/database/embedded/process-table.js'
import { takeOwnerLock } from '../../src/shared/database/embedded/owner-lock.js'
import { removeAbandoned } from './abandoned-clusters.js'

const PREFIX = 'cluster-'

describe('Clusters of runs that were killed', () => {
  let parent: string

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'ai-marketplace-abandoned-'))
    await chmod(parent, 0o755)
  })
  afterAll(() => rm(parent, { recursive: true, force: true }))

  /** A process that starts a cluster and stays until it is killed. */
  async function aRun(folder: string): Promise<ChildProcess> {
    const module = new URL('../../src/shared/database/embedded/embedded-postgres.js', import.meta.url).href
    const script = `
      const { startEmbeddedPostgres } = await import(${JSON.stringify(module)})
      await startEmbeddedPostgres({ dataDir: ${JSON.stringify(folder)}, database: 'market_test', durable: false, log: () => {} })
      process.stdout.write('ready')
      setInterval(() => {}, 1000)`
    const run = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [said] = (await Promise.race([once(run.stdout, 'data'), once(run, 'exit')])) as [unknown]
    expect(String(said)).toBe('ready')
    return run
  }

  it('are ended and removed by the next, and those that somebody owns, makes or puts away are left alone', async () => {
    const folders = Object.fromEntries(['killed', 'owned', 'begun', 'released'].map(name => [name, join(parent, PREFIX + name)]))
    const [killed = '', owned = '', begun = '', released = ''] = Object.values(folders)
    for (const folder of Object.values(folders)) await mkdir(folder, { mode: 0o755 })
    const run = await aRun(killed)
    await takeOwnerLock(owned)
    await (await takeOwnerLock(released)).release()
    await writeFile(join(begun, 'credentials.json'), '{}')

    await removeAbandoned([parent, parent], PREFIX)
    expect((await readdir(parent)).toSorted()).toEqual(
      Object.values(folders)
        .map(folder => folder.slice(parent.length + 1))
        .toSorted(),
    )

    run.kill('SIGKILL')
    await once(run, 'exit')
    await Promise.all([removeAbandoned([parent], PREFIX), removeAbandoned([parent], PREFIX)])
    expect((await readdir(parent)).toSorted()).toEqual([begun, owned, released].map(folder => folder.slice(parent.length + 1)).toSorted())
    expect(await postgresProcessesIn(join(killed, 'postgres'))).toEqual([])
    await removeAbandoned([join(parent, 'nowhere')], PREFIX)
  })
})
