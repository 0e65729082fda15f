import 'reflect-metadata'

import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import pg from 'pg'
import request from 'supertest'

import { createApp } from '../../src/app.setup.js'
import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { Sessions } from '../../src/modules/identity/sessions.js'
import { EventRelay } from '../../src/modules/outbox/event-relay.js'
import { Sweeper } from '../../src/modules/outbox/sweeper.js'
import { startWorking } from '../../src/run.js'
import { loadConfig } from '../../src/shared/config.js'
import { UnitOfWork } from '../../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../../src/shared/domain/actor.js'
import { createLog } from '../../src/shared/log.js'
import type { RunningConfig } from '../../src/shared/shared.module.js'
import type { ApiDocument } from '../../src/web/openapi/shapes.js'
import { asOwner, CLUSTER_VARIABLE, EVERY_ROW, onDatabase, TEMPLATE, type TestCluster } from './cluster.js'
import type { Answered } from './contract/contract.js'
import { complaintAbout, learn, watch } from './contract/watch.js'
import { MADE_BEFORE } from './same-at-every-start.js'

/** Sign-ins of the cast, by the part before @example.test. */
export const PLAYERS = [
  'organisation-admin',
  'buyer-author',
  'buyer-approver',
  'evaluator',
  'bid-writer',
  'supplier-admin',
  'rival-admin',
  'procurement-officer',
  'second-officer',
  'senior-officer',
  'auditor',
] as const

export type Player = (typeof PLAYERS)[number]

type Verb = 'get' | 'post' | 'patch' | 'put' | 'delete'

/** Somebody who joined after the cast; see people.ts. */
export type Newcomer = `new-${string}`

export interface TestOptions {
  /** Settings that differ from the test's own. */
  config?: Partial<RunningConfig>
  /** Whether the background work runs. */
  working?: boolean
  /** Another process of the product, on the database of this one. Stop it first. */
  beside?: TestApp
  /** A cluster other than the suite's. */
  cluster?: TestCluster
  /** The database to clone, when it is not the template; nobody may be connected to it. */
  template?: string
  /** Who of the cast signs in at once; everybody when it is left out. */
  signedIn?: readonly Player[]
}

/** One for all processes of the product that a test file starts. */
const MASTER_KEY = createSecretKey(randomBytes(32))

/** The product as it ships, on its own clone of the template database. */
export class TestApp {
  readonly tokens = new Map<Player | Newcomer, string>()

  /** Where requests go: to this application, or to another process on the same database. */
  address: Parameters<typeof request>[0]

  private constructor(
    readonly app: NestFastifyApplication,
    readonly config: RunningConfig,
    readonly ownerUrl: string,
    /** Looks into the database as its owner. */
    readonly db: pg.Pool,
    private readonly cluster: TestCluster,
    private readonly ownsDatabase: boolean,
  ) {
    this.address = app.getHttpServer()
  }

  static async start({ config = {}, working = false, beside, signedIn = PLAYERS, ...options }: TestOptions = {}): Promise<TestApp> {
    const cluster = options.cluster ?? (JSON.parse(String(process.env[CLUSTER_VARIABLE])) as TestCluster)
    const database = beside === undefined ? await clone(cluster, options.template ?? TEMPLATE) : databaseOf(beside.ownerUrl)
    const ownerUrl = onDatabase(cluster.ownerUrl, database)
    const storageUrl = beside?.config.storageUrl ?? pathToFileURL(await mkdtemp(join(tmpdir(), 'ai-marketplace-files-'))).href
    const running: RunningConfig = {
      ...loadConfig({
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
        RATE_ANONYMOUS: '100000',
        RATE_PERSON: '100000',
        RATE_SIGN_IN: '100000',
        RATE_SIGN_IN_ACCOUNT: '100000',
        SHED_DELAY_MS: '0',
      }),
      databaseUrl: onDatabase(cluster.url, database),
      masterKey: MASTER_KEY,
      redisUrl: cluster.redisUrl,
      storageUrl,
      ...config,
    }
    const app = await createApp(running, createLog(running.logLevel), MADE_BEFORE)
    watch(app)
    await app.listen(0, '127.0.0.1')
    learn(MADE_BEFORE.openApi(app) as unknown as ApiDocument)
    if (working) startWorking(app)
    const test = new TestApp(app, running, ownerUrl, poolOn(ownerUrl), cluster, beside === undefined)
    await test.beginSessions(signedIn)
    return test
  }

  /** Closes everything and drops the database it made. Postgres waits for the last connections to go; only a superuser could end them. */
  async stop(): Promise<void> {
    await this.leave()
    if (this.ownsDatabase) await this.drop()
  }

  /** Closes everything and leaves the database as it is; answers its name. */
  async leave(): Promise<string> {
    await this.app.get(EventRelay).stop()
    await this.app.close()
    await this.db.end()
    return databaseOf(this.ownerUrl)
  }

  /** Drops the database of an application that has left it, and its files. */
  async drop(): Promise<void> {
    await rm(this.storageFolder, { recursive: true, force: true })
    await asOwner(this.cluster.ownerUrl, client => client.query(`DROP DATABASE ${databaseOf(this.ownerUrl)}`))
  }

