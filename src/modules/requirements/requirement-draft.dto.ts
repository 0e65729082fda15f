import { ApiProperty } from '@nestjs/swagger'
import { Transform } from 'class-transformer'
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsOptional, IsUUID, Matches } from 'class-validator'

import { Choices, Day, Moment, Part, Parts, Text, Whole } from '../../web/fields.js'
import {
  AwardQuestionDto,
  CriterionDto,
  DataAssessmentDto,
  DataProtectionDto,
  FiltersDto,
  GovernanceDto,
  ImpactDto,
  MarketEngagementDto,
  MeasureDto,
  MoneyDto,
  OutcomeDto,
  PriceLineDto,
  SeniorApprovalDto,
  SettingsDto,
  SharedMaterialDto,
} from './requirement-parts.dto.js'
import { RiskProfileDto } from './risk-profile.dto.js'

/** An id may come in upper case and is compared as text. */
const inLowerCase = (ids: unknown): unknown =>
  Array.isArray(ids) ? ids.map((id: unknown) => (typeof id === 'string' ? id.toLowerCase() : id)) : ids

/** The fields of a draft; a member that is given replaces the whole member, and null deletes it. */
export class RequirementFieldsDto {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  @Transform(({ value }) => inLowerCase(value))
  @ApiProperty({ type: [String], format: 'uuid', required: false })
  categoryIds?: string[] | null

  @Part(() => FiltersDto) filters?: FiltersDto
  @Text(200) title?: string
  @Text(10_000) problemStatement?: string
  @Text(10_000) whyAi?: string
  @Text(10_000) alternativesConsidered?: string
  @Parts(() => OutcomeDto, 50) outcomes?: OutcomeDto[]
  @Parts(() => MeasureDto, 50) measures?: MeasureDto[]
  @Part(() => MoneyDto) estimatedValue?: MoneyDto
  @Whole(1, 600) termMonths?: number

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Matches(/^\d{8}$/, { each: true, message: 'each CPV code must be eight digits' })
  @ApiProperty({ type: [String], required: false, example: ['72300000'] })
  cpvCodes?: string[]

  @Moment() clarificationDeadline?: string
  @Moment() submissionDeadline?: string
  @Day() awardDate?: string
  @Parts(() => CriterionDto, 50) criteria?: CriterionDto[]
  @Parts(() => AwardQuestionDto, 100) awardQuestions?: AwardQuestionDto[]
  @Parts(() => PriceLineDto, 200) priceLines?: PriceLineDto[]
  @Part(() => RiskProfileDto) riskProfile?: RiskProfileDto
  @Part(() => SettingsDto) settings?: SettingsDto

  /** Whether the key that opens the bids is split at publication, so that the operator alone can open none; frozen by it. */
  @IsOptional()
  @IsBoolean()
  @ApiProperty({ type: Boolean, required: false, nullable: true })
  splitKey?: boolean | null

  @Part(() => GovernanceDto) governance?: GovernanceDto
  @Part(() => DataAssessmentDto) dataAssessment?: DataAssessmentDto
  @Part(() => ImpactDto) impact?: ImpactDto
  @Part(() => DataProtectionDto) dataProtection?: DataProtectionDto
  @Text(10_000) equalityScreening?: string
  @Part(() => MarketEngagementDto) marketEngagement?: MarketEngagementDto
  @Parts(() => SharedMaterialDto, 50) sharedMaterial?: SharedMaterialDto[]
  @Part(() => SeniorApprovalDto) seniorApproval?: SeniorApprovalDto
  @Parts(() => SharedMaterialDto, 50) documents?: SharedMaterialDto[]

  @Choices(['monitoring', 'audit', 'incident_notice', 'change_notice', 'training', 'exit']) contractClauses?: string[]
}

/** A new draft in an agreement. */
export class NewRequirementDto extends RequirementFieldsDto {
  /** The agreement it is let under. */
  @IsUUID()
  agreementId!: string
}
