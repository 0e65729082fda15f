import { ApiProperty } from '@nestjs/swagger'

export class HealthDto {
  /** Always "ok"; anything else is a problem document. */
  status!: string
}

const SCANNER_STATES = ['none', 'answers', 'silent'] as const

export class ScannerHealthDto {
  /** "none": nobody looks through files for malware. "silent": files that come in wait, and bids do not. */
  @ApiProperty({ enum: SCANNER_STATES })
  state!: (typeof SCANNER_STATES)[number]

  /** When the signatures that it knows malware by were made; null where it does not say. */
  @ApiProperty({ type: String, nullable: true })
  signaturesFrom!: string | null
}

export class ReadinessDto extends HealthDto {
  scanner!: ScannerHealthDto
}
