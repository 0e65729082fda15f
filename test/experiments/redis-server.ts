import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { Redis } from 'ioredis'

import { findFreePort } from '../../src/shared/database/embedded/free-port.js'

const PROGRAM = '/usr/bin/redis-server'
const SERVES_WITHIN_MS = 10_000

/** A Redis for being treated badly. It keeps nothing on disk, unless every command that it was ever given is to be looked at. */
export class RedisServer {
  private child: ChildProcess | undefined

  private constructor(
    readonly folder: string,
    private readonly port: number,
    private readonly isKeeping: boolean,
  ) {}

  /** Null on a machine without Debian's redis-server. */
  static async start(isKeeping = false): Promise<RedisServer | null> {
    const isThere = await access(PROGRAM).then(
      () => true,
      () => false,
    )
    if (!isThere) return null
    const server = new RedisServer(await mkdtemp(join(tmpdir(), 'ai-marketplace-redis-')), await findFreePort(), isKeeping)
    await server.begin()
    return server
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  async begin(): Promise<void> {
    const kept = ['--save', '', '--appendonly', this.isKeeping ? 'yes' : 'no', '--rdbcompression', 'no', '--dir', this.folder]
    const settings = ['--port', String(this.port), '--bind', '127.0.0.1', ...kept]
    this.child = spawn(PROGRAM, settings, { stdio: 'ignore' })
    for (let waited = 0; ; waited += 50) {
      const answer = await this.command('PING').catch((error: unknown) => error)
      if (answer === 'PONG') return
      if (waited > SERVES_WITHIN_MS) throw new Error(`Redis does not serve: ${String(answer)}`)
      await pause(50)
    }
  }

  async kill(): Promise<void> {
    const { child } = this
    if (child?.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  /** Stops it in the middle of whatever it does, with its connections open, or lets it go on: what DEBUG SLEEP does, on any version. */
  freeze(isFrozen: boolean): void {
    this.child?.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT')
  }

  async command(name: string, ...parameters: string[]): Promise<unknown> {
    const client = new Redis(this.port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => null })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return await client.call(name, ...parameters)
    } finally {
      client.disconnect()
    }
  }

  /** Writes all that it holds into its folder, uncompressed. */
  async save(): Promise<void> {
    await this.command('SAVE')
  }

  async putAway(): Promise<void> {
    await this.kill()
    await rm(this.folder, { recursive: true, force: true })
  }
}
