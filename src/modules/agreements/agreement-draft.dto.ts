import { ApiProperty } from '@nestjs/swagger'

import { Choice, Day, Part, Parts, Shaped, Text, Texts, Whole, Words } from '../../web/fields.js'
import type { Contributor } from './agreement-draft-queries.js'
import type { DraftStanding } from './agreement-drafts.service.js'
import { REGIMES, type Regime } from './domain/agreement-content.js'
import { type AgreementEnd, DRAFT_STATES, type DraftState, ENDS } from './domain/agreement-lifecycle.js'

export const CATEGORY_CODE = /^[a-z][a-z0-9-]{0,48}$/

export class DraftCategoryDto {
  @Shaped(CATEGORY_CODE, 'must be small letters, figures and dashes, such as data-analytics', 'data-analytics', 'required')
  code!: string

  @Words(200)
  title!: string

  /** What a supplier must meet to be admitted; a rejection names one of these. */
  @Texts(50, 2000)
  criteria!: string[]
}

/** What can be written of an agreement while it is a draft; null deletes a member. */
export class AgreementContentDto {
  @Text(200)
  name?: string

  @Shaped(/^[\w.-]{1,50}$/, 'must be 1 to 50 letters, figures, dots and dashes', 'AI-DPS-2')
  reference?: string

  @Choice(REGIMES)
  regime?: Regime

  /** First day in London. */
  @Day()
  validFrom?: string

  /** Last day in London. */
  @Day()
  validUntil?: string

  @Whole(0, 3650)
  initialWindowDays?: number

  @Whole(0, 3650)
  minimumTenderDays?: number

  @Whole(1, 1200)
  maximumTermMonths?: number

  @Text(20_000)
  terms?: string

  /** Hundredths of a percent of what is invoiced under contracts, which their suppliers pay. Never a fee for joining or bidding. */
  @Whole(0, 1000)
  levyBasisPoints?: number

  @Parts(() => DraftCategoryDto, 50)
  categories?: DraftCategoryDto[]

  /** Keys of the filters that suppliers describe themselves by. */
  @Texts(20, 80)
  facets?: string[]
}

export class ContributorDto {
  @ApiProperty({ format: 'uuid' })
  personId!: string

  name!: string
}

export class FieldToMendDto {
  pointer!: string
  code!: string
  detail!: string
}

export class AgreementDraftSummaryDto {
  id!: string

  @ApiProperty({ enum: DRAFT_STATES })
  state!: DraftState

  revision!: number

  /** Why it was last returned; null where it was not, or was proposed since. */
  @ApiProperty({ type: String, nullable: true })
  returnReason!: string | null

  startedAt!: string
  changedAt!: string

  @Part(() => AgreementContentDto)
  content!: AgreementContentDto
}

export class AgreementDraftDto extends AgreementDraftSummaryDto {
  /** Who wrote a part of it, and so may not open it. */
  contributors!: ContributorDto[]

  /** What keeps it from being proposed: what is missing, and where it is laxer than the law. */
  problems!: FieldToMendDto[]
}

export class AgreementDraftPageDto {
  items!: AgreementDraftSummaryDto[]
  nextCursor!: string | null
}

export class AgreementReasonDto {
  @Words(5000)
  reason!: string
}

export class ChangeValidityDto extends AgreementReasonDto {
  /** The new last day in London. */
  @Day('required')
  validUntil!: string
}

export class SetLevyDto extends AgreementReasonDto {
  /** Hundredths of a percent of what is invoiced under contracts, which their suppliers pay. Never a fee for joining or bidding. */
  @Whole(0, 1000, 'required')
  levyBasisPoints!: number
}

export class EndAgreementDto extends AgreementReasonDto {
  /** Closed to new requirements and suppliers, or terminated early. */
  @Choice(ENDS, 'required')
  as!: AgreementEnd
}

export const presentStanding = ({ draft, contributors, problems, breaches }: DraftStanding): AgreementDraftDto => ({
  ...draft,
  contributors: contributors.map(({ personId, name }: Contributor) => ({ personId, name })),
  problems: [...problems, ...breaches.map(({ pointer, rule, detail }) => ({ pointer, code: rule, detail }))],
})
