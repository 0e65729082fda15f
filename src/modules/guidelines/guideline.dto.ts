import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'

import { TIERS } from './domain/risk-tier.js'

const CHANGES = ['none', 'patch', 'minor', 'major']

/** What the pack calls it, such as AIP-7.1, SR-43 or Q504. */
export const Name = () => ApiProperty({ pattern: String.raw`^[\w.*-]+$` })

/** A condition of the closed language, as docs/guidelines.md explains it. */
const Condition = () => ApiPropertyOptional({ type: 'object', additionalProperties: true })

/** One value for each tier. */
const ByTier = (values: readonly string[]) =>
  ApiProperty({
    type: 'object',
    properties: Object.fromEntries(TIERS.map(tier => [tier, { type: 'string', enum: [...values] }])),
  })

export class GuidelineEditionDto {
  /** The day the text is of. */
  edition!: string
  questionnaire!: string
  ruleSet!: string
  contentHash!: string
}

export class GuidelineDto {
  @Name()
  id!: string
  title!: string
  /** The one for new requirements first. */
  editions!: GuidelineEditionDto[]
}

export class GuidelinePageDto {
  items!: GuidelineDto[]
  nextCursor!: string | null
}

export class ClauseDto {
  @Name()
  id!: string
  /** The heading in the guideline. */
  guideline!: string

  @ApiProperty({ enum: ['buyer', 'supplier', 'both'] })
  binds!: string

  duty!: string
  /** What counts as evidence. */
  evidence!: string
  /** What a bidder's answer has to show; null where the clause asks nothing of bidders. */
  @ApiProperty({ type: String, nullable: true })
  answerShows!: string | null

  @ApiProperty({ enum: ['S', 'S*', 'M'], description: 'S: read in the source; S*: read in a paraphrase; M: from general knowledge' })
  source!: string

  /** False until somebody has read the wording in the guideline itself. */
  confirmed!: boolean
  /** True where no rule tests the clause, because only people can judge it. */
  judgement?: boolean
}

export class CompanionDto {
  @Name()
  id!: string
  title!: string
  adds!: string
  confirmed!: boolean
}

export class FrameworkDto {
  title!: string
  confirmed!: boolean
}

export class ThemeDto {
  theme!: string
  clauses!: string[]
  companions!: string[]
  others!: FrameworkDto[]
}

export class EditionDto {
  @Name()
  id!: string
  title!: string
  edition!: string
  clauses!: ClauseDto[]
  /** Law and other guidance, cited beside clauses and never instead of one. */
  companions!: CompanionDto[]
  /** By theme, which clauses, companions and other frameworks speak of it. */
  crosswalk!: ThemeDto[]
}

export class CodeDto {
  code!: string
  label!: string
}

export class OptionDto extends CodeDto {
  /** Choosing it asks for a reason. */
  needsReason?: boolean
  /** What follows from choosing it. */
  says?: string
}

export class PartDto {
  name!: string
  label!: string

  @ApiProperty({ enum: ['text', 'list'] })
  kind!: string

  /** The list of the notice from which ids are picked. */
  pickedFrom?: string

  @Condition()
  requiredWhen?: object
}

export class ColumnDto {
  name!: string
  label!: string

  @ApiPropertyOptional({ enum: ['text', 'figure', 'date', 'country'], default: 'text' })
  kind?: string

  options?: CodeDto[]
  pickedFrom?: string
}

export class RangeDto {
  min!: number
  max!: number
}

export class HelpDto {
  whyWeAsk!: string
  whatGoodLooksLike!: string
  whoUsuallyKnows!: string
  minutes!: number
}

export class QuestionDto {
  @Name()
  id!: string

  @ApiProperty({ enum: ['single', 'multi', 'number', 'text', 'table', 'evidence', 'signature'] })
  type!: string

  text!: string
  options?: OptionDto[]
  parts?: PartDto[]
  columns?: ColumnDto[]
  range?: RangeDto
  /** How many files. */
  files?: RangeDto
  /** Each ticked option can carry files of its own. */
  itemFiles?: boolean
  takesText?: boolean
  /** The fewest words of the text. */
  floorWords?: number

  @ByTier(['required', 'optional', 'no'])
  asked!: object

  @Condition()
  visibleWhen?: object

  askedBecause!: string
  clauses!: string[]
  also!: string[]
  help!: HelpDto
}

export class SectionDto {
  @Name()
  id!: string
  title!: string
  questions!: QuestionDto[]
}

export class QuestionnaireDto {
  guideline!: string
  edition!: string
  version!: string
  sections!: SectionDto[]
}

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

export class DiffVersionsDto {
  ruleSet!: string
  questionnaire!: string
}

export class ChangedItemDto {
  @Name()
  id!: string

  @ApiProperty({ enum: CHANGES })
  change!: string

  /** The members that differ. */
  members!: string[]
}

export class ItemChangesDto {
  added!: string[]
  retired!: string[]
  changed!: ChangedItemDto[]
}

export class RuleSetDiffDto {
  from!: DiffVersionsDto
  to!: DiffVersionsDto

  /** Patch: wording. Minor: an optional question, or a rule that only warns or informs. Major: all else that changes an outcome. */
  @ApiProperty({ enum: CHANGES })
  change!: string

  rules!: ItemChangesDto
  questions!: ItemChangesDto
  /** Other parts of the pack, by name. */
  other!: ChangedItemDto[]
}
