import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator'

export class ReportProblemDto {
  /** What went wrong, and what was tried. Nothing of the bid's content: officers read it before the opening. */
  @IsString()
  @MaxLength(10_000)
  @Matches(/\S/, { message: 'text must say something' })
  text!: string

  /** The X-Request-Id of the answer that showed the problem. */
  @IsOptional()
  @IsUUID()
  @ApiPropertyOptional({ type: String, format: 'uuid' })
  requestId?: string
}

export class ReportedDto {
  id!: string
  requirementId!: string
  /** By the database clock, microseconds. */
  reportedAt!: string
}

export class ProblemReportDto extends ReportedDto {
  requirementTitle!: string
  supplierId!: string
  supplierName!: string
  text!: string

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  requestId!: string | null
}

export class ProblemReportPageDto {
  items!: ProblemReportDto[]
  nextCursor!: string | null
}
