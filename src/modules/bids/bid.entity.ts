import { Column, Entity, PrimaryColumn } from 'typeorm'

import { InstantColumn } from '../../shared/database/columns.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { BidState } from './domain/bid-lifecycle.js'

@Entity('bid')
export class Bid {
  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Column({ type: 'uuid', name: 'requirement_id' })
  requirementId!: string

  @Column({ type: 'uuid', name: 'supplier_id' })
  supplierId!: string

  @Column({ type: 'text' })
  state!: BidState

  @Column({ type: 'integer' })
  revision!: number

  /** Canonical bytes, so that sealing them is a change of one function. */
  @Column({ type: 'bytea', name: 'working_copy' })
  workingCopy!: Buffer

  @InstantColumn({ name: 'created_at', insert: false })
  createdAt!: Instant
}
