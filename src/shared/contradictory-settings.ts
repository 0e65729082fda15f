import { mistakesInKeys } from './key-settings.js'
import type { Environment } from './settings.js'

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']

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

/** Settings that do not go together; nothing is said of one that could not be read. */
interface Contradiction {
  of: readonly (keyof Environment)[]
  mistake: string
}

export function contradictionsIn(env: Environment): Contradiction[] {
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
