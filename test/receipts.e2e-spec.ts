import { createPublicKey, createSecretKey, type KeyObject, randomBytes, verify } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import canonicalize from 'canonicalize'
import fc from 'fast-check'

import { FIRST_HEAD } from '../src/modules/audit/domain/audit-chain.js'
import type { Receipt } from '../src/modules/bids/domain/receipt.js'
import { ReceiptKeys } from '../src/modules/bids/receipt-keys.js'
import { roleOf } from '../src/shared/database/open-database.js'
import { newId } from '../src/shared/ids.js'
import { deriveKey } from '../src/shared/master-key.js'
import { aSupplier } from './support/people.js'
import { contents, problem } from './support/problems.js'
import { Statements } from './support/statements.js'
import { TestApp } from './support/test-app.js'
import { type Bidder, anOpenRequirement, aPassingBid } from './support/world.js'

interface GivenReceipt extends Receipt {
  salt: string
  contentHash: string
}

interface KeySet {
  keys: { kty: string; crv: string; x: string; kid: string; alg: string; use: string }[]
}

describe('A receipt', () => {
  let test: TestApp
  let requirementId: string
  let bidId: string
  let given: GivenReceipt

  beforeAll(async () => {
    test = await TestApp.start()
    await aSupplier(test, 'new-second')
    requirementId = await anOpenRequirement(test)
    bidId = await aPassingBid(test, requirementId)
    given = await submit(test, bidId)
  })
  afterAll(() => test.stop())

  const submit = async (on: TestApp, bid: string, bidder: Bidder = 'supplier-admin'): Promise<GivenReceipt> =>
    (await on.api(bidder).post(`/bids/${bid}/submit`).expect(201)).body as GivenReceipt

  const publishedKeys = async (on = test): Promise<KeySet> =>
    (await on.app.inject({ url: '/.well-known/receipt-keys.json' })).json<KeySet>()

  const verified = async (receipt: unknown, on = test): Promise<unknown> =>
    (
      await on
        .api()
        .post('/receipts/verify')
        .send(receipt as object)
        .expect(200)
    ).body

  const withoutSecrets = ({ salt, contentHash, ...receipt }: GivenReceipt): Receipt => {
    expect([salt, contentHash]).toEqual([expect.stringMatching(/^[\da-f]{64}$/), expect.stringMatching(/^sha256-[\da-f]{64}$/)])
    return receipt
  }

  it('is signed, over its canonical bytes, with a key that is published under its thumbprint', async () => {
    const { signature, ...covered } = withoutSecrets(given)
    const [key] = (await publishedKeys()).keys
    expect(key).toEqual({ kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid: given.kid, alg: 'Ed25519', use: 'sig' })
    const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' })
    expect(verify(null, Buffer.from(String(canonicalize(covered))), publicKey, Buffer.from(signature, 'base64url'))).toBe(true)
  })

  it('is stored as bytes and given as they are, every time', async () => {
    const [stored] = await test.rows<{ receipt: Buffer }>('SELECT receipt FROM bid_version WHERE bid_id = $1', [bidId])
    expect(stored?.receipt.toString('utf8')).toBe(canonicalize(withoutSecrets(given)))
    const again = await test.api('bid-writer').get(`/bids/${bidId}/receipts/1`).expect(200)
    const unchanged = await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(200)
    expect([again.text, unchanged.text]).toEqual([JSON.stringify(given), JSON.stringify(given)])
  })

  it('names the supplier’s own chain as it was, and its line is the next one', async () => {
    const { stream, sequence, head } = given.previousCheckpoint
    const [supplier] = await test.rows<{ stream: string }>(`SELECT 'organisation:' || supplier_id AS stream FROM bid WHERE id = $1`, [
      bidId,
    ])
    const [next] = await test.rows('SELECT action, subject_id, previous_hash FROM audit_event WHERE stream = $1 AND sequence = $2', [
      stream,
      sequence + 1,
    ])
    expect(stream).toBe(supplier?.stream)
    expect(next).toEqual({ action: 'bid.submitted', subject_id: bidId, previous_hash: Buffer.from(head.replace('sha256-', ''), 'hex') })
  })

  it('tells nothing of other bids: its numbers are the same whether somebody bids or not', async () => {
    const numbers = async (rivals: readonly Bidder[]): Promise<unknown> => {
      const world = await TestApp.start()
      try {
        await aSupplier(world, 'new-bidder')
        const open = await anOpenRequirement(world)
        const bid = await aPassingBid(world, open, 'new-bidder')
        for (const rival of rivals) await submit(world, await aPassingBid(world, open, rival), rival)
        const { version, files, previousCheckpoint } = await submit(world, bid, 'new-bidder')
        return { version, files, sequence: previousCheckpoint.sequence }
      } finally {
        await world.stop()
      }
    }
    expect(await numbers(['supplier-admin', 'rival-admin'])).toEqual(await numbers([]))
    expect(given.previousCheckpoint.head).not.toBe(`sha256-${FIRST_HEAD.toString('hex')}`)
  })

  describe('when it is verified', () => {
    it('is valid with salt and content hash or without, for anybody', async () => {
      const valid = { valid: true, kid: given.kid, reasons: [] }
      expect(await verified(given)).toEqual(valid)
      expect(await verified(withoutSecrets(given))).toEqual(valid)
    })

    it.each<[string, object, string]>([
      ['changed', { version: 2 }, 'signature-wrong'],
      ['added to', { place: 1 }, 'signature-wrong'],
      ['named by another key', { kid: 'A'.repeat(43) }, 'key-unknown'],
      ['given with another salt', { salt: '00'.repeat(32) }, 'commitment-wrong'],
    ])('is not valid when %s, and the reason is told', async (_, change, code) => {
      const verdict = { valid: false, kid: expect.any(String), reasons: [{ code, detail: expect.stringMatching(/^[A-Z].+\.$/) }] }
      expect(await verified({ ...given, ...change })).toEqual(verdict)
    })

    it.each<[string, object | undefined, string[]]>([
      ['nothing', undefined, ['/bidId', '/signature']],
      ['an empty object', {}, ['/bidId', '/previousCheckpoint', '/kid', '/signature']],
      ['no signature', { signature: null }, ['/signature']],
      ['a salt that is none', { salt: 'x' }, ['/salt']],
      ['an identity that is none', { bidId: '1', kid: '' }, ['/bidId', '/kid']],
    ])('is refused as no receipt with %s', async (what, change, pointers) => {
      const body = what === 'an empty object' || change === undefined ? change : { ...given, ...change }
      await test
        .api()
        .post('/receipts/verify')
        .send(body)
        .expect(problem(400, 'not-a-receipt', ...pointers))
    })

    it('is refused with half a surrogate pair, and in whatever JSON, and never breaks the server', async () => {
      const post = (body: string) => test.api().post('/receipts/verify').set('Content-Type', 'application/json').send(body)
      await post(`{"place":"\\ud800",${JSON.stringify(given).slice(1)}`).expect(problem(400, 'text-not-allowed'))
      await post(`{"place":"${'x'.repeat(1_048_576)}",${JSON.stringify(given).slice(1)}`).expect(problem(413, 'body-too-large'))
      const anything = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' })
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...Object.keys(withoutSecrets(given)), 'stranger'), anything, async (name, value) => {
          fc.pre(JSON.stringify(value) !== JSON.stringify(given[name as keyof GivenReceipt]))
          const { status, body } = await post(JSON.stringify({ ...given, [name]: value }))
          expect([name, value, status === 400 || (status === 200 && !(body as { valid: boolean }).valid)]).toEqual([name, value, true])
        }),
        { numRuns: 100 },
      )
    })

    it('looks at keys only: it does not say whether there is such a bid', async () => {
      const { version, receivedAt, contentCommitment, files, reportHash, previousCheckpoint } = given
      const facts = { version, receivedAt, contentCommitment, files, reportHash, previousCheckpoint }
      const invented = test.app.get(ReceiptKeys).sign({ ...facts, bidId: newId(), requirementId: newId() })
      const statements = new Statements(roleOf(test.config.databaseUrl))
      try {
        const sent = await statements.of(async () => {
          expect(await verified(invented)).toEqual({ valid: true, kid: given.kid, reasons: [] })
        })
        expect(sent).toEqual([expect.stringMatching(/FROM receipt_key/)])
      } finally {
        statements.stopListening()
      }
    })
  })

  describe('by its key', () => {
    const beside = (masterKey: KeyObject): Promise<TestApp> => TestApp.start({ beside: test, config: { masterKey } })

    it('is the same from every process with the same master key', async () => {
      const other = await beside(test.config.masterKey)
      await other.signIn('new-second')
      expect(await submit(other, await aPassingBid(test, requirementId, 'new-second'), 'new-second')).toMatchObject({ kid: given.kid })
      await other.stop()
    })

    it('stays valid after another master key, whose receipts are valid too; both keys are published', async () => {
      const rotated = createSecretKey(randomBytes(32))
      const [next, twin] = await Promise.all([beside(rotated), beside(rotated)])
      try {
        const later = await submit(next, await aPassingBid(next, requirementId, 'rival-admin'), 'rival-admin')
        expect(later.kid).not.toBe(given.kid)
        for (const on of [test, next, twin]) {
          expect(await verified(given, on)).toMatchObject({ valid: true })
          expect(await verified(later, on)).toMatchObject({ valid: true })
          expect((await publishedKeys(on)).keys.map(({ kid }) => kid)).toEqual([given.kid, later.kid])
        }
      } finally {
        await Promise.all([next.stop(), twin.stop()])
      }
    })

    it('starts again as often as it likes, and publishes it once', async () => {
      await Promise.all(Array.from({ length: 20 }, () => test.app.get(ReceiptKeys).onModuleInit()))
      const { keys } = await publishedKeys()
      expect(keys.filter(({ kid }) => kid === given.kid)).toHaveLength(1)
    })

    it('may be kept by whoever asked, and asked for again by its ETag', async () => {
      const first = await test.app.inject({ url: '/.well-known/receipt-keys.json' })
      expect(first.headers['cache-control']).toBe('public, no-cache')
      const again = await test.app.inject({
        url: '/.well-known/receipt-keys.json',
        headers: { 'If-None-Match': String(first.headers.etag) },
      })
      expect([again.statusCode, again.body]).toEqual([304, ''])
    })

    it('leaves the private half nowhere in the database', async () => {
      const master = test.config.masterKey.export()
      const secrets = [master, deriveKey(test.config.masterKey, 'receipts')]
      const spelt = secrets.flatMap(secret => [
        secret.toString('hex'),
        secret.toString('base64').slice(0, 42),
        secret.toString('base64url').slice(0, 42),
      ])
      const tables = await test.rows<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`)
      for (const { name } of tables) {
        const [found] = await test.rows<{ found: boolean }>(
          `SELECT EXISTS (SELECT FROM ${name} t, unnest($1::text[]) sought WHERE position(sought IN t::text) > 0) AS found`,
          [spelt],
        )
        expect([name, found?.found]).toEqual([name, false])
      }
    })
  })

  it('is verified, and its keys are read, without a trace', async () => {
    const before = await contents(test)
    await verified(given)
    await publishedKeys()
    expect(await contents(test)).toEqual(before)
  })
})
