import type { KeyObject } from 'node:crypto'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { bool, type CleanedEnv, customCleanEnv, EnvMissingError, num, str } from 'envalid'

import { addresses, port, roles, storageUrl, urlOf } from './config-values.js'
import { CONTACT_SETTINGS } from './contact-settings.js'
import type { Role } from './domain/actor.js'
import type { Instant } from './domain/instant.js'
import { EVIDENCE_SETTINGS } from './evidence-settings.js'
import { KEY_SETTINGS, keyServiceOf, type KeyServiceSettings, mistakesInKeys } from './key-settings.js'
import { OIDC_SETTINGS, oidcOf, type OidcSettings } from './oidc-settings.js'
import type { ClamdAddress } from './scanning/ask-clamd.js'

const postgresUrl = urlOf('postgres:', 'postgresql:')

/** Every setting of the product: name, meaning and default. The README's table is checked against this one. */
export const SETTINGS = {
  NODE_ENV: str({
    choices: ['production', 'development', 'test'],
    default: 'development',
    desc: 'production refuses the embedded Postgres and the demonstration data; development shows every mail at /mails',
  }),
  PORT: port({ default: 3000, desc: 'where the API is served' }),
  HOST: str({ default: '127.0.0.1', desc: 'address to listen on; the demonstration listens on loopback only' }),
  PUBLIC_URL: urlOf(
    'http:',
    'https:',
  )({ default: undefined, desc: 'the address people use; https in production (default: http://localhost:PORT)' }),
  TRUSTED_PROXIES: addresses({ default: [], desc: 'proxies whose X-Forwarded-For is believed, as addresses or ranges' }),
  METRICS_PORT: port({ default: 9464, desc: 'port of /metrics, on METRICS_HOST; 0 takes any free port' }),
  METRICS_HOST: str({ default: '127.0.0.1', desc: 'address of /metrics; keep it private' }),
  RUN_WORKER: bool({ default: true, desc: 'whether the web process also does the background work; false where worker processes run' }),
  DATA_DIR: str({
    default: '.data',
    desc: 'folder of the embedded Postgres, and of a master key and evidence files where none was named',
  }),
  ...KEY_SETTINGS,
  STORAGE_URL: storageUrl({
    default: undefined,
    desc: 'folder of the evidence files, shared by all processes; production must name it (default: DATA_DIR/evidence)',
  }),
  ...EVIDENCE_SETTINGS,
  DATABASE_URL: postgresUrl({ default: undefined, desc: 'Postgres 15 or newer as the application role; absent: the embedded Postgres' }),
  DATABASE_OWNER_URL: postgresUrl({ default: undefined, desc: 'the same database as its owner, for migrations only' }),
  DATABASE_POOL: num({ default: 10, desc: 'connections each process may hold' }),
  REDIS_URL: urlOf('redis:', 'rediss:')({ default: undefined, desc: 'carries the queues when set; absent: Postgres carries them' }),
  SMTP_URL: urlOf('smtp:', 'smtps:')({ default: undefined, desc: 'where mail is handed over; absent: mails stay listed as unsent' }),
  MAIL_FROM: str({ default: 'AI Marketplace <marketplace@example.test>', desc: 'sender of every mail' }),
  SESSION_IDLE_MINUTES: num({ default: 60, desc: 'a session nobody used for so long ends' }),
  SESSION_HOURS: num({ default: 12, desc: 'a session ends after so long in any case' }),
  FRESH_SIGN_IN_MINUTES: num({ default: 15, desc: 'how recent a sign-in or step-up must be for what cannot be taken back' }),
  SECOND_FACTOR_ROLES: roles({
    default: undefined,
    desc: 'roles that count only with a second factor, or none (default: procurement-officer,senior-officer in production, else none)',
  }),
  ...OIDC_SETTINGS,
  RATE_ANONYMOUS: num({ default: 600, desc: 'requests a minute from one address without a sign-in' }),
  RATE_PERSON: num({
    default: 1200,
    desc: 'requests a minute by one signed-in person; never counts against submitting or withdrawing a bid',
  }),
  RATE_SIGN_IN: num({ default: 300, desc: 'sign-in attempts a minute from one address' }),
  RATE_SIGN_IN_ACCOUNT: num({ default: 10, desc: 'sign-in attempts a minute on one account from one address' }),
  SHED_DELAY_MS: num({
    default: 500,
    desc: 'milliseconds the event loop may be late before requests that no bid needs are refused; 0: never',
  }),
  ...CONTACT_SETTINGS,
  LOG_LEVEL: str({
    choices: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    default: 'info',
    desc: 'least serious level that is logged',
  }),
  SHUTDOWN_SECONDS: num({ default: 10, desc: 'how long running requests may take after SIGTERM' }),
}

