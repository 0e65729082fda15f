import { ApiProperty } from '@nestjs/swagger'

import { LibraryAnswersDto, PinnedThenDto } from './library-answers.schema.js'

export class OwnPinnedThenDto extends PinnedThenDto {
  /** The version of the library now. */
  @ApiProperty({ type: 'integer', nullable: true })
  libraryVersion!: number | null

  /** When somebody last said that the answer of the library is true. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  confirmedAt!: string | null
}

export class OwnLibraryAnswersDto extends LibraryAnswersDto {
  declare items: OwnPinnedThenDto[]
}
