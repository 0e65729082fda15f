import { ApiProperty } from '@nestjs/swagger'

import { EXPORT_STATES, type ExportState } from './domain/export-lifecycle.js'
import type { ExportKindName } from './export-kinds.js'

const KINDS = ['bid-pack'] as const satisfies readonly ExportKindName[]

export class ExportJobDto {
  id!: string

  @ApiProperty({ enum: KINDS })
  kind!: ExportKindName

  requirementId!: string

  @ApiProperty({ enum: EXPORT_STATES })
  state!: ExportState

  requestedAt!: string

  /** How many entries are in it. */
  done!: number

  /** Of how many; null before it is begun. */
  @ApiProperty({ type: Number, nullable: true })
  total!: number | null

  /** Why it could not be made; null unless it failed. */
  @ApiProperty({ type: String, nullable: true })
  failure!: string | null

  /** Bytes. */
  @ApiProperty({ type: Number, nullable: true })
  size!: number | null

  /** Of the whole file, 64 hexadecimal digits. */
  @ApiProperty({ type: String, nullable: true })
  sha256!: string | null

  /** Of the list of hashes in it, SHA256SUMS; the audit log holds it too. */
  @ApiProperty({ type: String, nullable: true })
  manifestSha256!: string | null

  @ApiProperty({ type: String, nullable: true })
  readyAt!: string | null

  /** When the file is removed; what was made stays known. */
  @ApiProperty({ type: String, nullable: true })
  keepUntil!: string | null
}

export class ExportJobPageDto {
  items!: ExportJobDto[]

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null
}
