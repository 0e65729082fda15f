import { Socket } from 'node:net'

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { poolSettings } from '../src/shared/database/data-source.js'
import { PreparingClient } from '../src/shared/database/preparing-client.js'
import { oneRow } from '../src/shared/database/rows.js'
import { askLast, type Readable, UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../src/shared/domain/actor.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid } from './support/world.js'

/** Counts in how many pieces it sends what it is given. */
class CountingSocket extends Socket {
  pieces = 0

  override _write(...given: Parameters<Socket['_write']>): void {
    this.pieces += 1
    super._write(...given)
  }

  override _writev(...given: Parameters<NonNullable<Socket['_writev']>>): void {
    this.pieces += 1
    super._writev?.(...given)
  }
}

type Send = (this: Socket, ...given: unknown[]) => unknown

/** In how many pieces everything is sent to a port while the work is done. */
async function piecesTo(port: number, work: () => PromiseLike<unknown>): Promise<number> {
  let pieces = 0
  const sockets = Socket.prototype as unknown as Record<'_write' | '_writev', Send>
  const originals = (['_write', '_writev'] as const).map(name => [name, Reflect.get(sockets, name)] as const)
  for (const [name, original] of originals) {
    sockets[name] = function (...given) {
      if (this.remotePort === port) pieces += 1
      return Reflect.apply(original, this, given)
    }
  }
  try {
    await work()
  } finally {
    for (const [name, original] of originals) sockets[name] = original
  }
  return pieces
}

const SAME = 'SELECT $1::int AS value'
const valueOf = async (view: Readable, sql: string, parameters: unknown[]): Promise<number> =>
  (await oneRow<{ value: number }>(view, sql, parameters)).value

