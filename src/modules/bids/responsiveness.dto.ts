import { ApiProperty } from '@nestjs/swagger'

import { type Confidence, CONFIDENCES } from '../law/legal-figures.js'

export class ResponsivenessTargetDto {
  /** A decimal number as text. */
  percent!: string
  source!: string

  /** Whether it was read in its source, in a weak one, from memory, or is policy of the operator. */
  @ApiProperty({ enum: CONFIDENCES })
  confidence!: Confidence
}

export class AgreementResponsivenessDto {
  agreementId!: string
  agreementReference!: string
  agreementName!: string

  /** Invitations whose deadline has passed. Practice and what was cancelled do not count. */
  @ApiProperty({ type: 'integer' })
  invitations!: number

  /** Those with a bid that was submitted and not withdrawn, or with a decline and its reason. */
  @ApiProperty({ type: 'integer' })
  answered!: number

  /** Answered of a hundred, to a tenth and never rounded up, as a decimal number in text. */
  @ApiProperty({ type: String, nullable: true })
  percent!: string | null

  /** What its law asks for today; null where it sets no figure. */
  @ApiProperty({ type: ResponsivenessTargetDto, nullable: true })
  target!: ResponsivenessTargetDto | null

  /** Whether the supplier answers as many as it should; null without a figure. */
  @ApiProperty({ type: Boolean, nullable: true })
  isReached!: boolean | null
}

export class ResponsivenessDto {
  supplierId!: string
  supplierName!: string
  agreements!: AgreementResponsivenessDto[]
}
