import { Column, Entity, PrimaryColumn } from 'typeorm'

import { InstantColumn } from '../../shared/database/columns.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Regime } from '../agreements/agreements.service.js'
import type { RequirementContent } from './domain/requirement-content.js'
import type { RequirementState } from './domain/requirement-lifecycle.js'

export type Tier = 'low' | 'medium' | 'high'

@Entity('requirement')
export class Requirement {
  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Column({ type: 'uuid', name: 'buyer_id' })
  buyerId!: string

  @Column({ type: 'uuid', name: 'agreement_id' })
  agreementId!: string

  @Column({ type: 'text' })
  regime!: Regime

  @Column({ type: 'boolean' })
  practice!: boolean

  @Column({ type: 'text' })
  state!: RequirementState

  @Column({ type: 'integer' })
  revision!: number

  @Column({ type: 'text' })
  title!: string

  @Column({ type: 'uuid', array: true, name: 'category_ids' })
  categoryIds!: string[]

  @Column({ type: 'jsonb' })
  content!: RequirementContent

  @InstantColumn({ name: 'submission_deadline', nullable: true })
  submissionDeadline!: Instant | null

  @Column({ type: 'text', nullable: true })
  tier!: Tier | null

  @Column({ type: 'text', array: true })
  gates!: string[]

  @Column({ type: 'text', nullable: true })
  guideline!: string | null

  @Column({ type: 'text', nullable: true })
  edition!: string | null

  @Column({ type: 'text', nullable: true })
  questionnaire!: string | null

  @Column({ type: 'text', name: 'rule_set', nullable: true })
  ruleSet!: string | null

  @Column({ type: 'text', nullable: true })
  engine!: string | null

  /** Hash of the guideline pack's content at publication; null before, and where hashes were not kept yet. */
  @Column({ type: 'text', name: 'pack_hash', nullable: true })
  packHash!: string | null

  @Column({ type: 'text', array: true, name: 'blocking_rules' })
  blockingRules!: string[]

  @Column({ type: 'uuid', name: 'hold_released_by', nullable: true })
  holdReleasedBy!: string | null

  @InstantColumn({ name: 'hold_released_at', nullable: true })
  holdReleasedAt!: Instant | null

  @Column({ type: 'text', name: 'hold_release_reason', nullable: true })
  holdReleaseReason!: string | null

  @Column({ type: 'text', name: 'hold_senior_owner', nullable: true })
  holdSeniorOwner!: string | null

  @Column({ type: 'text', name: 'return_reason', nullable: true })
  returnReason!: string | null

  @Column({ type: 'uuid', name: 'approved_by', nullable: true })
  approvedBy!: string | null

  @InstantColumn({ name: 'published_at', nullable: true })
  publishedAt!: Instant | null

  @InstantColumn({ name: 'bids_opened_at', nullable: true })
  bidsOpenedAt!: Instant | null

  @InstantColumn({ name: 'created_at', insert: false })
  createdAt!: Instant
}
