import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'

import type { Acting } from '../domain/actor.js'

declare const open: unique symbol

/** An EntityManager inside a transaction. Only UnitOfWork.run hands one out. */
export type Tx = EntityManager & { readonly [open]: true }

/** Whatever can be asked: inside a transaction or beside one. */
export type Readable = Pick<EntityManager, 'query' | 'find' | 'findOne' | 'findOneBy'>

@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /** All of `work` commits, or none of it. The acting person and organisation are set for this transaction only, for row-level security. */
  run<T>(acting: Acting, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async manager => {
      await setActing(manager, acting)
      return work(manager as Tx)
    })
  }

  /** Reads as the acting organisation, from one snapshot, and cannot write. */
  read<T>(acting: Acting, work: (view: Readable) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async manager => {
      await manager.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY')
      await setActing(manager, acting)
      return work(manager)
    })
  }

  /** Reads as whoever asks: as the acting organisation, or as nobody in particular. */
  readAs<T>(acting: Acting | null, work: (view: Readable) => Promise<T>): Promise<T> {
    return acting === null ? this.readPublic(work) : this.read(acting, work)
  }

  /** Reads what anyone may see: no transaction, no acting organisation, one round trip a query. */
  readPublic<T>(work: (view: Readable) => Promise<T>): Promise<T> {
    return work(this.dataSource.manager)
  }
}

async function setActing(manager: EntityManager, { organisationId, personId }: Acting): Promise<void> {
  await manager.query(`SELECT set_config('market.organisation', $1, true), set_config('market.person', $2, true)`, [
    organisationId ?? '',
    personId ?? '',
  ])
}
