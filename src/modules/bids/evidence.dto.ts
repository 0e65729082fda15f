import { ApiProperty } from '@nestjs/swagger'

import { Day, Text } from '../../web/fields.js'
import { SCAN_STATES, type ScanState } from '../files/domain/scan.js'

export class EvidenceMetadataDto {
  /** What kind of document it is: certificate, audit report, test results … */
  @Text(100) type?: string

  @Text(500) issuer?: string
  @Day() issueDate?: string

  /** Last day of its validity; left out where it never runs out. */
  @Day() expiryDate?: string

  /** Product, version or site that it is about. */
  @Text(2000) scope?: string

  /** What in it must stay confidential, and why. */
  @Text(2000) confidentiality?: string
}

export class PinnedFileDto extends EvidenceMetadataDto {
  id!: string
  name!: string
  /** As found in its bytes. */
  mediaType!: string
  /** Bytes. */
  size!: number
  /** 64 hexadecimal digits, as sha256sum prints them. */
  sha256!: string
}

export class EvidenceFileDto extends PinnedFileDto {
  bidId!: string

  /**
   * Whether it was looked through for malware. "pending" waits for the scanner and blocks nothing; "unscannable" is what the scanner could not
   * look into; "unscanned" came in while there was no scanner. The bytes are given out where it is "clean" or "unscanned", and otherwise to
   * nobody.
   */
  @ApiProperty({ enum: SCAN_STATES })
  scan!: ScanState

  /** False for a file that breaks off: the check does not count it. */
  readable!: boolean

  /** False once it was taken out; submitted versions keep it. */
  inWorkingCopy!: boolean

  uploadedBy!: string
  uploadedAt!: string
}

export class EvidenceFilePageDto {
  items!: EvidenceFileDto[]
  nextCursor!: string | null
}
