import { ApiProperty } from '@nestjs/swagger'

import { VERSION_KINDS, type VersionKind } from './keep-version.js'
import { RequirementFieldsDto } from './requirement-draft.dto.js'
import type { RequirementVersion } from './version-queries.js'

export class RequirementVersionSummaryDto {
  number!: number

  /** At which act it was kept. */
  @ApiProperty({ enum: VERSION_KINDS })
  kind!: VersionKind

  /** The ETag that the requirement had from this act on. */
  revision!: number
  /** Id of the person. */
  savedBy!: string
  savedByName!: string
  savedAt!: string
}

export class RequirementVersionPageDto {
  items!: RequirementVersionSummaryDto[]
  nextCursor!: string | null
}

export class RequirementVersionDto extends RequirementVersionSummaryDto {
  /** What the requirement said, with all its fields. */
  requirement!: RequirementFieldsDto
}

export const presentVersion = ({ content, categoryIds, ...summary }: RequirementVersion): RequirementVersionDto => ({
  ...summary,
  requirement: { ...content, categoryIds } as RequirementFieldsDto,
})
