import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { readdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { EmbeddedPostgresFailed } from './embedded-postgres.js'
import { isRunning, postgresProcessesIn } from './process-table.js'
import { ask, eventually, kill, serverPid, TestBed } from './test-bed.js'

const bed = new TestBed()
beforeAll(() => bed.open(), 30_000)
afterEach(() => bed.stopAll())
afterAll(() => bed.remove())

describe('the owner of the data folder', () => {
  it('is the one process that started first', async () => {
    const folder = bed.used
    const { child } = await bed.startInAnotherProcess(folder)
    const refusal = await bed.refusalOf(folder)
    expect(refusal).toContain(`in use by another running process (${String(child.pid)}): ${folder}`)
    expect(refusal).toContain('set DATA_DIR to another folder')
  })

  it('is exactly one of several that start at the same moment, also over the lock of a dead one', async () => {
    const folder = bed.used
    await kill((await bed.startInAnotherProcess(folder)).child)
    const starters = await Promise.all([1, 2, 3, 4].map(() => bed.startInAnotherProcess(folder)))
    const [winners, losers] = [
      starters.filter(({ said }) => said.startsWith('ready')),
      starters.filter(({ said }) => !said.startsWith('ready')),
    ]
    expect(winners).toHaveLength(1)
    for (const { said } of losers) expect(said).toContain(`in use by another running process (${String(winners[0]?.child.pid)})`)
  })

  it('may be followed by another when it is killed: the server it left behind is stopped', async () => {
    const folder = bed.used
    const { child } = await bed.startInAnotherProcess(folder)
    const orphan = await serverPid(folder)
    await kill(child)
    expect(await isRunning(orphan)).toBe(true)
    const postgres = await bed.start(folder)
    expect(await isRunning(orphan)).toBe(false)
    expect(await ask(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('is not a stranger that was given the number of a dead one', async () => {
    const folder = bed.used
    await writeFile(join(folder, 'owner.9.lock'), JSON.stringify({ pid: process.ppid, startTicks: '1' }))
    await writeFile(join(folder, 'postgres', 'postmaster.pid'), `${process.pid}\n${folder}/postgres\n1\n5432\n\n\n\n`)
    await expect(bed.start(folder)).resolves.toBeDefined()
  })

  it('may be killed while it initialises', async () => {
    const folder = bed.folder('half-made')
    const starting = bed.startInAnotherProcess(folder).catch(() => undefined)
    await eventually(() => stat(join(folder, 'postgres.new', 'base')))
    await Promise.all(bed.children.map(kill))
    await bed.start(folder)
    expect(await readdir(folder)).not.toContain('postgres.new')
    expect(await readdir(folder)).not.toContain('initdb-password')
    void starting
  })
})

describe('a killed server', () => {
  it('comes back on the same port with the same data', async () => {
    const folder = bed.used
    const postgres = await bed.start(folder)
    await ask(postgres.ownerUrl, 'CREATE TABLE healing AS SELECT 42 AS number')
    process.kill(await serverPid(folder), 'SIGKILL')
    expect(await eventually(() => ask(postgres.ownerUrl, 'SELECT number FROM healing'))).toEqual([{ number: 42 }])
    for (const pid of await postgresProcessesIn(join(folder, 'postgres'))) process.kill(pid, 'SIGKILL')
    expect(await eventually(() => ask(postgres.ownerUrl, 'SELECT number FROM healing'))).toEqual([{ number: 42 }])
    expect(bed.lines.join('\n')).toContain(`Postgres was ended by SIGKILL unexpectedly. Starting it again on port ${postgres.port}.`)
  })

  it('is given up with a clear message when it cannot come back', async () => {
    const folder = bed.used
    const failure = new Promise<EmbeddedPostgresFailed>((resolve, reject) => {
      bed
        .start(folder, { onFailed: resolve })
        .then(async () => {
          await rename(join(folder, 'postgres', 'global'), join(folder, 'global'))
          process.kill(await serverPid(folder), 'SIGKILL')
        })
        .catch(reject)
    })
    expect((await failure).message).toMatch(/^The data is damaged: /)
    await rename(join(folder, 'global'), join(folder, 'postgres', 'global'))
    expect(bed.lines.join('\n')).toContain('Postgres failed 5 times in a row and is not started again.')
  })

  it('is left alone when stop comes meanwhile', async () => {
    const folder = bed.used
    const postgres = await bed.start(folder)
    process.kill(await serverPid(folder), 'SIGKILL')
    await delay(50)
    await postgres.stop()
    expect(await postgresProcessesIn(join(folder, 'postgres'))).toEqual([])
    await expect(bed.start(folder)).resolves.toBeDefined()
  })
})
