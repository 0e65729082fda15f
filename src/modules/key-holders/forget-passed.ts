import type { Tx } from '../../shared/database/unit-of-work.js'
import { holdKeys } from './hold-keys.js'

/** Once the bids are open, or the agreements to open them count no more, nobody holds what the first side has passed on. */
export const forgetPassed = (tx: Tx, requirementId: string): Promise<unknown> =>
  holdKeys(tx, () => tx.query('DELETE FROM passed_share WHERE requirement_id = $1', [requirementId]))
