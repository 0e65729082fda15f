import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { EmbeddedPostgresFailed, startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres.js'
import { endLeftovers } from './leftovers.js'

/** Folders, servers and other Node processes for the specs of this folder, put away when they are done. */
export class TestBed {
  readonly lines: string[] = []
  readonly children: ChildProcess[] = []
  /** Folders to remove at the end besides our own. */
  readonly outside: string[] = []
  /** Folders whose server outlives the process that started it. */
  private readonly abandoned: string[] = []
  private readonly running: EmbeddedPostgres[] = []
  private root = ''

  async open(): Promise<void> {
    this.root = await realpath(await mkdtemp(join(tmpdir(), 'embedded-postgres-')))
    await chmod(this.root, 0o755)
    await (await this.start(this.used)).stop()
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.children.splice(0).map(kill))
    await Promise.all(this.running.splice(0).map(postgres => postgres.stop()))
    await Promise.all(this.abandoned.splice(0).map(folder => endLeftovers(join(folder, 'postgres'), () => undefined)))
    this.lines.length = 0
  }

  async remove(): Promise<void> {
    await Promise.all([this.root, ...this.outside].map(folder => rm(folder, { recursive: true, force: true })))
  }

  folder(name: string): string {
    return join(this.root, name)
  }

  /** A data folder that has been started before. The tests take turns on it: making one takes a second on a slow disk. */
  get used(): string {
    return this.folder('used')
  }

  async start(dataDir: string, more: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
    const log = (line: string): unknown => this.lines.push(line)
    const postgres = await startEmbeddedPostgres({ dataDir, database: 'market_test', log, durable: false, ...more })
    this.running.push(postgres)
    return postgres
  }

  async refusalOf(dataDir: string): Promise<string> {
    const error = await this.start(dataDir).catch((refusal: unknown) => refusal)
    if (error instanceof EmbeddedPostgresFailed) return error.message
    throw new Error(`Expected a refusal of ${dataDir}.`)
  }

  /** Another Node process that starts the database, says "ready" or why not, and stays until it is killed. */
  async startInAnotherProcess(dataDir: string): Promise<{ child: ChildProcess; said: string }> {
    const module = new URL('./embedded-postgres.js', import.meta.url).href
    const script = `
      const { startEmbeddedPostgres } = await import(${JSON.stringify(module)})
      const options = { dataDir: ${JSON.stringify(dataDir)}, database: 'market_test', durable: false, log: () => {} }
      process.stdout.write(await startEmbeddedPostgres(options).then(() => 'ready', error => error.message))
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.children.push(child)
    this.abandoned.push(dataDir)
    const [chunk] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [unknown]
    return { child, said: String(chunk) }
  }
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

export async function serverPid(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10)
}

export async function eventually<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === 200) throw error
      await delay(30)
    }
  }
}
