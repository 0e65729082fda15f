import { ApiProperty } from '@nestjs/swagger'

import { shownHex } from '../../shared/canonical.js'
import { CriterionNamedDto, VALUES_BY_FACET } from './own-application.dto.js'
import type { AnswerSince } from './own-changes.js'

class AppointedPartyDto {
  id!: string
  name!: string
}

class AppointedAgreementDto extends AppointedPartyDto {
  reference!: string
  regime!: string
}

class AppointedCategoryDto {
  id!: string
  title!: string
}

class AppointedDeclarationDto {
  name!: string
  contentHash!: string
  signedAs!: string
}

class AppointedAnswerDto {
  question!: string

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  productId!: string | null

  version!: number
  hash!: string
}

/** The record of an admission, for both sides to keep. */
export class AppointmentDto {
  membershipId!: string
  applicationId!: string
  supplier!: AppointedPartyDto
  agreement!: AppointedAgreementDto
  category!: AppointedCategoryDto
  criteria!: CriterionNamedDto[]
  criteriaHash!: string
  questionSet!: string
  filterEdition!: number
  declaration!: AppointedDeclarationDto

  @ApiProperty(VALUES_BY_FACET)
  offer!: object

  answers!: AppointedAnswerDto[]
  receivedAt!: string
  decidedAt!: string
}

class AnswerSinceDto {
  question!: string

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  productId!: string | null

  /** What the officers were given last. */
  givenVersion!: number
  givenHash!: string
  givenAt!: string

  /** What the library says now. */
  version!: number
  hash!: string

  /** When somebody last said that it is true. */
  confirmedAt!: string
  hasChanged!: boolean
}

export class AnswersSinceDto {
  items!: AnswerSinceDto[]
}

export const presentSince = ({ pinned, version, hash, confirmedAt, hasChanged }: AnswerSince): AnswerSinceDto => ({
  question: pinned.question,
  productId: pinned.productId,
  givenVersion: pinned.version,
  givenHash: shownHex(pinned.hash),
  givenAt: pinned.pinnedAt,
  version,
  hash: shownHex(hash),
  confirmedAt,
  hasChanged,
})