export interface Config {
  production: boolean
  /** Whether pages for those who build the product are there. */
  development: boolean
  port: number
  host: string
  publicUrl: string
  trustedProxies: readonly string[]
  metrics: { port: number; host: string }
  runWorker: boolean
  dataDir: string
  masterKey: KeyObject | null
  /** Opens what the present one did not seal; null where nothing is left of it. */
  previousMasterKey: KeyObject | null
  keyService: KeyServiceSettings
  storageUrl: string
  evidence: { mostBytes: number; mostFiles: number }
  /** Where files are looked through for malware; null where there is no scanner. */
  clamd: ClamdAddress | null
  databaseUrl: string | null
  databaseOwnerUrl: string | null
  databasePool: number
  redisUrl: string | null
  smtpUrl: string | null
  mailFrom: string
  sessions: { idleSeconds: number; absoluteSeconds: number; freshSeconds: number }
  secondFactorRoles: readonly Role[]
  /** The identity provider; null where there is none. */
  oidc: OidcSettings | null
  limits: { anonymousPerMinute: number; personPerMinute: number; signInsPerMinute: number; signInsOnAccountPerMinute: number }
  shedDelayMs: number
  /** Whom to tell of a weakness; null where nobody was named. */
  securityContact: { address: string; until: Instant } | null
  /** Address of whoever helps with the pages; null where nobody was named. */
  supportContact: string | null
  logLevel: string
  shutdownMs: number
}

/** Names every mistake of the environment at once. */
export class ConfigurationInvalid extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(
      `The configuration has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${mistakes.map(mistake => `  - ${mistake}`).join('\n')}`,
    )
  }
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']

/** Reads the environment once, or throws ConfigurationInvalid. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const mistakes = new Map<string, string>()
  // Not envalid's own guard on top: it throws when a setting it has refused is looked at.
  const env = customCleanEnv(given, SETTINGS, read => read, {
    reporter: ({ errors }) => {
      for (const [name, error] of Object.entries(errors)) {
        mistakes.set(name, `${name} ${error instanceof EnvMissingError ? 'is missing' : error.message}`)
      }
    },
  })
  const contradictions = contradictionsIn(env).filter(({ of }) => !of.some(name => mistakes.has(name)))
  if (mistakes.size + contradictions.length > 0)
    throw new ConfigurationInvalid([...mistakes.values(), ...contradictions.map(({ mistake }) => mistake)])
  return configFrom(env)
}

const POSITIVE = [
  'SHUTDOWN_SECONDS',
  'SESSION_IDLE_MINUTES',
  'SESSION_HOURS',
  'FRESH_SIGN_IN_MINUTES',
  'RATE_ANONYMOUS',
  'RATE_PERSON',
  'RATE_SIGN_IN',
  'RATE_SIGN_IN_ACCOUNT',
] as const

/** Kept in the database as integers. */
const COUNTED = ['EVIDENCE_MAX_BYTES', 'EVIDENCE_MAX_FILES'] as const

type Environment = CleanedEnv<typeof SETTINGS>

/** Settings that do not go together; nothing is said of one that could not be read. */
interface Contradiction {
  of: readonly (keyof Environment)[]
  mistake: string
}

