import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional } from 'class-validator'

import { Words } from '../../web/fields.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { EVENT_KINDS, type EventKind } from './domain/officer-event.js'

type Flag = 'true' | 'false'

const FLAGS: readonly Flag[] = ['true', 'false']

export class OfficerEventQuery extends ListQuery {
  @IsOptional()
  @IsIn(EVENT_KINDS)
  @ApiPropertyOptional({ enum: EVENT_KINDS })
  kind?: EventKind

  /** Left out: what was acknowledged and what was not. */
  @IsOptional()
  @IsIn(FLAGS)
  @ApiPropertyOptional({ enum: FLAGS })
  acknowledged?: Flag
}

export class AcknowledgeEventDto {
  /** What was found, and what was done about it. Other officers and auditors read it. */
  @Words(5000)
  note!: string
}

export class EventAcknowledgementDto {
  at!: string
  byName!: string
  note!: string
}

export class OfficerEventDto {
  id!: string

  @ApiProperty({ enum: EVENT_KINDS })
  kind!: EventKind

  /** When it happened or fell due; of tampering when it was found. */
  occurredAt!: string

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  requirementId!: string | null

  @ApiProperty({ type: String, nullable: true })
  requirementTitle!: string | null

  /** Whose attempt it was, or who waits. Of a late bid null before the opening. */
  @ApiProperty({ type: String, nullable: true })
  organisationName!: string | null

  @ApiProperty({ type: String, nullable: true })
  personName!: string | null

  /** The audit, the registration or the bid. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  subjectId!: string | null

  /** The code of a refusal, the fault of a chain, the question of an audit, the rule, or what the scanner found. */
  @ApiProperty({ type: String, nullable: true })
  reason!: string | null

  /** Address of the page that shows more. */
  @ApiProperty({ type: String, nullable: true })
  page!: string | null

  @ApiProperty({ type: EventAcknowledgementDto, nullable: true })
  acknowledgement!: EventAcknowledgementDto | null
}

export class OfficerEventPageDto {
  items!: OfficerEventDto[]
  nextCursor!: string | null
}

export class WaitingOfKindDto {
  @ApiProperty({ enum: EVENT_KINDS })
  kind!: EventKind

  /** How many nobody has acknowledged. */
  @ApiProperty({ type: 'integer' })
  waiting!: number
}

export class WaitingEventsDto {
  items!: WaitingOfKindDto[]
}

export class RefusedAttemptDto {
  id!: string
  occurredAt!: string
  /** What was tried, as the log names it. */
  action!: string
  requirementId!: string
  requirementTitle!: string

  @ApiProperty({ type: String, nullable: true })
  personName!: string | null

  @ApiProperty({ type: String, nullable: true })
  organisationName!: string | null

  /** The code of the refusal; null where the details were erased. */
  @ApiProperty({ type: String, nullable: true })
  code!: string | null

  @ApiProperty({ type: String, nullable: true })
  reason!: string | null
}

export class RefusedAttemptPageDto {
  items!: RefusedAttemptDto[]
  nextCursor!: string | null
}
