import { ApiProperty } from '@nestjs/swagger'
import { IsOptional, IsUUID } from 'class-validator'

import { DisclosureRuleDto } from './figure.dto.js'

export class ParticipationQuery {
  /** Id of an agreement; left out, all that are open and not for practice. */
  @IsOptional()
  @IsUUID()
  agreement?: string
}

export class SupplierPartDto {
  key!: string

  /** What people call it, where it has a name of its own. */
  @ApiProperty({ type: String, nullable: true })
  title!: string | null

  /** Null where it may not be shown. */
  @ApiProperty({ type: 'integer', nullable: true })
  suppliers!: number | null
}

const Parts = () => ApiProperty({ type: SupplierPartDto, isArray: true })

export class ParticipationDto {
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  agreementId!: string | null

  /** The last day that is counted, in London: the end of a month by which enough suppliers joined together; null where too few have for any. */
  @ApiProperty({ type: String, format: 'date', nullable: true })
  countedUntil!: string | null

  /** All admitted suppliers; null where it may not be shown. */
  @ApiProperty({ type: 'integer', nullable: true })
  suppliers!: number | null

  /** By micro, small, medium, large, not-known, as it was found at the newest admission. */
  @Parts() sizes!: readonly SupplierPartDto[]
  /** Whether they joined for the first time: newcomer, member-before, not-known. */
  @Parts() newcomers!: readonly SupplierPartDto[]
  /** By where they offer to work; a supplier counts in each of its regions. */
  @Parts() regions!: readonly SupplierPartDto[]
  /** By category, whose id is the key; a supplier counts in each of its categories. */
  @Parts() categories!: readonly SupplierPartDto[]
  /** By agreement, whose id is the key. */
  @Parts() agreements!: readonly SupplierPartDto[]

  rule!: DisclosureRuleDto
  /** Whether there are enough suppliers to show anything. */
  enough!: boolean
}
