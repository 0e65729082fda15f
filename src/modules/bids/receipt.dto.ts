import { ApiProperty, IntersectionType, OmitType, PartialType, PickType } from '@nestjs/swagger'

import { ReceiptDto } from './bid.dto.js'
import type { ReceiptFault } from './domain/receipt.js'

/** A receipt as it was given, or without what only its supplier knows. */
export class GivenReceiptDto extends IntersectionType(
  OmitType(ReceiptDto, ['salt', 'contentHash'] as const),
  PartialType(PickType(ReceiptDto, ['salt', 'contentHash'] as const)),
) {}

export class ReceiptFaultDto {
  @ApiProperty({ enum: ['key-unknown', 'signature-wrong', 'commitment-wrong'] satisfies ReceiptFault[] })
  code!: ReceiptFault

  detail!: string
}

export class ReceiptVerdictDto {
  /** Whether the holder of the private key signed exactly this. */
  valid!: boolean
  kid!: string
  /** Why it is not valid; empty when it is. */
  reasons!: ReceiptFaultDto[]
}

export class ReceiptKeyDto {
  kty!: string
  crv!: string
  x!: string
  /** Thumbprint of the key (RFC 7638). */
  kid!: string
  alg!: string
  use!: string
}

/** A JWK set (RFC 7517). */
export class ReceiptKeySetDto {
  keys!: ReceiptKeyDto[]
}

export class SubmissionOutcomeDto {
  /**
   * not-received: nothing was accepted under this key, from you or a colleague. It never came, or was refused; sending it again with the same key
   * is safe. in-flight is told of your own submission only: a colleague's is not-received until it is received.
   */
  @ApiProperty({ enum: ['received', 'in-flight', 'not-received'] })
  state!: 'received' | 'in-flight' | 'not-received'

  /** When it was received: the receipt that answered it. */
  receipt?: ReceiptDto
}
