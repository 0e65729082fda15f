import type { Tx } from '../../shared/database/unit-of-work.js'
import type { ApplicationState } from './domain/application-lifecycle.js'

/** With the application held, where nothing else of it changes. */
export const setState = (tx: Tx, id: string, state: ApplicationState): Promise<unknown> =>
  tx.query('UPDATE application SET state = $2, revision = revision + 1 WHERE id = $1', [id, state])

/** Whoever saw the application before has not seen this. */
export const touch = (tx: Tx, id: string): Promise<unknown> =>
  tx.query('UPDATE application SET revision = revision + 1 WHERE id = $1', [id])
