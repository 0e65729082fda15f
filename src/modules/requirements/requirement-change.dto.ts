import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { IsDefined, IsObject, IsString, Matches, Max, MaxLength, ValidateNested } from 'class-validator'

import { Day, Moment } from '../../web/fields.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { CHANGE_KINDS, type ChangeKind } from './record-change.js'
import { RequirementFieldsDto } from './requirement-draft.dto.js'

/** Why something changes: published with it, to everybody. */
export class ReasonDto {
  @IsString()
  @MaxLength(5000)
  @Matches(/\S/, { message: 'reason must say something' })
  reason!: string
}

/** A later deadline; the other dates stay where they are unless given, and all must stand in order. */
export class ExtensionDto extends ReasonDto {
  @Moment('required') submissionDeadline!: string
  @Moment('kept') clarificationDeadline?: string
  @Day('kept') awardDate?: string
}

export class AmendmentDto extends ReasonDto {
  /** What the requirement is to say: a member that is given replaces the whole member, and null deletes it. */
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => RequirementFieldsDto)
  @ApiProperty({ type: () => RequirementFieldsDto })
  changes!: RequirementFieldsDto

  @Moment('kept') submissionDeadline?: string
  @Moment('kept') clarificationDeadline?: string
  @Day('kept') awardDate?: string
}

export class CancellationDto {
  /** False while a second person of the buyer must send the same. */
  cancelled!: boolean

  /** What others have proposed in other words; send one of them as it stands to agree to it. */
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true }, required: false })
  othersProposed?: object[]
}

export class ReopeningDto {
  /** False while the other side must send the same. */
  reopened!: boolean

  /** What others have proposed in other words or with other dates; send one of them as it stands to agree to it. */
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true }, required: false })
  othersProposed?: object[]
}

export class RequirementChangeDto {
  number!: number

  @ApiProperty({ enum: CHANGE_KINDS })
  kind!: ChangeKind

  /** Whether it is an amendment that matters to bidders. */
  material!: boolean
  reason!: string

  /** The members that changed, as they were; one that was not there is missing. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  before!: object

  /** The same as they are since; one that was deleted is missing. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  after!: object

  changedAt!: string

  /** Id of the person; only for the buyer and the officers. */
  changedBy?: string
  /** Id of the first of two people, where it takes two; only for the buyer and the officers. */
  proposedBy?: string | null
}

/** A change holds whole members as they were and as they are, so a page of them is short. */
export class RequirementChangesQuery extends ListQuery {
  /** How many changes to answer, 1 to 20. */
  @Max(20)
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 20, default: 20 })
  override limit = 20
}

export class RequirementChangePageDto {
  items!: RequirementChangeDto[]
  nextCursor!: string | null
}
