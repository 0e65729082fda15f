import { ApiProperty } from '@nestjs/swagger'

import { SCAN_STATES, type ScanState } from '../files/domain/scan.js'

/** A file as a version of an answer names it. */
export class NamedFileDto {
  id!: string
  name!: string
  /** 64 hexadecimal digits, as sha256sum prints them. */
  sha256!: string
}

export class AnswerFileDto extends NamedFileDto {
  /** Bytes. */
  size!: number

  /**
   * Whether it was looked through for malware. "pending" waits for the scanner; "unscannable" is what the scanner could not look into; "unscanned"
   * came in while there was no scanner. The bytes are given out where it is "clean" or "unscanned", and otherwise to nobody.
   */
  @ApiProperty({ enum: SCAN_STATES })
  scan!: ScanState

  /** False for a file that breaks off. */
  readable!: boolean
  uploadedByName!: string
  uploadedAt!: string
}

export class AnswerFilesDto {
  /** The ETag of the answer: for If-Match when a file is removed. */
  etag!: string
  /** Whether files can be added to the answer to this question. */
  takesFiles!: boolean
  /** So many may an answer hold. */
  mostFiles!: number
  items!: AnswerFileDto[]
}
