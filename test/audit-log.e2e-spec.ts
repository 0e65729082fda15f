import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DataSource } from 'typeorm'

import type { ChainFault } from '../src/modules/audit/domain/audit-chain.js'
import { recordAudit, type Subject } from '../src/modules/audit/record-audit.js'
import { type Heads, type LogVerdict, verifyLog, verifyLogNow } from '../src/modules/audit/verify-log.js'
import { withDataSource } from '../src/shared/database/data-source.js'
import { UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../src/shared/domain/actor.js'
import { newId } from '../src/shared/ids.js'
import { Tamperer } from './support/tamper.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid } from './support/world.js'

type Fault = ChainFault['fault']

/** What is done to a chain of eight, where the log alone shows it, and where heads kept outside show it. */
const DRILLS: [string, (tamperer: Tamperer) => Promise<void>, [number, Fault] | null, [number, Fault] | null][] = [
  ['nothing', () => Promise.resolve(), null, null],
  ['a detail erased', tamperer => tamperer.eraseDetail(3), null, null],
  ['an action changed', tamperer => tamperer.change(3, `action = 'bid.withdrawn'`), [3, 'changed-event'], [3, 'changed-event']],
  ['a time moved by a microsecond', tamperer => tamperer.change(3, EARLIER), [3, 'changed-event'], [3, 'changed-event']],
  ['a person taken away', tamperer => tamperer.change(1, 'person_id = gen_random_uuid()'), [1, 'changed-event'], [1, 'changed-event']],
  ['a detail changed', tamperer => tamperer.changeDetail(3, `content = '{}'`), [3, 'changed-detail'], [3, 'changed-detail']],
  ['a salt changed', tamperer => tamperer.changeDetail(8, `salt = sha256('x')`), [8, 'changed-detail'], [8, 'changed-detail']],
  ['a middle event deleted', tamperer => tamperer.delete(4), [4, 'missing-event'], [4, 'missing-event']],
  ['the first event deleted', tamperer => tamperer.delete(1), [1, 'missing-event'], [1, 'missing-event']],
  ['the last events cut', cutLast, [6, 'wrong-head'], [6, 'cut-or-rewritten']],
  ['the last events cut, the head made right', both(cutLast, fixHead), null, [6, 'cut-or-rewritten']],
  ['two events swapped', tamperer => tamperer.swap(3, 4), [3, 'broken-link'], [3, 'broken-link']],
  ['one event rewritten with a right hash', both(changeAction, tamperer => tamperer.rehash(8)), [4, 'broken-link'], [4, 'broken-link']],
  [
    'two events swapped and rehashed, but not the rest',
    both(
      tamperer => tamperer.swap(6, 7),
      tamperer => tamperer.rehash(8),
    ),
    [6, 'broken-link'],
    [6, 'broken-link'],
  ],
  ['the whole chain rewritten with right hashes', both(changeAction, rehash, fixHead), null, [8, 'cut-or-rewritten']],
  ['the whole chain rewritten, the head left', both(changeAction, rehash), [9, 'wrong-head'], [8, 'cut-or-rewritten']],
  ['rewritten from the last event on', both(changeLast, rehash, fixHead), null, [8, 'cut-or-rewritten']],
  ['an event forged at the end', tamperer => tamperer.forge(), [10, 'wrong-head'], [10, 'wrong-head']],
  ['the whole chain deleted', tamperer => tamperer.deleteChain(), null, [1, 'cut-or-rewritten']],
]

describe('The audit log', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const verify = (outside?: Heads): Promise<LogVerdict> => verifyLog(test.app.get(DataSource).manager, outside)

  const record = (subject: Subject, details: Record<string, unknown> = {}): Promise<void> =>
    test.app.get(UnitOfWork).run(SYSTEM, tx => recordAudit(tx, SYSTEM, 'test.recorded', subject, details))

  it('verifies after a journey, against its own heads of then and after it grew', async () => {
    const requirementId = await anOpenRequirement(test)
    const bidId = await aPassingBid(test, requirementId)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    const then = await verify()
    expect(then).toMatchObject({ faults: [], streams: 2 })
    expect(then.heads[`requirement:${requirementId}`]).toEqual({ length: 4, head: expect.stringMatching(/^[\da-f]{64}$/) })
    expect(then.events).toBe(Object.values(then.heads).reduce((sum, { length }) => sum + length, 0))
    await test
      .api('evaluator')
      .post(`/requirements/${requirementId}/interest-declarations`)
      .send({ hasInterest: true, details: 'A relative works there.' })
      .expect(204)
    expect(await verify(then.heads)).toMatchObject({ faults: [], events: then.events + 1 })
  })

  describe('of eight events', () => {
    let subject: Subject
    let outside: Heads

    beforeAll(async () => {
      subject = aSubject()
      for (let number = 1; number <= 8; number += 1) await record(subject, { number })
      outside = (await verify()).heads
    })

    it.each(DRILLS)('with %s is judged by itself and by heads kept outside', async (_what, tamper, alone, byHeads) => {
      const verdicts = await drill(test.ownerUrl, subject.stream, tamper, outside)
      const faultsOf = (found: [number, Fault] | null): ChainFault[] =>
        found === null ? [] : [{ stream: subject.stream, sequence: String(found[0]), fault: found[1] }]
      expect(verdicts.alone.faults).toEqual(faultsOf(alone))
      expect(verdicts.byHeads.faults).toEqual(faultsOf(byHeads))
    })

    it('is whole again after the drills, each of which was rolled back', async () => {
      expect((await verify(outside)).faults).toEqual([])
    })
  })

  it('stays unbroken while 32 write to one new chain at once and every fourth gives up', async () => {
    const subject = aSubject()
    const writers = Array.from({ length: 32 }, (_, writer) =>
      test.app.get(UnitOfWork).run(SYSTEM, async tx => {
        await recordAudit(tx, SYSTEM, 'test.recorded', subject, { writer })
        if (writer % 4 === 0) throw new Error('given up')
      }),
    )
    const outcomes = await Promise.allSettled(writers)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(24)
    const verdict = await verify()
    expect(verdict.faults).toEqual([])
    expect(verdict.heads[subject.stream]?.length).toBe(24)
    const events = await test.rows<{ sequence: string; at: Date }>(
      'SELECT sequence, occurred_at AS at FROM audit_event WHERE stream = $1 ORDER BY sequence',
      [subject.stream],
    )
    expect(events.map(({ sequence }) => Number(sequence))).toEqual(Array.from({ length: 24 }, (_, place) => place + 1))
    expect(events.map(({ at }) => at.getTime())).toEqual(events.map(({ at }) => at.getTime()).toSorted((one, other) => one - other))
  })

  it('verifies while others write to it', async () => {
    const subject = aSubject()
    let done = false
    const write = async (): Promise<void> => {
      while (!done) await record(subject)
    }
    const writing = Promise.all([write(), write(), write()])
    const found: LogVerdict[] = []
    while ((found.at(-1)?.heads[subject.stream]?.length ?? 0) < 100 && found.every(({ faults }) => faults.length === 0))
      found.push(await verifyLogNow(test.app.get(DataSource)))
    done = true
    await writing
    expect(found.flatMap(({ faults }) => faults)).toEqual([])
  })

  it('follows a chain through several batches', async () => {
    const subject = aSubject()
    await test.app.get(UnitOfWork).run(SYSTEM, async tx => {
      for (let number = 1; number <= 1_001; number += 1) await recordAudit(tx, SYSTEM, 'test.recorded', subject)
    })
    expect(await verify()).toMatchObject({ faults: [], heads: { [subject.stream]: { length: 1_001 } } })
    const { alone } = await drill(test.ownerUrl, subject.stream, tamperer => tamperer.delete(1_001), {})
    expect(alone.faults).toEqual([{ stream: subject.stream, sequence: '1001', fault: 'wrong-head' }])
  })
})

