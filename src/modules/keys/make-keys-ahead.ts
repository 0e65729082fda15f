import { Injectable, type OnModuleInit } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { OutOfReach } from '../../shared/domain/errors.js'
import { EventHandlers, type HandledEvent } from '../outbox/event-handlers.js'
import { SupplierKeys } from './supplier-keys.js'

/**
 * Makes the keys of a supplier as soon as it is one, so that its first bid, perhaps near a deadline, waits for no key service. Where that is
 * out of reach just then, the first bid makes them.
 */
@Injectable()
export class MakeKeysAhead implements OnModuleInit {
  constructor(
    private readonly handlers: EventHandlers,
    private readonly keys: SupplierKeys,
  ) {}

  onModuleInit(): void {
    this.handlers.register({ name: 'make-supplier-key', on: 'registration.approved', handle: (tx, event) => this.make(tx, event) })
  }

  /** The organisation has the id of its registration. Nobody else who waits for the same event waits for this. */
  private async make(tx: Tx, { payload }: HandledEvent): Promise<void> {
    const supplier = await firstRow<{ id: string }>(tx, `SELECT id FROM organisation WHERE id = $1 AND kind = 'supplier'`, [
      payload['registrationId'],
    ])
    if (supplier === null) return
    try {
      await this.keys.makeOnce(tx, supplier.id)
    } catch (error) {
      if (!(error instanceof OutOfReach)) throw error
    }
  }
}
