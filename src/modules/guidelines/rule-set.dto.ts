import { ApiProperty } from '@nestjs/swagger'

import { Name } from '../../web/fields.js'
import { ByTier, Condition } from './pack-fields.dto.js'

export class EscalationDto {
  @ApiProperty({ type: 'object', additionalProperties: true })
  when!: object

  to!: string
}

export class RuleDto {
  @Name()
  id!: string
  version!: number
  clauses!: string[]
  also!: string[]
  /** A rule of the marketplace itself, with no clause behind it. */
  platform?: boolean
  /** Only the facts can clear its finding, so no other answer is suggested. */
  factual?: boolean
  /** Where a threshold comes from. */
  basis?: string

  @Condition()
  when?: object

  /** A pass over the whole form, in place of a condition. */
  form?: string

  @ByTier(['block', 'hold', 'refer', 'warn', 'inform', 'none'])
  outcome!: object

  /** The first whose condition is true replaces the outcome. */
  escalate?: EscalationDto[]
  rowWords?: string

  @Condition()
  fills?: object

  message!: string
  fix!: string

  /** Names of the cases that show it firing, passing and not knowing. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  fixtures!: object
}

export class BlockingRulesDto {
  low!: string[]
  medium!: string[]
  high!: string[]
}

export class NeverWaivedDto {
  rule!: string
  reason!: string
  source!: string
}

const Members = (description: string) => ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true }, description })

export class RuleSetDto {
  guideline!: string
  edition!: string
  questionnaire!: string
  version!: string
  /** The engine of this server; each report names the one it was made by. */
  engine!: string
  /** SHA-256 over the RFC 8785 form of the whole pack: `meta` to `buyerRules` of the rule set, `sections` of the questionnaire, and the register of clauses. */
  contentHash!: string

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Names, versions and limits of the pack' })
  meta!: object

  /** The supplier rules able to block, by the tier of the requirement. */
  blockingRules!: BlockingRulesDto

  /** The supplier rules that no waiver may touch. Beside the pack and no part of its hash. */
  @ApiProperty({ type: NeverWaivedDto, isArray: true })
  neverWaived!: readonly NeverWaivedDto[]

  @Members('Risk attributes, each from low to high')
  attributes!: readonly object[]

  @Members('Gates that lift the tier')
  gates!: readonly object[]

  @Members('What the buyer sets beside the risk profile, with defaults')
  settings!: readonly object[]

  @Members('Members of a requirement that rules read')
  fields!: readonly object[]

  @Members('What is known besides answers and notice')
  facts!: readonly object[]

  supplierRules!: RuleDto[]
  buyerRules!: RuleDto[]
}
