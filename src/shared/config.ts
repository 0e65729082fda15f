import type { KeyObject } from 'node:crypto'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { customCleanEnv, EnvMissingError } from 'envalid'

import { contradictionsIn } from './contradictory-settings.js'
import type { Role } from './domain/actor.js'
import type { Instant } from './domain/instant.js'
import { keyServiceOf, type KeyServiceSettings } from './key-settings.js'
import { oidcOf, type OidcSettings } from './oidc-settings.js'
import type { ClamdAddress } from './scanning/ask-clamd.js'
import { type Environment, SETTINGS } from './settings.js'

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
