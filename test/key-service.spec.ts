import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'

import type { KeyService, PrivateKey } from '../src/modules/keys/key-service.js'
import { keyServiceBySettings, type KeySettings } from '../src/modules/keys/key-service-by-settings.js'
import { KeyServiceAway, KeyUnavailable } from '../src/modules/keys/key-unavailable.js'
import { TOKEN, type TransitMood, TransitStandIn } from './support/transit-stand-in.js'

const ABOUT = 'quality of requirement 1'

/** What nothing but time ends. */
const SHORT = { timeoutMs: 500 }

/** So many are asked at once. */
const AT_ONCE = 4

const aMasterKey = () => createSecretKey(randomBytes(32))

/** A key service without a database, over real HTTP. */
describe('A key service', () => {
  let transit: TransitStandIn
  let lines: string[]
  const [masterKey, aNextKey] = [aMasterKey(), aMasterKey()]

  beforeAll(async () => {
    transit = await TransitStandIn.start()
  })
  beforeEach(() => {
    lines = []
    transit.mood = 'works'
  })
  afterAll(() => transit.close())

  const log = pino({ level: 'info', base: null }, { write: line => lines.push(line) })

  const service = (settings: Partial<KeySettings>): KeyService =>
    keyServiceBySettings({ masterKey, previousMasterKey: null, keyService: { wraps: 'local', transit: null }, ...settings }, log)

  const local = (settings: Partial<KeySettings> = {}) => service(settings)

  const outside = (other: Parameters<TransitStandIn['settings']>[0] = {}) =>
    service({ keyService: { wraps: 'transit', transit: transit.settings(other) } })

  const reasons = (): unknown[] => lines.map(line => (JSON.parse(line) as { reason?: unknown }).reason)

  const secretOf = ({ d }: PrivateKey): string => d

  describe.each<[string, () => KeyService]>([
    ['local', () => local()],
    ['transit', () => outside()],
  ])('%s', (_kind, made) => {
    it('opens what it wrapped, for what it was wrapped for', async () => {
      const { publicKey, wrapped } = await made().makePair(ABOUT)
      const opened = await made().openPrivate(wrapped, ABOUT)
      expect(opened).toMatchObject(publicKey)
      expect(Object.keys(publicKey).toSorted()).toEqual(['crv', 'kty', 'x'])
      expect(wrapped.includes(secretOf(opened))).toBe(false)
      expect(Number(wrapped[0])).toBeLessThan(0x20)
    })

    it.each(['quality of requirement 2', 'quality of requirement', '', `${ABOUT} `])('opens it for nothing else: %j', async about => {
      const { wrapped } = await made().makePair(ABOUT)
      await expect(made().openPrivate(wrapped, about)).rejects.toThrow(KeyUnavailable)
      expect(lines.join()).toMatch(/changed from outside/)
    })

    it.each<[string, (wrapped: Buffer) => Buffer]>([
      ['its last byte is another', wrapped => Buffer.concat([wrapped.subarray(0, -1), Buffer.of((wrapped.at(-1) ?? 0) ^ 1)])],
      ['it is cut short', wrapped => wrapped.subarray(0, 20)],
      ['nothing is left of it', () => Buffer.of()],
      ['it is in a form that nobody knows', wrapped => Buffer.concat([Buffer.of(9), wrapped.subarray(1)])],
    ])('does not open where %s', async (_what, change) => {
      const { wrapped } = await made().makePair(ABOUT)
      await expect(made().openPrivate(change(wrapped), ABOUT)).rejects.toThrow(KeyUnavailable)
    })

    it('leaves as it is what is wrapped as it would be', async () => {
      const { wrapped } = await made().makePair(ABOUT)
      expect(await made().renew(wrapped, ABOUT)).toBeNull()
    })
  })

  it.each<[string, () => KeyService, () => KeyService]>([
    ['from the master key to transit', () => local(), () => outside()],
    ['from transit to the master key', () => outside(), () => service({ keyService: { wraps: 'local', transit: transit.settings() } })],
    ['from a master key to the next', () => local(), () => local({ masterKey: aNextKey, previousMasterKey: masterKey })],
  ])('is changed %s: the new one opens what the old one wrapped, before and after it is wrapped anew', async (_what, before, after) => {
    const { wrapped } = await before().makePair(ABOUT)
    const opened = await before().openPrivate(wrapped, ABOUT)
    expect(await after().openPrivate(wrapped, ABOUT)).toEqual(opened)
    const renewed = await after().renew(wrapped, ABOUT)
    expect(renewed).not.toBeNull()
    expect(await after().openPrivate(renewed ?? Buffer.of(), ABOUT)).toEqual(opened)
    expect(await after().renew(renewed ?? Buffer.of(), ABOUT)).toBeNull()
  })

  it('says which settings it misses for what another service wrapped', async () => {
    const { wrapped } = await outside().makePair(ABOUT)
    await expect(local().openPrivate(wrapped, ABOUT)).rejects.toThrow(KeyUnavailable)
    expect(lines.join()).toContain('a key service that the settings do not name')
  })

  describe('by transit', () => {
    it('sends the key in once and never keeps it, under its token and namespace', async () => {
      const { wrapped } = await outside().makePair(ABOUT)
      expect(wrapped.toString('latin1', 1)).toMatch(/^vault:v1:/)
      expect(transit.headers).toMatchObject({ 'x-vault-token': TOKEN, 'x-vault-namespace': 'procurement', 'x-vault-request': 'true' })
      expect(transit.plaintexts.at(-1)?.toString()).toMatch(new RegExp(`^${ABOUT}\\0.*"d":`))
      expect(lines).toEqual([])
    })

    it('wraps by the newest version, and keeps what an earlier one wrapped until it is wrapped anew', async () => {
      const { wrapped } = await outside().makePair(ABOUT)
      transit.rotate()
      expect(await outside().openPrivate(wrapped, ABOUT)).toHaveProperty('d')
      const taken = transit.plaintexts.length
      const renewed = (await outside().renew(wrapped, ABOUT)) ?? Buffer.of()
      expect(renewed.toString('latin1', 1)).toMatch(/^vault:v2:/)
      expect(transit.plaintexts).toHaveLength(taken)
      const lower = transit.refuseBelow(2)
      expect(await outside().openPrivate(renewed, ABOUT)).toHaveProperty('d')
      await expect(outside().openPrivate(wrapped, ABOUT)).rejects.toThrow(KeyUnavailable)
      await expect(outside().renew(wrapped, ABOUT)).rejects.toThrow(KeyUnavailable)
      expect(reasons()).toEqual(Array(2).fill(expect.stringContaining('min_decryption_version')))
      lower()
    })

    it.each<[TransitMood, string]>([
      ['sealed', 'it is sealed, or out of service'],
      ['busy', 'it takes no more requests for now'],
      ['broken', 'it answered 500, and nothing that can be used'],
      ['silent', 'it does not answer in time'],
      ['hangs-up', 'it is out of reach (UND_ERR_SOCKET)'],
      ['breaks-off', 'it is out of reach (UND_ERR_SOCKET)'],
      ['garbles', 'it answered 200, and nothing that can be used'],
      ['says-nothing', 'it answered 200, and nothing that can be used'],
      ['babbles', 'it gives no answer that can be read'],
      ['leads-elsewhere', 'it names another address'],
    ])('is away while the service is "%s", asks once, says why once, and goes on afterwards', async (mood, reason) => {
      const asked = outside(mood === 'silent' ? SHORT : {})
      const { wrapped } = await outside().makePair(ABOUT)
      transit.mood = mood
      const before = transit.asked.length
      await expect(asked.openPrivate(wrapped, ABOUT)).rejects.toThrow(KeyServiceAway)
      await expect(asked.makePair(ABOUT)).rejects.toThrow(KeyServiceAway)
      expect(transit.asked.slice(before)).toEqual(['decrypt', 'encrypt'])
      expect(reasons()).toEqual([expect.stringContaining(reason)])
      transit.mood = 'works'
      const opened = await asked.openPrivate(wrapped, ABOUT)
      expect(lines).toHaveLength(2)
      for (const secret of [TOKEN, secretOf(opened), 'vault:v']) expect(lines.join()).not.toContain(secret)
    })

    it('is away while nobody listens', async () => {
      const { wrapped } = await outside().makePair(ABOUT)
      await transit.close()
      const asked = outside()
      await expect(asked.openPrivate(wrapped, ABOUT)).rejects.toThrow(KeyServiceAway)
      expect(reasons()).toEqual([expect.stringMatching(/^it is out of reach \((ECONNREFUSED|UND_ERR_SOCKET)\)$/)])
      await transit.open()
      expect(await asked.openPrivate(wrapped, ABOUT)).toHaveProperty('d')
    })

    it.each<[string, () => Parameters<TransitStandIn['settings']>[0], string]>([
      ['a wrong token', () => ({ token: createSecretKey(Buffer.from('hvs.another')) }), 'it refuses the token'],
      ['a token file that is not there', () => ({ token: { file: '/nowhere/token' } }), 'KEY_SERVICE_TOKEN_FILE cannot be read'],
      ['a token that no header takes', () => ({ token: createSecretKey(Buffer.from('hvs.\nanother')) }), 'no answer that can be read'],
      ['another mount', () => ({ mount: 'transit' }), 'KEY_SERVICE_MOUNT'],
      ['another namespace', () => ({ namespace: null }), 'KEY_SERVICE_NAMESPACE'],
    ])('is away with %s, for what is wrapped and what is opened', async (_what, other, reason) => {
      const { wrapped } = await outside().makePair(ABOUT)
      await expect(outside(other()).openPrivate(wrapped, ABOUT)).rejects.toThrow(KeyServiceAway)
      await expect(outside(other()).makePair(ABOUT)).rejects.toThrow(KeyServiceAway)
      expect(reasons()).toEqual(Array(2).fill(expect.stringContaining(reason)))
      expect(lines.join()).not.toMatch(/hvs\./)
    })

    it.each<[string, () => () => void, string]>([
      ['is lost', () => transit.lose(), 'no key of the name in KEY_SERVICE_KEY'],
      ['is another of the same name', () => transit.exchange(), 'wrapped by another key'],
      ['was put back from before its newest version', () => transit.forgetNewest(), 'has fewer versions'],
    ])('does not open where its key %s', async (_what, spoil, reason) => {
      transit.rotate()
      const { wrapped } = await outside().makePair(ABOUT)
      const mend = spoil()
      await expect(outside().openPrivate(wrapped, ABOUT)).rejects.toThrow(KeyUnavailable)
      await expect(outside().renew(wrapped, ABOUT)).rejects.toThrow(KeyUnavailable)
      expect(reasons()).toEqual(Array(2).fill(expect.stringContaining(reason)))
      mend()
      expect(await outside().openPrivate(wrapped, ABOUT)).toHaveProperty('d')
    })

    it('reads a token file anew each time, as an agent renews it', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'ai-marketplace-token-'))
      const file = join(folder, 'token')
      await writeFile(file, 'hvs.expired\n')
      const asked = outside({ token: { file } })
      await expect(asked.makePair(ABOUT)).rejects.toThrow(KeyServiceAway)
      await writeFile(file, `${TOKEN}\n`)
      expect(await asked.makePair(ABOUT)).toHaveProperty('wrapped')
      await rm(folder, { recursive: true })
    })

    it('is asked by four at once, and a line behind them hears that nobody answers without asking', async () => {
      const asked = outside(SHORT)
      const { wrapped } = await asked.makePair(ABOUT)
      transit.mood = 'silent'
      const before = transit.asked.length
      const answers = await Promise.allSettled(Array.from({ length: 30 }, () => asked.openPrivate(wrapped, ABOUT)))
      expect(answers.filter(({ status }) => status === 'fulfilled')).toEqual([])
      expect(transit.asked.length - before).toBe(AT_ONCE)
      transit.mood = 'works'
      expect(await Promise.all(Array.from({ length: 30 }, () => asked.openPrivate(wrapped, ABOUT)))).toHaveLength(30)
    })
  })
})