const EARLIER = `occurred_at = occurred_at - interval '1 microsecond'`

function aSubject(): Subject {
  const id = newId()
  return { type: 'requirement', id, stream: `requirement:${id}` }
}

/** Tampers as the owner with the triggers off, asks the verifier, and takes everything back. */
async function drill(
  ownerUrl: string,
  stream: string,
  tamper: (tamperer: Tamperer) => Promise<void>,
  outside: Heads,
): Promise<{ alone: LogVerdict; byHeads: LogVerdict }> {
  return withDataSource(ownerUrl, async source => {
    const runner = source.createQueryRunner()
    await runner.startTransaction()
    try {
      await runner.query('ALTER TABLE audit_event DISABLE TRIGGER USER')
      await tamper(new Tamperer(runner.manager, stream))
      return { alone: await verifyLog(runner.manager), byHeads: await verifyLog(runner.manager, outside) }
    } finally {
      await runner.rollbackTransaction()
      await runner.release()
    }
  })
}

function both(...steps: ((tamperer: Tamperer) => Promise<void>)[]): (tamperer: Tamperer) => Promise<void> {
  return async tamperer => {
    for (const step of steps) await step(tamperer)
  }
}

async function cutLast(tamperer: Tamperer): Promise<void> {
  for (const sequence of [6, 7, 8]) await tamperer.delete(sequence)
}

function fixHead(tamperer: Tamperer): Promise<void> {
  return tamperer.fixHead()
}

function rehash(tamperer: Tamperer): Promise<void> {
  return tamperer.rehash()
}

function changeAction(tamperer: Tamperer): Promise<void> {
  return tamperer.change(3, `action = 'bid.withdrawn'`)
}

function changeLast(tamperer: Tamperer): Promise<void> {
  return tamperer.change(8, `action = 'bid.withdrawn'`)
}
