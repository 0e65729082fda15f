import { Injectable } from '@nestjs/common'
import pg from 'pg'
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm'

import type { Acting } from '../domain/actor.js'
import { SYSTEM_ACT } from './named-acts.js'

declare const open: unique symbol

/** An EntityManager inside a transaction. Only UnitOfWork.run hands one out. */
export type Tx = EntityManager & { readonly [open]: true }

/** Whatever can be asked: inside a transaction or beside one. */
export type Readable = Pick<EntityManager, 'query'>

/** What was asked last in transactions that are not over, by their managers. */
const askedLast = new WeakMap<object, Promise<unknown>[]>()

/**
 * Leaves it to the end of the transaction to wait for an answer that nothing else waits for: both leave together, and the transaction fails where
 * it does. Give it what is asked already: what is asked after its answer comes too late, and is refused. Waits for it where the transaction is not
 * one of a unit of work.
 */
export async function askLast(tx: Tx, asked: Promise<unknown>): Promise<void> {
  const all = askedLast.get(tx)
  if (all === undefined) {
    await asked
    return
  }
  all.push(asked)
  // It is looked at by the end, also where the transaction is given up for another reason.
  asked.catch(() => undefined)
}

@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /** All of `work` commits, or none of it. The acting person and organisation are set for this transaction only, for row-level security. */
  run<T>(acting: Acting, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.runAfter(acting, NOTHING, work)
  }

  /**
   * The same where something is to be looked up before anything is held or changed: it leaves together with the beginning, and counts for nothing
   * where that fails. What `first` asks after it has waited for anything is refused.
   */
  runAfter<First, T>(acting: Acting, first: (view: Readable) => Promise<First>, work: (tx: Tx, found: First) => Promise<T>): Promise<T> {
    return this.transaction(async runner => {
      const begun = runner.query(begin('', acting))
      const asked = askedBefore(runner.manager)
      const looked = first(asked.view)
      asked.end()
      await Promise.allSettled([begun, looked])
      await begun
      return work(runner.manager as Tx, await looked)
    })
  }

  /** Reads as the acting organisation, or as nobody in particular, from one snapshot, and cannot write. */
  read<T>(acting: Acting | null, work: (view: Readable) => Promise<T>): Promise<T> {
    return this.transaction(async runner => {
      // What is asked first leaves together with the beginning, and counts for nothing where that fails.
      const begun = runner.query(acting === null ? `BEGIN ${SNAPSHOT}` : begin(SNAPSHOT, acting))
      const result = work(runner.manager)
      await Promise.allSettled([begun, result])
      await begun
      return result
    })
  }

  /**
   * The same where all of it is asked at once: beginning, questions and end leave together, which is one round trip. What `work` asks after it has
   * waited for anything is refused, as it would be read from another moment.
   */
  async readAtOnce<T>(acting: Acting, work: (view: Readable) => Promise<T>): Promise<T> {
    return this.connected(async runner => {
      const begun = runner.query(begin(SNAPSHOT, acting))
      const asked = askedBefore(runner.manager)
      const result = work(asked.view)
      const ended = asked.view.query('COMMIT')
      asked.end()
      await Promise.allSettled([begun, result, ended])
      await Promise.all([begun, ended])
      return result
    })
  }

  /** The same for a single question: what anyone may see is one round trip then. */
  readAs<T>(acting: Acting | null, work: (view: Readable) => Promise<T>): Promise<T> {
    return acting === null ? this.readPublic(work) : this.read(acting, work)
  }

  /** Reads what anyone may see: no transaction, no acting organisation, one round trip a query. */
  readPublic<T>(work: (view: Readable) => Promise<T>): Promise<T> {
    return work(this.dataSource.manager)
  }

  private transaction<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    return this.connected(runner => committed(runner, work))
  }

  private async connected<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner()
    try {
      await runner.connect()
      return await work(runner)
    } finally {
      await runner.release()
    }
  }
}

async function committed<T>(runner: QueryRunner, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const { manager } = runner
  const ask = runner.query.bind(runner)
  const last: Promise<unknown>[] = []
  askedLast.set(manager, last)
  try {
    const result = await work(runner)
    // Asked in the same way as what was asked last, and so after it. Where that failed, this ends the transaction without a change.
    const all = [...last, manager.query('COMMIT')]
    runner.query = tooLate
    await Promise.allSettled(all)
    await Promise.all(all)
    return result
  } catch (error) {
    // Where the connection is gone, so is the transaction.
    await ask('ROLLBACK').catch(() => undefined)
    // What was asked after a statement that failed is told only that the transaction is over.
    const cause = (await Promise.allSettled(last)).find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined
    throw cause?.reason ?? error
  } finally {
    askedLast.delete(manager)
  }
}

const NOTHING = (): Promise<void> => Promise.resolve()

/** It would be done outside of the transaction, whatever becomes of that. */
const tooLate = (): Promise<never> =>
  Promise.reject(new Error('This was asked after the end of its transaction: askLast takes what is asked already.'))

/** Asks until it is ended, and refuses from then on. */
function askedBefore(manager: EntityManager): { view: Readable; end: () => void } {
  let isOver = false
  const query = <T>(sql: string, parameters?: unknown[]): Promise<T> =>
    isOver ? Promise.reject(new Error('This was not asked at once with the rest.')) : manager.query<T>(sql, parameters)
  return { view: { query }, end: () => void (isOver = true) }
}

const SNAPSHOT = 'ISOLATION LEVEL REPEATABLE READ, READ ONLY'

/** One round trip. Several statements at once take no parameters, so the ids are literals. */
const begin = (mode: string, { organisationId, personId }: Acting): string =>
  `BEGIN ${mode}; SELECT set_config('market.organisation', ${literal(organisationId)}, true), set_config('market.person', ${literal(personId)}, true), set_config('market.act', ${literal(personId === null ? SYSTEM_ACT : null)}, true)`

const literal = (id: string | null): string => pg.escapeLiteral(id ?? '')
