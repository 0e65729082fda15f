import { ApiProperty } from '@nestjs/swagger'
import { IsBoolean, IsString, MaxLength } from 'class-validator'

export class DeclaredInterestInput {
  /** Whether the person has an interest in this supplier. */
  @IsBoolean()
  hasInterest!: boolean

  /** What the interest is; empty where there is none. */
  @IsString()
  @MaxLength(5000)
  details!: string
}

export class SupplierInterestDto {
  supplierName!: string

  /** What you declared; null where you declared nothing yet. */
  @ApiProperty({ type: Boolean, nullable: true })
  hasInterest!: boolean | null
}
