import { describe, expect, it } from '@jest/globals'

import { ConfigurationInvalid, loadConfig } from './config.js'
import { SETTINGS } from './settings.js'

type Environment = Record<string, string>

const GIVEN: Environment = { DATABASE_URL: 'postgres://app@db/market', DATABASE_OWNER_URL: 'postgres://owner@db/market' }
const MASTER_KEY = '4b8d0f6e21c97a35d2e8107f9cb364a85b1ef2937dc04a6689d1350eaf72cb1d'
const STORAGE_URL = 'file:///srv/storage'
const TRANSIT: Environment = {
  KEY_SERVICE: 'transit',
  KEY_SERVICE_URL: 'https://bao.example:8200/kms/',
  KEY_SERVICE_KEY: 'market',
  KEY_SERVICE_TOKEN: 'hvs.secret-word',
}
const PRODUCTION: Environment = { ...GIVEN, NODE_ENV: 'production', PUBLIC_URL: 'https://market.example', MASTER_KEY, STORAGE_URL }

function mistakesIn(environment: Environment): readonly string[] {
  try {
    loadConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return error.mistakes
    throw error
  }
}

describe('loadConfig', () => {
  it('starts the demonstration from nothing', () => {
    expect(loadConfig({})).toMatchObject({
      production: false,
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      trustedProxies: [],
      masterKey: null,
      previousMasterKey: null,
      keyService: { wraps: 'local', transit: null },
      storageUrl: expect.stringMatching(/^file:\/\/\/.+\/\.data\/evidence$/),
      evidence: { mostBytes: 20_971_520, mostFiles: 50 },
      databaseUrl: null,
      databaseOwnerUrl: null,
      redisUrl: null,
      smtpUrl: null,
      runWorker: true,
      sessions: { idleSeconds: 3600, absoluteSeconds: 43_200, freshSeconds: 900 },
      secondFactorRoles: [],
      oidc: null,
      logLevel: 'info',
      shutdownMs: 10_000,
    })
  })

  it('takes an empty value for an absent one, in every setting', () => {
    const empty = Object.fromEntries(Object.keys(SETTINGS).map(name => [name, '']))
    expect(loadConfig(empty)).toEqual(loadConfig({}))
  })

  it('leaves alone what is not its own', () => {
    expect(mistakesIn({ PATH: '/bin', npm_config_loglevel: 'x' })).toEqual([])
  })

  it.each<[Environment, object]>([
    [{ PORT: '8080' }, { port: 8080, publicUrl: 'http://localhost:8080' }],
    [
      { PORT: '0', METRICS_PORT: '65535' },
      { port: 0, metrics: { port: 65_535, host: '127.0.0.1' } },
    ],
    [{ PUBLIC_URL: 'http://localhost:3000/' }, { publicUrl: 'http://localhost:3000' }],
    [{ TRUSTED_PROXIES: '10.0.0.0/8, ::1' }, { trustedProxies: ['10.0.0.0/8', '::1'] }],
    [{ RUN_WORKER: 'false' }, { runWorker: false }],
    [{ SHUTDOWN_SECONDS: '0.5' }, { shutdownMs: 500 }],
    [{ HOST: '::1' }, { host: '::1' }],
    [
      { ...GIVEN, HOST: '0.0.0.0' },
      { host: '0.0.0.0', databaseUrl: GIVEN['DATABASE_URL'] },
    ],
    [
      { REDIS_URL: 'rediss://cache', SMTP_URL: 'smtps://mail' },
      { redisUrl: 'rediss://cache', smtpUrl: 'smtps://mail' },
    ],
    [PRODUCTION, { production: true, publicUrl: 'https://market.example', storageUrl: STORAGE_URL }],
    [{ SHED_DELAY_MS: '0' }, { shedDelayMs: 0, securityContact: null }],
    [
      { SECURITY_CONTACT: 'mailto:security@market.example', SECURITY_EXPIRES: '2027-06-30' },
      { securityContact: { address: 'mailto:security@market.example', until: '2027-06-30T00:00:00.000000Z' } },
    ],
    [{ SECOND_FACTOR_ROLES: 'auditor, senior-officer' }, { secondFactorRoles: ['auditor', 'senior-officer'] }],
    [PRODUCTION, { secondFactorRoles: ['procurement-officer', 'senior-officer'], oidc: null }],
    [{ ...PRODUCTION, SECOND_FACTOR_ROLES: 'none' }, { secondFactorRoles: [] }],
    [
      { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'market', OIDC_CLIENT_SECRET: 'x', OIDC_OWN_SECOND_FACTOR: 'false' },
      { oidc: { issuer: 'https://id.example', clientId: 'market', clientSecret: 'x', ownSecondFactor: false } },
    ],
    [
      { ...PRODUCTION, ...TRANSIT },
      {
        keyService: {
          wraps: 'transit',
          transit: { url: 'https://bao.example:8200/kms', mount: 'transit', key: 'market', namespace: null, timeoutMs: 5_000 },
        },
      },
    ],
    [
      { ...TRANSIT, KEY_SERVICE: '', KEY_SERVICE_MOUNT: 'engines/transit', KEY_SERVICE_NAMESPACE: 'a/b' },
      { keyService: { wraps: 'local', transit: { mount: 'engines/transit', namespace: 'a/b' } } },
    ],
    [
      { ...TRANSIT, KEY_SERVICE_TOKEN: '', KEY_SERVICE_TOKEN_FILE: '/run/bao/token' },
      { keyService: { transit: { token: { file: '/run/bao/token' } } } },
    ],
    [{ ...PRODUCTION, ...TRANSIT, KEY_SERVICE_URL: 'http://[::1]:8200' }, { keyService: { transit: { url: 'http://[::1]:8200' } } }],
    [{ ...TRANSIT, KEY_SERVICE_URL: 'http://bao.example' }, { keyService: { transit: { url: 'http://bao.example' } } }],
    [{}, { clamd: null }],
    [{ CLAMD_URL: 'tcp://clamd:3310' }, { clamd: { host: 'clamd', port: 3310 } }],
    [{ CLAMD_URL: 'tcp://[::1]:3310' }, { clamd: { host: '::1', port: 3310 } }],
    [{ CLAMD_URL: 'unix:/run/clamav/clamd.ctl' }, { clamd: { path: '/run/clamav/clamd.ctl' } }],
    [{ EVIDENCE_MAX_BYTES: '1', EVIDENCE_MAX_FILES: '2' }, { evidence: { mostBytes: 1, mostFiles: 2 } }],
  ])('reads %j', (environment, expected) => {
    expect(loadConfig(environment)).toMatchObject(expected)
  })

  it.each<[Environment, string]>([
    [{ NODE_ENV: 'staging' }, 'NODE_ENV '],
    [{ SHED_DELAY_MS: '-1' }, 'SHED_DELAY_MS must be 0 or more'],
    [{ SECURITY_CONTACT: 'javascript:alert(1)', SECURITY_EXPIRES: '2027-06-30' }, 'SECURITY_CONTACT must start with'],
    [{ SECURITY_CONTACT: 'mailto:a@market.example' }, 'SECURITY_CONTACT and SECURITY_EXPIRES go together'],
    [{ SECURITY_EXPIRES: '2027-06-30' }, 'SECURITY_CONTACT and SECURITY_EXPIRES go together'],
    [{ SECURITY_CONTACT: 'mailto:a@market.example', SECURITY_EXPIRES: '2027-02-30' }, 'SECURITY_EXPIRES must be a day'],
    [{ PORT: '65536' }, 'PORT must be a port number'],
    [{ PORT: '-1' }, 'PORT must be a port number'],
    [{ PORT: '80.5' }, 'PORT must be a port number'],
    [{ PORT: '0x50' }, 'PORT must be a port number'],
    [{ METRICS_PORT: 'none' }, 'METRICS_PORT must be a port number'],
    [{ PUBLIC_URL: 'market.example' }, 'PUBLIC_URL must be a URL'],
    [{ PUBLIC_URL: 'ftp://market.example' }, 'PUBLIC_URL must start with http:// or https://'],
    [{ TRUSTED_PROXIES: 'proxy.internal' }, 'TRUSTED_PROXIES must be IP addresses'],
    [{ TRUSTED_PROXIES: '10.0.0.1,' }, 'TRUSTED_PROXIES must be IP addresses'],
    [{ TRUSTED_PROXIES: 'face' }, 'TRUSTED_PROXIES must be IP addresses'],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, 'TRUSTED_PROXIES must be IP addresses'],
    [{ RUN_WORKER: 'perhaps' }, 'RUN_WORKER '],
    [{ DATABASE_URL: 'mysql://db' }, 'DATABASE_URL must start with postgres:// or postgresql://'],
    [{ REDIS_URL: 'http://cache' }, 'REDIS_URL must start with redis:// or rediss://'],
    [{ STORAGE_URL: 's3://bucket' }, 'STORAGE_URL names S3, which this version cannot use yet'],
    [{ STORAGE_URL: '/srv/storage' }, 'STORAGE_URL must be the absolute address of a folder'],
    [{ STORAGE_URL: 'file://server/share' }, 'STORAGE_URL must be the absolute address of a folder'],
    [{ STORAGE_URL: 'file:storage' }, 'STORAGE_URL must be the absolute address of a folder'],
    [{ EVIDENCE_MAX_BYTES: '0' }, 'EVIDENCE_MAX_BYTES must be a whole number'],
    [{ EVIDENCE_MAX_BYTES: '2147483648' }, 'EVIDENCE_MAX_BYTES must be a whole number'],
    [{ EVIDENCE_MAX_FILES: '1.5' }, 'EVIDENCE_MAX_FILES must be a whole number'],
    [{ CLAMD_URL: 'clamd:3310' }, 'CLAMD_URL must be tcp://host:port or unix:/path'],
    [{ CLAMD_URL: 'tcp://clamd' }, 'CLAMD_URL must be tcp://host:port'],
    [{ CLAMD_URL: 'tcp://clamd:0' }, 'CLAMD_URL must be tcp://host:port'],
    [{ CLAMD_URL: 'tcp://clamd:65536' }, 'CLAMD_URL must be tcp://host:port'],
    [{ CLAMD_URL: 'unix:clamd.ctl' }, 'CLAMD_URL must be tcp://host:port or unix:/path'],
    [{ KEY_SERVICE: 'aws' }, 'KEY_SERVICE '],
    [
      { KEY_SERVICE: 'transit' },
      'KEY_SERVICE_URL and KEY_SERVICE_KEY and KEY_SERVICE_TOKEN or KEY_SERVICE_TOKEN_FILE are missing: the transit engine needs',
    ],
    [{ ...TRANSIT, KEY_SERVICE_KEY: '' }, 'KEY_SERVICE_KEY is missing: the transit engine needs'],
    [{ KEY_SERVICE_URL: 'https://bao.example', KEY_SERVICE_KEY: 'market' }, 'KEY_SERVICE_TOKEN or KEY_SERVICE_TOKEN_FILE is missing'],
    [{ ...TRANSIT, KEY_SERVICE_TOKEN_FILE: '/run/bao/token' }, 'KEY_SERVICE_TOKEN and KEY_SERVICE_TOKEN_FILE are both set'],
    [{ ...TRANSIT, KEY_SERVICE_TOKEN: 'a word' }, 'KEY_SERVICE_TOKEN must be at least 8 characters that print'],
    [{ ...TRANSIT, KEY_SERVICE_URL: 'bao:8200' }, 'KEY_SERVICE_URL must start with https:// or http://'],
    [{ ...TRANSIT, KEY_SERVICE_URL: 'https://a:b@bao.example' }, 'KEY_SERVICE_URL must be an address alone'],
    [{ ...TRANSIT, KEY_SERVICE_URL: 'https://bao.example?a=b' }, 'KEY_SERVICE_URL must be an address alone'],
    [{ ...TRANSIT, KEY_SERVICE_MOUNT: '../sys' }, 'KEY_SERVICE_MOUNT must be letters'],
    [{ ...TRANSIT, KEY_SERVICE_KEY: 'market/..' }, 'KEY_SERVICE_KEY must be letters'],
    [{ ...PRODUCTION, ...TRANSIT, KEY_SERVICE_URL: 'http://bao.example' }, 'KEY_SERVICE_URL must start with https:// in production'],
    [{ SMTP_URL: 'mail' }, 'SMTP_URL must be a URL'],
    [{ MASTER_KEY: MASTER_KEY.slice(2) }, 'MASTER_KEY must hold at least 32 random bytes'],
    [{ MASTER_KEY: 'a7'.repeat(32) }, 'MASTER_KEY must be random, and does not look so'],
    [{ ...PRODUCTION, MASTER_KEY: '0'.repeat(64) }, 'MASTER_KEY must be random'],
    [{ SESSION_HOURS: 'twelve' }, 'SESSION_HOURS '],
    [{ SECOND_FACTOR_ROLES: 'officer' }, 'SECOND_FACTOR_ROLES must be "none" or some of'],
    [{ SECOND_FACTOR_ROLES: 'auditor,' }, 'SECOND_FACTOR_ROLES must be "none" or some of'],
    [{ OIDC_ISSUER: 'https://id.example' }, 'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together'],
    [{ OIDC_CLIENT_ID: 'market', OIDC_CLIENT_SECRET: 'x' }, 'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together'],
    [
      { ...PRODUCTION, OIDC_ISSUER: 'http://id.example', OIDC_CLIENT_ID: 'market', OIDC_CLIENT_SECRET: 'x' },
      'OIDC_ISSUER must start with https://',
    ],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL '],
  ])('refuses %j', (environment, mistake) => {
    expect(mistakesIn(environment)).toEqual([expect.stringContaining(mistake)])
  })

  it.each<[string, Environment, string]>([
    [
      'production on the embedded Postgres',
      { NODE_ENV: 'production', PUBLIC_URL: 'https://market.example', MASTER_KEY },
      'DATABASE_URL is missing: production',
    ],
    ['production without a folder for files', { ...PRODUCTION, STORAGE_URL: '' }, 'STORAGE_URL is missing'],
    ['production without its address', { ...PRODUCTION, PUBLIC_URL: '' }, 'PUBLIC_URL is missing'],
    ['production without a master key', { ...PRODUCTION, MASTER_KEY: '' }, 'MASTER_KEY is missing: production signs receipts'],
    [
      'production on plain http',
      { ...PRODUCTION, PUBLIC_URL: 'http://market.example' },
      'PUBLIC_URL must start with https:// in production',
    ],
    ['a demonstration open to the network', { HOST: '0.0.0.0' }, 'HOST must be a loopback address'],
    [
      'an owner without an application role',
      { DATABASE_OWNER_URL: 'postgres://owner@db/market' },
      'DATABASE_OWNER_URL is set but DATABASE_URL is not',
    ],
    ['one role for both', { ...GIVEN, DATABASE_OWNER_URL: String(GIVEN['DATABASE_URL']) }, 'must name two different roles'],
    ['too small a pool', { DATABASE_POOL: '2' }, 'DATABASE_POOL must be a whole number of at least 3'],
    ['half a connection', { DATABASE_POOL: '3.5' }, 'DATABASE_POOL must be a whole number of at least 3'],
    ...[
      'SHUTDOWN_SECONDS',
      'SESSION_IDLE_MINUTES',
      'SESSION_HOURS',
      'FRESH_SIGN_IN_MINUTES',
      'RATE_ANONYMOUS',
      'RATE_PERSON',
      'RATE_SIGN_IN',
    ].flatMap((name): [string, Environment, string][] => [
      [`no ${name}`, { [name]: '0' }, `${name} must be more than 0`],
      [`${name} below nothing`, { [name]: '-1' }, `${name} must be more than 0`],
    ]),
  ])('refuses %s', (_what, environment, mistake) => {
    expect(mistakesIn(environment)).toEqual([expect.stringContaining(mistake)])
  })

  it('names every mistake at once', () => {
    const mistakes = mistakesIn({ PORT: 'x', HOST: '127.0.0.1', PUBLIC_URL: 'y', DATABASE_POOL: 'z', LOG_LEVEL: 'loud' })
    expect(mistakes.map(mistake => mistake.split(' ', 1)[0]).toSorted()).toEqual(['DATABASE_POOL', 'LOG_LEVEL', 'PORT', 'PUBLIC_URL'])
    expect(() => loadConfig({ PORT: 'x', LOG_LEVEL: 'loud' })).toThrow(
      /^The configuration has 2 mistakes:\n {2}- PORT .+\n {2}- LOG_LEVEL /,
    )
  })

  it('names contradictions beside mistakes, but none about a setting it could not read', () => {
    expect(mistakesIn({ PORT: 'x', HOST: '0.0.0.0', DATABASE_POOL: '1' })).toEqual([
      expect.stringContaining('PORT must be'),
      expect.stringContaining('HOST must be a loopback address'),
      expect.stringContaining('DATABASE_POOL must be'),
    ])
    expect(
      mistakesIn({ NODE_ENV: 'production', PUBLIC_URL: 'y', DATABASE_URL: 'mysql://db', MASTER_KEY: 'changeme', SESSION_HOURS: 'z' }),
    ).toEqual([
      expect.stringContaining('PUBLIC_URL must be a URL'),
      expect.stringContaining('MASTER_KEY must'),
      expect.stringContaining('DATABASE_URL must start with'),
      expect.stringContaining('SESSION_HOURS'),
    ])
  })

  it('names every contradiction at once', () => {
    expect(mistakesIn({ NODE_ENV: 'production', HOST: '0.0.0.0', DATABASE_POOL: '1', SESSION_HOURS: '0' })).toEqual([
      expect.stringContaining('DATABASE_URL is missing'),
      expect.stringContaining('PUBLIC_URL is missing'),
      expect.stringContaining('MASTER_KEY is missing'),
      expect.stringContaining('HOST must be a loopback address'),
      expect.stringContaining('DATABASE_POOL'),
      expect.stringContaining('SESSION_HOURS'),
    ])
  })
})
