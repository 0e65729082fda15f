import type { KeyObject } from 'node:crypto'

import { type CleanedEnv, str } from 'envalid'

import { headerSecret, masterKey, pathOf, serviceUrl } from './config-values.js'

/** Settings of keys: the master key, and what wraps the private keys of sealed bids. */
export const KEY_SETTINGS = {
  MASTER_KEY: masterKey({
    default: undefined,
    desc: 'at least 32 random bytes, hex or base64, to sign receipts and seal bids; absent: made in DATA_DIR',
  }),
  MASTER_KEY_PREVIOUS: masterKey({ default: undefined, desc: 'the master key before, until what it sealed is sealed anew (cli reseal)' }),
  KEY_SERVICE: str({
    choices: ['local', 'transit'],
    default: 'local',
    desc: 'what wraps the private keys of sealed bids: local, by MASTER_KEY; transit, by that engine of Vault or OpenBao',
  }),
  KEY_SERVICE_URL: serviceUrl({ default: undefined, desc: 'address of Vault or OpenBao, without /v1' }),
  KEY_SERVICE_MOUNT: pathOf({ default: 'transit', desc: 'where its transit engine is mounted' }),
  KEY_SERVICE_KEY: pathOf({ default: undefined, desc: 'name of the key there; needed with it' }),
  KEY_SERVICE_NAMESPACE: pathOf({ default: undefined, desc: 'namespace there, where there are some' }),
  KEY_SERVICE_TOKEN: headerSecret({ default: undefined, desc: 'token that may encrypt, decrypt and rewrap with that key and no more' }),
  KEY_SERVICE_TOKEN_FILE: str({ default: undefined, desc: 'file that an agent keeps such a token in, instead; read each time' }),
}

/** How long anybody waits for one answer of the service. */
const TIMEOUT_MS = 5_000

export interface TransitSettings {
  /** Without a slash at the end. */
  url: string
  mount: string
  key: string
  namespace: string | null
  token: KeyObject | { file: string }
  timeoutMs: number
}

export interface KeyServiceSettings {
  /** What wraps from now on. */
  wraps: 'local' | 'transit'
  /** Also where only what is left of it has to be opened; null where there is none. */
  transit: TransitSettings | null
}

type Given = CleanedEnv<typeof KEY_SETTINGS>

/** Half of it is refused when the settings are read. */
export function keyServiceOf(env: Given): KeyServiceSettings {
  const { KEY_SERVICE_URL: url, KEY_SERVICE_KEY: key, KEY_SERVICE_MOUNT: mount, KEY_SERVICE_TOKEN_FILE: file } = env
  const token = file === undefined ? env.KEY_SERVICE_TOKEN : { file }
  const wraps = env.KEY_SERVICE === 'transit' ? 'transit' : 'local'
  if (url === undefined || key === undefined || token === undefined) return { wraps, transit: null }
  return { wraps, transit: { url, mount, key, namespace: env.KEY_SERVICE_NAMESPACE ?? null, token, timeoutMs: TIMEOUT_MS } }
}

const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost']

const isInClear = (url: string): boolean => new URL(url).protocol === 'http:' && !LOOPBACK.includes(new URL(url).hostname)

/** What does not go together: whether it is so, of which settings, and what is said of it. */
export function mistakesInKeys(env: Given, production: boolean): [boolean, (keyof Given)[], string][] {
  const needed: [string, boolean][] = [
    ['KEY_SERVICE_URL', env.KEY_SERVICE_URL === undefined],
    ['KEY_SERVICE_KEY', env.KEY_SERVICE_KEY === undefined],
    ['KEY_SERVICE_TOKEN or KEY_SERVICE_TOKEN_FILE', env.KEY_SERVICE_TOKEN === undefined && env.KEY_SERVICE_TOKEN_FILE === undefined],
  ]
  const missing = needed.filter(([, isMissing]) => isMissing).map(([name]) => name)
  const all: (keyof Given)[] = ['KEY_SERVICE', 'KEY_SERVICE_URL', 'KEY_SERVICE_KEY', 'KEY_SERVICE_TOKEN', 'KEY_SERVICE_TOKEN_FILE']
  const isWanted = env.KEY_SERVICE === 'transit' || missing.length < needed.length
  return [
    [
      production && env.MASTER_KEY === undefined,
      ['MASTER_KEY'],
      'MASTER_KEY is missing: production signs receipts with a key derived from it. Take one from: openssl rand -hex 32',
    ],
    [
      isWanted && missing.length > 0,
      all,
      `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing: the transit engine needs its address, the name of a key and a token`,
    ],
    [
      env.KEY_SERVICE_TOKEN !== undefined && env.KEY_SERVICE_TOKEN_FILE !== undefined,
      ['KEY_SERVICE_TOKEN', 'KEY_SERVICE_TOKEN_FILE'],
      'KEY_SERVICE_TOKEN and KEY_SERVICE_TOKEN_FILE are both set: set one of them',
    ],
    [
      production && env.KEY_SERVICE_URL !== undefined && isInClear(env.KEY_SERVICE_URL),
      ['KEY_SERVICE_URL'],
      'KEY_SERVICE_URL must start with https:// in production, where the service is not on this machine',
    ],
  ]
}
