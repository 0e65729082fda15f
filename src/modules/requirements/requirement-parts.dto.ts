import { IsBoolean, IsOptional } from 'class-validator'

import { Choice, Choices, Decimal, Parts, Shaped, Text, Texts, Whole } from '../../web/fields.js'

const ID = () => Shaped(/^[A-Z]\d{1,3}$/, 'must be a capital letter and a number, such as O1', 'O1', 'required')
const YES_NO = ['yes', 'no']

export class OutcomeDto {
  @ID()
  id!: string

  @Text(1000, 'required')
  text!: string
}

export class MeasureDto {
  @ID()
  id!: string

  @Text(500, 'required')
  name!: string

  @Text(100, 'required')
  unit!: string

  @Decimal(6, '0.9')
  minimum?: string

  @IsBoolean()
  mandatory!: boolean

  @IsBoolean()
  higherIsBetter!: boolean
}

/** Pounds as decimal text, net and VAT apart. */
export class MoneyDto {
  @Shaped(/^(0|[1-9]\d{0,12})\.\d\d$/, 'must be pounds and pence, such as 250000.00', '250000.00', 'required')
  amount!: string

  @Choice(['GBP'], 'required')
  currency!: string

  @Choice(['excluded'], 'required')
  vat!: string

  @Shaped(/^(0|[1-9]\d{0,12})\.\d\d$/, 'must be pounds and pence, such as 50000.00', '50000.00', 'required')
  vatAmount!: string
}

export class CriterionDto {
  @ID()
  id!: string

  @Text(500, 'required')
  title!: string

  @Choice(['quality', 'price', 'social_value', 'ethics'], 'required')
  kind!: string

  /** Per cent, up to three decimals; all weights sum to exactly 100. */
  @Shaped(/^(100(\.0{1,3})?|\d{1,2}(\.\d{1,3})?)$/, 'must be 0 to 100 with at most three decimals', '30', 'required')
  weight!: string
}

export class AwardQuestionDto {
  @ID()
  id!: string

  @ID()
  criterionId!: string

  @Text(5000, 'required')
  text!: string

  @Whole(1, 10_000, 'required')
  wordLimit!: number
}

export class PriceLineDto {
  @ID()
  id!: string

  @Text(500, 'required')
  title!: string

  @Text(100, 'required')
  unit!: string

  @Decimal(3, '24', 'required')
  quantity!: string
}

export class SettingsDto {
  @Choice(['forbidden', 'with_agreement', 'allowed'])
  reuse?: string

  @Choice(['uk_only', 'uk_or_adequate', 'anywhere'])
  location?: string

  @Choice(['mandatory', 'expected'])
  explainability?: string

  @Choice(YES_NO)
  specialGateway?: string

  @Choice(YES_NO)
  atrs?: string

  @Choice(['required', 'not_required'])
  dataCheck?: string

  @Whole(0, 720)
  incidentHours?: number

  @Whole(0, 365)
  changeNoticeDays?: number

  @Choices(['cyber_essentials', 'cyber_essentials_plus', 'iso27001', 'iso42001', 'pen_test', 'third_party_audit'])
  baselineCertificates?: string[]
}

export class PanelMemberDto {
  /** The role, never a name. */
  @Text(200, 'required')
  role!: string

  @Choice(['domain', 'commercial', 'data_ml', 'ethics_data_protection', 'affected_user', 'legal', 'delivery'], 'required')
  discipline!: string
}

export class GovernanceDto {
  @Text(2000) strategyReference?: string
  @Text(500) seniorOwner?: string
  @Text(5000) reuseSearch?: string
  @Text(500) dataOwner?: string
  @Parts(() => PanelMemberDto, 50) panel?: PanelMemberDto[]
}

export class DataAssessmentDto {
  @Choice(['available', 'partial', 'none', 'not_assessed']) availability?: string
  @Text(10_000) knownLimits?: string
  @Text(10_000) terms?: string
}

export class ImpactDto {
  @Text(10_000) userNeed?: string
  @Text(10_000) humanEffect?: string
  @Text(10_000) systemsFit?: string
  @Text(10_000) dataQuality?: string
  @Text(10_000) unintended?: string
  @Text(10_000) wholeLifeCost?: string
}

export class DataProtectionDto {
  @Text(10_000) dpiaScreening?: string
  @Text(500) dpoContact?: string
}

export class MarketEngagementDto {
  @IsOptional() @IsBoolean() held?: boolean
  @Text(5000) note?: string
}

export class SharedMaterialDto {
  @Text(500, 'required') title!: string
  @Text(100) documentId?: string
}

export class SeniorApprovalDto {
  @Text(500) reference?: string
}

export class FiltersDto {
  @Texts(50, 100) location?: string[]
  @Texts(50, 100) scope?: string[]
  @Texts(50, 100) type?: string[]
  @Texts(50, 100) sector?: string[]
  @Texts(50, 100) clearance?: string[]
}