describe('What is asked of the database at once', () => {
  let test: TestApp
  let unitOfWork: UnitOfWork

  beforeAll(async () => {
    test = await TestApp.start()
    unitOfWork = test.app.get(UnitOfWork)
    await test.rows('CREATE TABLE IF NOT EXISTS kept (value int NOT NULL)')
    await test.rows('GRANT SELECT, INSERT ON kept TO PUBLIC')
  })
  beforeEach(() => test.rows('TRUNCATE kept'))
  afterAll(() => test.stop())

  it('leaves in one piece', async () => {
    const sockets: CountingSocket[] = []
    const stream = (): Socket => {
      const socket = new CountingSocket()
      sockets.push(socket)
      return socket
    }
    const client = new PreparingClient({
      ...poolSettings,
      connectionString: test.environment['DATABASE_URL'],
      pipeline: true,
      stream,
    })
    await client.connect()
    const before = sockets[0]?.pieces ?? NaN
    const answers = await Promise.all([1, 2, 3].map(value => client.query<{ value: number }>(SAME, [value])))
    expect(answers.map(({ rows }) => rows[0]?.value)).toEqual([1, 2, 3])
    expect((sockets[0]?.pieces ?? NaN) - before).toBe(1)
    await client.end()
  })

  it('is answered in turn, in one snapshot', async () => {
    const read = await unitOfWork.read(SYSTEM, view =>
      Promise.all([
        valueOf(view, SAME, [1]),
        valueOf(view, 'SELECT count(*)::int AS value FROM kept WHERE value <> $1', [0]),
        valueOf(view, SAME, [2]),
      ]),
    )
    expect(read).toEqual([1, 0, 2])
  })

  it('fails as a whole with the first that fails, and nothing of it is kept', async () => {
    const write = unitOfWork.run(SYSTEM, tx =>
      Promise.all([
        tx.query('INSERT INTO kept VALUES ($1)', [1]),
        tx.query('SELECT 1 / $1::int', [0]),
        tx.query('INSERT INTO kept VALUES ($1)', [2]),
      ]),
    )
    await expect(write).rejects.toThrow('division by zero')
    expect(await test.rows('SELECT value FROM kept')).toEqual([])
  })

  it('leaves the connection good for whoever comes next', async () => {
    const failing = Array.from({ length: 20 }, () =>
      unitOfWork.read(SYSTEM, view => Promise.all([valueOf(view, 'SELECT 1 / $1::int AS value', [0]), valueOf(view, SAME, [1])])),
    )
    const outcomes = await Promise.allSettled(failing)
    expect(outcomes.map(({ status }) => status)).toEqual(Array.from(failing, () => 'rejected'))
    const after = await Promise.all(Array.from({ length: 20 }, (_, value) => unitOfWork.read(SYSTEM, view => valueOf(view, SAME, [value]))))
    expect(after).toEqual(Array.from({ length: 20 }, (_, value) => value))
  })

  it('is refused after the end where everything has to be asked at once', async () => {
    const seen: number[] = []
    const read = unitOfWork.readAtOnce(SYSTEM, async view => {
      seen.push(await valueOf(view, SAME, [1]))
      seen.push(await valueOf(view, SAME, [2]))
    })
    await expect(read).rejects.toThrow('not asked at once')
    expect(seen).toEqual([1])
  })

  it('is asked as whoever acts, from one snapshot that cannot write, where it is ended at once', async () => {
    const acting = { organisationId: '01900000-0000-7000-8000-000000000001', personId: '01900000-0000-7000-8000-000000000002' }
    const questions = `SELECT current_setting('market.organisation') AS organisation, current_setting('market.person') AS person,
      current_setting('transaction_isolation') AS isolation, current_setting('transaction_read_only') AS "readOnly", pg_current_snapshot()::text AS snapshot`
    const [one, other] = await unitOfWork.readAtOnce(acting, view =>
      Promise.all([view.query<object[]>(questions), view.query<object[]>(questions)]),
    )
    expect(one).toEqual(other)
    expect(one).toEqual([
      expect.objectContaining({
        organisation: acting.organisationId,
        person: acting.personId,
        isolation: 'repeatable read',
        readOnly: 'on',
      }),
    ])
    const after = await unitOfWork.readPublic(view =>
      view.query<object[]>(`SELECT current_setting('market.organisation', true) AS organisation`),
    )
    expect(after).toEqual([{ organisation: '' }])
  })

  it('fails as a whole where it is ended at once, and leaves the connection good', async () => {
    const failing = Array.from({ length: 20 }, () =>
      unitOfWork.readAtOnce(SYSTEM, view => Promise.all([valueOf(view, SAME, [1]), valueOf(view, 'SELECT 1 / $1::int AS value', [0])])),
    )
    for (const outcome of await Promise.allSettled(failing)) expect(outcome).toMatchObject({ reason: { message: 'division by zero' } })
    const after = await Promise.all(
      Array.from({ length: 20 }, (_, value) => unitOfWork.readAtOnce(SYSTEM, view => valueOf(view, SAME, [value]))),
    )
    expect(after).toEqual(Array.from({ length: 20 }, (_, value) => value))
  })

  it('cannot write where it only reads, not even with what leaves first', async () => {
    const read = unitOfWork.read(SYSTEM, view => view.query('INSERT INTO kept VALUES ($1)', [1]))
    await expect(read).rejects.toThrow('read-only transaction')
    expect(await test.rows('SELECT value FROM kept')).toEqual([])
  })

  it('is kept with the end of the transaction where nothing waits for it', async () => {
    await unitOfWork.run(SYSTEM, tx => askLast(tx, tx.query('INSERT INTO kept VALUES ($1)', [1])))
    expect(await test.rows('SELECT value FROM kept')).toEqual([{ value: 1 }])
  })

  it('is refused once the end of the transaction was asked, and not done beside it', async () => {
    const refused: string[] = []
    const write = unitOfWork.run(SYSTEM, async tx => {
      const oneAfterTheOther = async (): Promise<void> => {
        await tx.query('INSERT INTO kept VALUES ($1)', [1])
        await tx.query('INSERT INTO kept VALUES ($1)', [2]).catch((error: unknown) => {
          refused.push(String(error))
          throw error
        })
      }
      await askLast(tx, oneAfterTheOther())
    })
    await expect(write).rejects.toThrow('after the end of its transaction')
    expect(refused).toEqual([expect.stringContaining('after the end of its transaction')])
    expect(await test.rows('SELECT value FROM kept')).toEqual([{ value: 1 }])
    expect(await unitOfWork.read(SYSTEM, view => valueOf(view, SAME, [3]))).toBe(3)
  })

  it('is looked up with the beginning of what writes, as whoever acts and in the same transaction', async () => {
    const acting = { organisationId: '01900000-0000-7000-8000-000000000001', personId: '01900000-0000-7000-8000-000000000002' }
    const question = `SELECT current_setting('market.organisation') AS organisation, now()::text AS begun`
    const [found, later] = await unitOfWork.runAfter(
      acting,
      view => view.query<object[]>(question),
      async (tx, first) => [first, await tx.query<object[]>(question)],
    )
    expect(found).toEqual([{ organisation: acting.organisationId, begun: expect.any(String) }])
    expect(later).toEqual(found)
  })

  it('ends what writes without a change where it fails at the beginning', async () => {
    const works: number[] = []
    const write = unitOfWork.runAfter(
      SYSTEM,
      view => valueOf(view, 'SELECT 1 / $1::int AS value', [0]),
      (_tx, value) => Promise.resolve(works.push(value)),
    )
    await expect(write).rejects.toThrow('division by zero')
    expect(works).toEqual([])
    expect(await unitOfWork.read(SYSTEM, view => valueOf(view, SAME, [4]))).toBe(4)
  })

  it('is refused at the beginning of what writes once that has waited', async () => {
    const write = unitOfWork.runAfter(
      SYSTEM,
      async view => (await valueOf(view, SAME, [1])) + (await valueOf(view, SAME, [2])),
      (_tx, value) => Promise.resolve(value),
    )
    await expect(write).rejects.toThrow('not asked at once')
  })

  it('leaves in five pieces for a submission: who asks, the bid, what is held and read, what is changed, and the version with the end', async () => {
    const bid = await aPassingBid(test, await anOpenRequirement(test))
    const submit = () => test.api('supplier-admin').post(`/bids/${bid}/submit`).set('Idempotency-Key', 'five-pieces').expect(201)
    const { port } = new URL(test.config.databaseUrl)
    expect(await piecesTo(Number(port), submit)).toBe(5)
  })
})