  /** What another process of the product needs to work on the same database and files. */
  get environment(): Record<string, string> {
    const { databaseUrl, redisUrl, masterKey, storageUrl } = this.config
    return {
      NODE_ENV: 'test',
      DATABASE_URL: databaseUrl,
      MASTER_KEY: masterKey.export().toString('hex'),
      STORAGE_URL: storageUrl,
      // The suite keeps the processor busy.
      SHED_DELAY_MS: '0',
      ...(redisUrl === null ? {} : { REDIS_URL: redisUrl }),
    }
  }

  /** Where evidence files lie. */
  get storageFolder(): string {
    return fileURLToPath(this.config.storageUrl)
  }

  /** Signs the player in again: a fresh sign-in with a new token. */
  async signIn(player: Player | Newcomer): Promise<string> {
    const { body } = await this.api()
      .post('/sessions')
      .send({ email: addressOf(player), password: PASSWORD })
      .expect(201)
    const { token } = body as { token: string }
    this.tokens.set(player, token)
    return token
  }

  /** Everybody is as if they had just given the password. */
  signInAll(): Promise<void> {
    return this.beginSessions([...this.tokens.keys()])
  }

  /** Begins the sessions that signing in begins, and nothing of what it does besides: that has tests of its own. */
  private async beginSessions(players: readonly (Player | Newcomer)[]): Promise<void> {
    const addresses = players.map(addressOf)
    const people = await this.rows<{ id: string; email: string }>('SELECT id, email FROM person WHERE email = ANY ($1)', [addresses])
    const ids = new Map(people.map(({ id, email }) => [email, id]))
    await this.app.get(UnitOfWork).run(SYSTEM, async tx => {
      for (const player of players) {
        const personId = ids.get(addressOf(player))
        if (personId === undefined) throw new Error(`There is no ${player}.`)
        const { token } = await this.app.get(Sessions).start(tx, personId, { device: 'Unknown program', secondFactor: false })
        this.tokens.set(player, token)
      }
    })
  }

  /** Requests under /api/v1, signed in as the player, or as nobody. */
  api(player?: Player | Newcomer) {
    const call = (method: Verb) => (path: string) => {
      const made = request(this.address)[method](`/api/v1${path}`).use(judged)
      return player === undefined ? made : made.set('Authorization', `Bearer ${String(this.tokens.get(player))}`)
    }
    return { get: call('get'), post: call('post'), patch: call('patch'), put: call('put'), delete: call('delete') }
  }

  /** The same for a route as tables write it: "POST /requirements". */
  call(route: string, player?: Player | Newcomer) {
    const [method = '', path = ''] = route.split(' ')
    return this.api(player)[method.toLowerCase() as Verb](path)
  }

  /** Moves the market's clock; only databases whose name ends in _test take notice. */
  async moveClock(by: string): Promise<void> {
    await this.db.query(
      'INSERT INTO clock_offset (by) VALUES ($1::interval) ON CONFLICT (only_row) DO UPDATE SET by = clock_offset.by + $1::interval',
      [by],
    )
  }

  /** What the sweeper does every ten seconds, now. */
  sweep(): Promise<void> {
    return this.app.get(Sweeper).sweepAll()
  }

  /** The rows of a query, as the owner sees them. */
  async rows<T extends pg.QueryResultRow>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return (await this.db.query<T>(sql, parameters)).rows
  }
}

const addressOf = (player: Player | Newcomer): string => `${player}@example.test`

/** A copy of the template's files, which takes half the time that a copy by way of the write-ahead log takes. */
async function clone({ ownerUrl }: TestCluster, template: string): Promise<string> {
  const database = `market_${randomBytes(6).toString('hex')}_test`
  await asOwner(ownerUrl, client => client.query(`CREATE DATABASE ${database} TEMPLATE ${template} STRATEGY file_copy`))
  return database
}

/** A connection that breaks fails the query on it; unheard, it would end the process when Postgres is killed. */
const poolOn = (connectionString: string): pg.Pool =>
  new pg.Pool({ connectionString, max: 3, options: EVERY_ROW }).on('error', () => undefined)

const databaseOf = (url: string): string => new URL(url).pathname.slice(1)

type Assert = (error: unknown, response: request.Response | undefined, done: (failure: unknown, answer: unknown) => void) => void

/** A failed expectation shows what the server said; an answer that the API document does not tell of is a failure. */
const judged = (made: unknown): void => {
  const asserting = made as { assert: Assert; method: string; url: string }
  const assert = asserting.assert.bind(made)
  asserting.assert = (error, response, done) => {
    assert(error, response, (failure, answer) => {
      if (failure instanceof Error) failure.stack = `${failure.message}\n${response?.text ?? 'no answer'}\n${failure.stack ?? ''}`
      const complaint = response === undefined ? null : complaintAbout(answeredTo(asserting, response))
      done(complaint === null ? failure : new Error(complaint), answer)
    })
  }
}

const answeredTo = ({ method, url }: { method: string; url: string }, { status, headers, text }: request.Response): Answered => ({
  method,
  url: new URL(url).pathname,
  status,
  headers,
  text,
})