function contradictionsIn(env: Environment): Contradiction[] {
  const production = env.NODE_ENV === 'production'
  const embedded = env.DATABASE_URL === undefined
  const rules: [boolean, Contradiction['of'], string][] = [
    [production && embedded, ['DATABASE_URL'], 'DATABASE_URL is missing: production never runs on the embedded Postgres'],
    [
      production && !embedded && env.STORAGE_URL === undefined,
      ['STORAGE_URL', 'DATABASE_URL'],
      'STORAGE_URL is missing: production needs the folder of the evidence files, shared by all processes',
    ],
    [production && env.PUBLIC_URL === undefined, ['PUBLIC_URL'], 'PUBLIC_URL is missing: production needs the address people use'],
    [production && env.PUBLIC_URL?.startsWith('http:') === true, ['PUBLIC_URL'], 'PUBLIC_URL must start with https:// in production'],
    ...mistakesInKeys(env, production),
    [
      embedded && !LOOPBACK.includes(env.HOST),
      ['DATABASE_URL'],
      'HOST must be a loopback address while the demonstration runs on the embedded Postgres',
    ],
    [
      embedded && env.DATABASE_OWNER_URL !== undefined,
      ['DATABASE_URL', 'DATABASE_OWNER_URL'],
      'DATABASE_OWNER_URL is set but DATABASE_URL is not: set both or neither',
    ],
    [
      env.DATABASE_OWNER_URL !== undefined && env.DATABASE_OWNER_URL === env.DATABASE_URL,
      ['DATABASE_URL', 'DATABASE_OWNER_URL'],
      'DATABASE_URL and DATABASE_OWNER_URL must name two different roles',
    ],
    [
      !Number.isInteger(env.DATABASE_POOL) || env.DATABASE_POOL < 3,
      ['DATABASE_POOL'],
      'DATABASE_POOL must be a whole number of at least 3',
    ],
    ...COUNTED.map((name): [boolean, Contradiction['of'], string] => [
      !Number.isInteger(env[name]) || env[name] < 1 || env[name] > 2 ** 31 - 1,
      [name],
      `${name} must be a whole number from 1 to 2147483647`,
    ]),
    [
      (env.SECURITY_CONTACT === undefined) !== (env.SECURITY_EXPIRES === undefined),
      ['SECURITY_CONTACT', 'SECURITY_EXPIRES'],
      'SECURITY_CONTACT and SECURITY_EXPIRES go together: set both or neither',
    ],
    [
      new Set([env.OIDC_ISSUER, env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET].map(given => given === undefined)).size > 1,
      ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all or none',
    ],
    [production && env.OIDC_ISSUER?.startsWith('http:') === true, ['OIDC_ISSUER'], 'OIDC_ISSUER must start with https:// in production'],
    [!(env.SHED_DELAY_MS >= 0), ['SHED_DELAY_MS'], 'SHED_DELAY_MS must be 0 or more'],
    ...POSITIVE.map((name): [boolean, Contradiction['of'], string] => [!(env[name] > 0), [name], `${name} must be more than 0`]),
  ]
  return rules.filter(([broken]) => broken).map(([, of, mistake]) => ({ of, mistake }))
}

const configFrom = (env: Environment): Config => ({
  production: env.NODE_ENV === 'production',
  development: env.NODE_ENV === 'development',
  port: env.PORT,
  host: env.HOST,
  publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, ''),
  trustedProxies: env.TRUSTED_PROXIES,
  metrics: { port: env.METRICS_PORT, host: env.METRICS_HOST },
  runWorker: env.RUN_WORKER,
  dataDir: resolve(env.DATA_DIR),
  masterKey: env.MASTER_KEY ?? null,
  previousMasterKey: env.MASTER_KEY_PREVIOUS ?? null,
  keyService: keyServiceOf(env),
  storageUrl: env.STORAGE_URL ?? pathToFileURL(join(resolve(env.DATA_DIR), 'evidence')).href,
  evidence: { mostBytes: env.EVIDENCE_MAX_BYTES, mostFiles: env.EVIDENCE_MAX_FILES },
  clamd: env.CLAMD_URL ?? null,
  databaseUrl: env.DATABASE_URL ?? null,
  databaseOwnerUrl: env.DATABASE_OWNER_URL ?? null,
  databasePool: env.DATABASE_POOL,
  redisUrl: env.REDIS_URL ?? null,
  smtpUrl: env.SMTP_URL ?? null,
  mailFrom: env.MAIL_FROM,
  sessions: {
    idleSeconds: env.SESSION_IDLE_MINUTES * 60,
    absoluteSeconds: env.SESSION_HOURS * 3600,
    freshSeconds: env.FRESH_SIGN_IN_MINUTES * 60,
  },
  secondFactorRoles: env.SECOND_FACTOR_ROLES ?? (env.NODE_ENV === 'production' ? ['procurement-officer', 'senior-officer'] : []),
  oidc: oidcOf(env),
  limits: {
    anonymousPerMinute: env.RATE_ANONYMOUS,
    personPerMinute: env.RATE_PERSON,
    signInsPerMinute: env.RATE_SIGN_IN,
    signInsOnAccountPerMinute: env.RATE_SIGN_IN_ACCOUNT,
  },
  shedDelayMs: env.SHED_DELAY_MS,
  securityContact:
    env.SECURITY_CONTACT === undefined || env.SECURITY_EXPIRES === undefined
      ? null
      : { address: env.SECURITY_CONTACT, until: env.SECURITY_EXPIRES },
  supportContact: env.SUPPORT_CONTACT ?? null,
  logLevel: env.LOG_LEVEL,
  shutdownMs: env.SHUTDOWN_SECONDS * 1000,
})
