import { ApiProperty } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { IsDefined, IsObject, ValidateNested } from 'class-validator'

import { Words } from '../../web/fields.js'
import { SavedFilterDto } from './audit-list-query.dto.js'

export class SavedViewInputDto {
  /** Yours alone; each name once. */
  @Words(60)
  name!: string

  /** As the query of the list takes it. */
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => SavedFilterDto)
  filter!: SavedFilterDto
}

export class SavedViewDto {
  id!: string
  name!: string

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  filter!: Readonly<Record<string, string>>

  savedAt!: string
}

export class SavedViewListDto {
  /** By name. */
  items!: SavedViewDto[]
}
