import { keyServiceBySettings } from '../../src/modules/keys/key-service-by-settings.js'
import { wrapKeysAnew } from '../../src/modules/keys/keys-at-rest.js'
import { OpeningKeys } from '../../src/modules/keys/opening-keys.js'
import type { PrivateKey } from '../../src/modules/keys/key-service.js'
import { type Tx, UnitOfWork } from '../../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../../src/shared/domain/actor.js'
import { createLog } from '../../src/shared/log.js'
import type { RunningConfig } from '../../src/shared/shared.module.js'
import { TestApp } from './test-app.js'
import { TransitStandIn } from './transit-stand-in.js'

export type Kind = 'local' | 'transit'

/** What wraps keys, as the bytes say: "local", or the version of the service's key. */
const WRAPS = `
  SELECT DISTINCT CASE get_byte(private_key, 0) WHEN 3 THEN substr(convert_from(private_key, 'UTF8'), 2, 9) ELSE 'local' END AS how
  FROM (SELECT private_key FROM opening_key UNION ALL SELECT private_key FROM supplier_key) k ORDER BY 1`

class RolledBack extends Error {}

/** The product by an external key service, and beside it by the master key alone, on one database. */
export class GuardedMarket {
  /** Requirements by a name, which is how their keys are kept where it is a kind. */
  readonly published = new Map<Kind | 'late', string>()
  private readonly others: TestApp[] = []

  private constructor(
    readonly transit: TransitStandIn,
    readonly test: TestApp,
  ) {}

  static async start(): Promise<GuardedMarket> {
    const transit = await TransitStandIn.start()
    const config = { keyService: { wraps: 'transit', transit: transit.settings() } } as const
    return new GuardedMarket(transit, await TestApp.start({ config }))
  }

  async stop(): Promise<void> {
    for (const other of this.others) await other.stop()
    await this.test.stop()
    await this.transit.close()
  }

  get byTransit(): Pick<RunningConfig, 'keyService'> {
    return { keyService: { wraps: 'transit', transit: this.transit.settings() } }
  }

  /** Another process; its keys are the master key alone, where nothing else is said. */
  async beside(config: Partial<RunningConfig> = {}): Promise<TestApp> {
    const other = await TestApp.start({ beside: this.test, config })
    this.others.push(other)
    return other
  }

  of(name: Kind | 'late'): string {
    return String(this.published.get(name))
  }

  /** What the service was asked meanwhile. */
  async askedBy(act: () => Promise<unknown>): Promise<string[]> {
    const before = this.transit.asked.length
    await act()
    return this.transit.asked.slice(before)
  }

  /** While nobody listens at the service. */
  async without(act: () => Promise<void>): Promise<void> {
    await this.transit.close()
    try {
      await act()
    } finally {
      await this.transit.open()
    }
  }

  /** All that an opening changes, and the keys. */
  async state() {
    const { test } = this
    return {
      opened: await test.rows('SELECT bid_id, version FROM opened_bid ORDER BY bid_id'),
      openings: await test.rows('SELECT * FROM opening'),
      bids: await test.rows('SELECT id, state FROM bid ORDER BY id'),
      consents: await test.rows('SELECT requirement_id, side FROM opening_consent ORDER BY 1, 2'),
      requirements: await test.rows('SELECT id, state, revision FROM requirement ORDER BY id'),
      keys: await test.rows('SELECT requirement_id, envelope, private_key FROM opening_key ORDER BY 1, 2'),
    }
  }

  /** Asks for the key as an opening does, in a transaction that does something before and leaves nothing. */
  async giveOut(app: TestApp, requirementId: string, before: (tx: Tx) => Promise<unknown> = () => Promise.resolve()): Promise<PrivateKey> {
    const given: PrivateKey[] = []
    const asking = app.app.get(UnitOfWork).run(SYSTEM, async tx => {
      await before(tx)
      given.push(await app.app.get(OpeningKeys, { strict: false }).giveOut(tx, requirementId))
      throw new RolledBack()
    })
    await asking.catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error
    })
    const [key] = given
    if (key === undefined) throw new Error('No key was given out.')
    return key
  }

  /** Changes a requirement's key of quality, as the owner of the database may; answers what puts it back. */
  async changeKey(requirementId: string, set: string): Promise<() => Promise<void>> {
    const change = async (to: string, ...more: unknown[]): Promise<void> => {
      await this.test.rows('ALTER TABLE opening_key DISABLE TRIGGER USER')
      await this.test.rows(`UPDATE opening_key SET private_key = ${to} WHERE requirement_id = $1 AND envelope = 'quality'`, [
        requirementId,
        ...more,
      ])
      await this.test.rows('ALTER TABLE opening_key ENABLE TRIGGER USER')
    }
    const [kept] = await this.test.rows<{ wrapped: Buffer }>(
      `SELECT private_key AS wrapped FROM opening_key WHERE requirement_id = $1 AND envelope = 'quality'`,
      [requirementId],
    )
    await change(set)
    return () => change('$2', kept?.wrapped)
  }

  async wraps(): Promise<string[]> {
    return (await this.test.rows<{ how: string }>(WRAPS)).map(({ how }) => how)
  }

  /** What reseal does with private keys. */
  wrapAnew(keyService: RunningConfig['keyService']): Promise<number> {
    return wrapKeysAnew(this.test.ownerUrl, keyServiceBySettings({ ...this.test.config, keyService }, createLog('silent')))
  }
}
