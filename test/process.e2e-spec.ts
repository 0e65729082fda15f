import { randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { PASSWORD } from '../src/modules/demonstration/cast.js'
import { SIGN_INS } from '../src/modules/demonstration/seed.js'
import type { Heads } from '../src/modules/audit/verify-log.js'
import { findFreePort } from '../src/shared/database/embedded/free-port.js'
import { startEmbeddedPostgres } from '../src/shared/database/embedded/embedded-postgres.js'
import { asOwner } from './support/cluster.js'
import { Operator, ownerUrlIn, READY, type Running, servesIn } from './support/product.js'
import { eventually } from './support/world.js'

const MASTER_KEY = randomBytes(32).toString('hex')

const operator = new Operator()
afterAll(() => operator.putAway())

describe('A process that cannot start', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'a wrong configuration lists every mistake',
      { PORT: 'x', LOG_LEVEL: 'loud', HOST: '0.0.0.0', DATABASE_POOL: '1' },
      [
        'The configuration has 4 mistakes:',
        '- PORT must be',
        '- LOG_LEVEL',
        '- HOST must be a loopback address',
        '- DATABASE_POOL must be',
      ],
    ],
    [
      'production without a database',
      { NODE_ENV: 'production', PUBLIC_URL: 'https://market.example', MASTER_KEY },
      ['The configuration has a mistake:', '- DATABASE_URL is missing: production never runs on the embedded Postgres'],
    ],
    [
      'a database that is out of reach',
      { DATABASE_URL: 'postgres://app@127.0.0.1:1/market' },
      ['The database is out of reach', 'Check DATABASE_URL'],
    ],
  ])('says so in plain words: %s', async (_what, environment, words) => {
    const running = operator.run('main', { DATA_DIR: '/nonexistent', ...environment })
    expect(await running.ended).toEqual({ code: 1, signal: null })
    for (const word of words) expect(running.errors).toContain(word)
    expect(running.errors).not.toMatch(/^\s+at /m)
    expect(running.out).toBe('')
  })
})

describe('The command line', () => {
  it.each([[[]], [['']], [['verify']], [['constructor']]])('shows its usage for %j', async parameters => {
    const running = operator.run('cli', {}, ...parameters)
    expect(await running.ended).toEqual({ code: 2, signal: null })
    expect(running.errors).toContain('Usage: npm run cli -- COMMAND')
  })

  it('never seeds production', async () => {
    const environment = {
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://market.example',
      DATABASE_URL: 'postgres://app@127.0.0.1:1/market',
      MASTER_KEY,
      STORAGE_URL: 'file:///srv/storage',
    }
    const running = operator.run('cli', environment, 'seed')
    expect(await running.ended).toEqual({ code: 1, signal: null })
    expect(running.errors).toContain('demonstration data is never created there')
  })
})

