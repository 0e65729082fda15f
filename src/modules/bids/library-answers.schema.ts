import { ApiProperty } from '@nestjs/swagger'

import type { Pinned } from './library-answers.js'

const NULLABLE_ID = { type: String, format: 'uuid', nullable: true } as const
const NULLABLE_TEXT = { type: String, nullable: true } as const

export class PinnedThenDto {
  id!: string
  question!: string

  @ApiProperty(NULLABLE_ID)
  productId!: string | null

  @ApiProperty({ type: 'integer' })
  version!: number

  /** SHA-256 of the content as canonical JSON (RFC 8785). */
  hash!: string

  /** What was answered, with its salt. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  content!: object

  @ApiProperty({ type: String, format: 'date', nullable: true })
  expiresOn!: string | null

  /** How officers came by it: with the submission, with a reply to what they asked, or because it changed while the supplier is a member. */
  @ApiProperty({ enum: ['submitted', 'replied', 'changed'] })
  given!: string

  pinnedAt!: string
  title!: string

  /** Of a claim about a product. */
  isClaim!: boolean

  /** Whether the content comes to the hash. */
  isVerified!: boolean

  /** The newest version up to this one that an officer has accepted; null where none has. */
  @ApiProperty({ type: 'integer', nullable: true })
  acceptedVersion!: number | null

  /** Labels of what this version says otherwise than the accepted one. */
  changedSinceAccepted!: string[]
}

export class LibraryAnswersDto {
  @ApiProperty({ type: 'integer' })
  version!: number

  receivedAt!: string

  /** By which its supplier bid; null of versions from before that was written down. */
  @ApiProperty(NULLABLE_ID)
  membershipId!: string | null

  @ApiProperty(NULLABLE_TEXT)
  categoryTitle!: string | null

  @ApiProperty(NULLABLE_ID)
  applicationId!: string | null

  /** none: the membership came of no application, so no library answers are pinned. not-recorded: the version is from before they were. */
  @ApiProperty({ enum: ['pinned', 'none', 'not-recorded'] satisfies Pinned[] })
  pinned!: Pinned

  /** As in the receipt. */
  @ApiProperty(NULLABLE_TEXT)
  hash!: string | null

  /** Whether the answers come to the hash. */
  @ApiProperty({ type: Boolean, nullable: true })
  isVerified!: boolean | null

  /** How anybody computes the hash from the answers. */
  howToHash!: string

  items!: PinnedThenDto[]
}
