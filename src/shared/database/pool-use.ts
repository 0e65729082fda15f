import type pg from 'pg'
import type { DataSource } from 'typeorm'

export interface PoolUse {
  'in-use': number
  idle: number
  /** Callers that wait for a connection. */
  waiting: number
}

/** How the connections of this process are used now. */
export function poolUse(source: DataSource): PoolUse {
  const { totalCount, idleCount, waitingCount } = (source.driver as unknown as { master: pg.Pool }).master
  return { 'in-use': totalCount - idleCount, idle: idleCount, waiting: waitingCount }
}