describe('The product from nothing', () => {
  let folder: string
  let port: number
  let metricsPort: number
  let product: Running
  let token: string
  let draft: string

  beforeAll(async () => {
    folder = await operator.aFolder()
    port = await findFreePort()
    metricsPort = await findFreePort()
    await start()
  })

  async function start(): Promise<void> {
    product = operator.run('main', { DATA_DIR: folder, PORT: String(port), METRICS_PORT: String(metricsPort) })
    await product.says(READY)
  }

  const address = (path: string): string => `http://127.0.0.1:${port}${path}`

  const ask = (path: string, options: RequestInit = {}): Promise<Response> =>
    fetch(address(`/api/v1${path}`), { ...options, headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' } })

  async function signIn(email: string, password = PASSWORD): Promise<Response> {
    const body = JSON.stringify({ email, password })
    return fetch(address('/api/v1/sessions'), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
  }

  it('says where it is and prints the sign-ins', () => {
    expect(product.out).toContain(`${READY} http://localhost:${port}`)
    for (const email of SIGN_INS) expect(product.out).toContain(`    ${email}\n`)
    expect(product.errors).toBe('')
  })

  it('is ready, with its demonstration', async () => {
    expect((await fetch(address('/health/ready'))).status).toBe(200)
    const signedIn = await signIn('buyer-author@example.test')
    expect(signedIn.status).toBe(201)
    token = ((await signedIn.json()) as { token: string }).token
    const { items } = (await (await ask('/requirements')).json()) as { items: { agreementId: string; state: string }[] }
    expect(items.map(({ state }) => state)).toEqual(['open', 'open', 'open'])
    expect((await stat(join(folder, 'master-key'))).mode & 0o777).toBe(0o600)
    const created = await ask('/requirements', {
      method: 'POST',
      body: JSON.stringify({ agreementId: items[0]?.agreementId, title: 'Kept' }),
    })
    expect(created.status).toBe(201)
    draft = ((await created.json()) as { id: string }).id
  })

  it('serves its metrics on their own port only', async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
    expect(metrics).toContain('http_request_seconds_count{method="POST",route="/api/v1/sessions",status="201"} 1')
    expect((await fetch(address('/metrics'))).status).toBe(404)
    expect((await fetch(`http://127.0.0.1:${metricsPort}/api/v1/agreements`)).status).toBe(404)
  })

  it('logs each request under its id, and never an address or a token', async () => {
    const reply = await signIn('somebody.private@example.test', 'wrong')
    const id = reply.headers.get('x-request-id')
    await ask('/notifications')
    await eventually(() => {
      expect(product.logLines()).toContainEqual(
        expect.objectContaining({ requestId: id, msg: 'answered', method: 'POST', route: '/api/v1/sessions', status: 401 }),
      )
      return Promise.resolve()
    })
    const log = JSON.stringify(product.logLines())
    expect(log).not.toMatch(/@example|private|wrong/)
    expect(log).not.toContain(token)
  })

  it('refuses a second process on its data', async () => {
    const second = operator.run('main', { DATA_DIR: folder, PORT: String(await findFreePort()) })
    expect(await second.ended).toEqual({ code: 1, signal: null })
    expect(second.errors).toContain(`in use by another running process (${String(product.child.pid)})`)
    expect((await ask('/notifications')).status).toBe(200)
  })

  it('finishes a slow request after SIGTERM, and ends in good order', async () => {
    const ownerUrl = await ownerUrlIn(folder)
    // Held no longer than the lock: the product stops its database once it has answered.
    const { slow } = await asOwner(ownerUrl, async client => {
      await client.query('BEGIN; LOCK TABLE agreement IN ACCESS EXCLUSIVE MODE')
      const asked = fetch(address('/api/v1/agreements'))
      await eventually(async () => {
        const { rowCount } = await client.query(`SELECT FROM pg_locks WHERE relation = 'agreement'::regclass AND NOT granted`)
        expect(rowCount).toBe(1)
      })
      product.child.kill('SIGTERM')
      await product.says('shutting down')
      await eventually(() => expect(fetch(address('/health/live'), { headers: { Connection: 'close' } })).rejects.toThrow())
      await client.query('COMMIT')
      return { slow: asked }
    })
    const answered = await slow
    expect(answered.status).toBe(200)
    expect(((await answered.json()) as { items: object[] }).items).toHaveLength(1)
    expect(await product.ended).toEqual({ code: 0, signal: null })
    expect(await servesIn(folder)).toBe(false)
  })

  it('finds its data again when it starts the next time', async () => {
    await start()
    expect((await ask(`/requirements/${draft}`)).status).toBe(200)
    const { items } = (await (await ask('/requirements')).json()) as { items: object[] }
    expect(items).toHaveLength(3)
  })

  it('starts again after kill -9, with the server that was left behind stopped first', async () => {
    expect(await product.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
    expect(await servesIn(folder)).toBe(true)
    await start()
    expect((await ask(`/requirements/${draft}`)).status).toBe(200)
    expect(await product.kill('SIGTERM')).toEqual({ code: 0, signal: null })
  })

  describe('when its log is verified', () => {
    const heads = (): string => join(folder, 'heads.json')

    async function verifyLog(...parameters: string[]): Promise<{ code: number | null; out: string }> {
      const running = operator.run('cli', { DATA_DIR: folder }, 'verify-log', ...parameters)
      const { code } = await running.ended
      return { code, out: running.out + running.errors }
    }

    it('has no faults, and gives its heads to be kept', async () => {
      const { code, out } = await verifyLog('--write-heads', heads())
      expect(out).toMatch(/^\d+ chains, \d+ events, 0 faults\n/)
      expect(code).toBe(0)
      const kept = JSON.parse(await readFile(heads(), 'utf8')) as Heads
      expect(kept[`requirement:${draft}`]).toEqual({ length: 1, head: expect.any(String) })
    })

    it('has a fault, with its chain and its place, once the owner has changed a row', async () => {
      const postgres = await startEmbeddedPostgres({ dataDir: folder, database: 'marketplace', log: () => undefined })
      await asOwner(postgres.ownerUrl, async client => {
        await client.query('ALTER TABLE audit_event DISABLE TRIGGER USER')
        await client.query(`UPDATE audit_event SET action = 'requirement.approved' WHERE stream = $1 AND sequence = 1`, [
          `requirement:${draft}`,
        ])
        await client.query('ALTER TABLE audit_event ENABLE TRIGGER USER')
      })
      await postgres.stop()
      const { code, out } = await verifyLog('--head', heads())
      expect(out).toContain(', 1 faults\n')
      expect(out).toContain(`FAULT requirement:${draft} event 1: changed event\n`)
      expect(code).toBe(1)
    })
  })
})
