import { ApiProperty } from '@nestjs/swagger'

import { Name } from '../../web/fields.js'

export class GuidelineEditionDto {
  /** The day the text is of. */
  edition!: string
  questionnaire!: string
  ruleSet!: string
  contentHash!: string
}

export class GuidelineDto {
  @Name()
  id!: string
  title!: string
  /** The one for new requirements first. */
  editions!: GuidelineEditionDto[]
}

export class GuidelinePageDto {
  items!: GuidelineDto[]
  nextCursor!: string | null
}

export class ClauseDto {
  @Name()
  id!: string
  /** The heading in the guideline. */
  guideline!: string

  @ApiProperty({ enum: ['buyer', 'supplier', 'both'] })
  binds!: string

  duty!: string
  /** What counts as evidence. */
  evidence!: string
  /** What a bidder's answer has to show; null where the clause asks nothing of bidders. */
  @ApiProperty({ type: String, nullable: true })
  answerShows!: string | null

  @ApiProperty({ enum: ['S', 'S*', 'M'], description: 'S: read in the source; S*: read in a paraphrase; M: from general knowledge' })
  source!: string

  /** False until somebody has read the wording in the guideline itself. */
  confirmed!: boolean
  /** True where no rule tests the clause, because only people can judge it. */
  judgement?: boolean
}

export class CompanionDto {
  @Name()
  id!: string
  title!: string
  adds!: string
  confirmed!: boolean
}

export class FrameworkDto {
  title!: string
  confirmed!: boolean
}

export class ThemeDto {
  theme!: string
  clauses!: string[]
  companions!: string[]
  others!: FrameworkDto[]
}

export class EditionDto {
  @Name()
  id!: string
  title!: string
  edition!: string
  clauses!: ClauseDto[]
  /** Law and other guidance, cited beside clauses and never instead of one. */
  companions!: CompanionDto[]
  /** By theme, which clauses, companions and other frameworks speak of it. */
  crosswalk!: ThemeDto[]
}
