import { ApiProperty } from '@nestjs/swagger'

import { Text } from '../../web/fields.js'

import type { OpeningSide } from './domain/bid-policy.js'
import type { OpeningStage, OpeningStep } from './domain/opening-step.js'

const SIDES = ['buyer', 'operator'] as const satisfies readonly OpeningSide[]
const STAGES = ['not-published', 'cancelled', 'before-deadline', 'due', 'opened'] as const satisfies readonly OpeningStage[]
const STEPS = [
  'none',
  'watch',
  'declare',
  'barred',
  'wait',
  'agree',
  'agreed',
  'side-taken',
  'complete',
] as const satisfies readonly OpeningStep[]

export class OpeningAgreementDto {
  /** For whom the person agreed: the buyer, or the operator of the marketplace. */
  @ApiProperty({ enum: SIDES })
  side!: OpeningSide

  personName!: string
  agreedAt!: string

  /** Whether that is who asks. */
  isOwn!: boolean
}

export class KeyHolderDto {
  @ApiProperty({ enum: SIDES })
  side!: OpeningSide

  personName!: string
}

export class RecordedBidDto {
  bidId!: string
  supplierName!: string
  version!: number
  /** As in the receipt. */
  contentCommitment!: string
}

export class RefusedOpeningDto {
  at!: string

  @ApiProperty({ type: String, nullable: true })
  personName!: string | null

  /** The code of the problem that answered it. */
  code!: string
  reason!: string
}

export class OpenBidsInput {
  /** Of your own key, where the key of the bids is split between the two sides that open. It is kept nowhere. */
  @Text(1000)
  passphrase?: string | null
}

export class OpeningStandingDto {
  requirementId!: string
  title!: string
  /** By the clock that decides. */
  now!: string

  @ApiProperty({ type: String, nullable: true })
  submissionDeadline!: string | null

  @ApiProperty({ enum: STAGES })
  stage!: OpeningStage

  /** What there is to do for whoever asks. */
  @ApiProperty({ enum: STEPS })
  step!: OpeningStep

  /** On which side whoever asks may open; null where they may only watch. */
  @ApiProperty({ enum: SIDES, nullable: true })
  side!: OpeningSide | null

  /** What whoever asks has declared; null where they have not. */
  @ApiProperty({ type: Boolean, nullable: true })
  hasInterest!: boolean | null

  agreements!: OpeningAgreementDto[]

  /** Whether the key is split: then each side gives a passphrase. */
  isSplit!: boolean

  /** Whether whoever asks holds the share of their side. */
  holdsShare!: boolean

  /** Who holds the share of which side; empty where the key is not split. */
  holders!: KeyHolderDto[]

  @ApiProperty({ type: String, nullable: true })
  openedAt!: string | null

  /** The list recorded at the opening; null before, and for who has not declared to have no interest. */
  @ApiProperty({ type: RecordedBidDto, isArray: true, nullable: true })
  recorded!: RecordedBidDto[] | null

  /** The latest 20 attempts that were refused. */
  refused!: RefusedOpeningDto[]
}
