import { Injectable } from '@nestjs/common'
import pg from 'pg'
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm'

import type { Acting } from '../domain/actor.js'

declare const open: unique symbol

/** An EntityManager inside a transaction. Only UnitOfWork.run hands one out. */
export type Tx = EntityManager & { readonly [open]: true }

/** Whatever can be asked: inside a transaction or beside one. */
export type Readable = Pick<EntityManager, 'query' | 'findOneBy'>

@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /** All of `work` commits, or none of it. The acting person and organisation are set for this transaction only, for row-level security. */
  run<T>(acting: Acting, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction('', acting, manager => work(manager as Tx))
  }

  /** Reads as the acting organisation, from one snapshot, and cannot write. */
  read<T>(acting: Acting, work: (view: Readable) => Promise<T>): Promise<T> {
    return this.transaction('ISOLATION LEVEL REPEATABLE READ, READ ONLY', acting, work)
  }

  /** Reads as whoever asks: as the acting organisation, or as nobody in particular. */
  readAs<T>(acting: Acting | null, work: (view: Readable) => Promise<T>): Promise<T> {
    return acting === null ? this.readPublic(work) : this.read(acting, work)
  }

  /** Reads what anyone may see: no transaction, no acting organisation, one round trip a query. */
  readPublic<T>(work: (view: Readable) => Promise<T>): Promise<T> {
    return work(this.dataSource.manager)
  }

  private async transaction<T>(mode: string, acting: Acting, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner()
    try {
      await runner.connect()
      return await inTransaction(runner, begin(mode, acting), work)
    } finally {
      await runner.release()
    }
  }
}

async function inTransaction<T>(runner: QueryRunner, beginning: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  try {
    await runner.query(beginning)
    const result = await work(runner.manager)
    await runner.query('COMMIT')
    return result
  } catch (error) {
    // Where the connection is gone, so is the transaction.
    await runner.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** One round trip. Several statements at once take no parameters, so the ids are literals. */
const begin = (mode: string, { organisationId, personId }: Acting): string =>
  `BEGIN ${mode}; SELECT set_config('market.organisation', ${literal(organisationId)}, true), set_config('market.person', ${literal(personId)}, true)`

const literal = (id: string | null): string => pg.escapeLiteral(id ?? '')
