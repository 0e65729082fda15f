import { ApiProperty } from '@nestjs/swagger'
import { IsString, Length, Matches } from 'class-validator'

import { THREAD_STATES, type ThreadState } from './domain/audit-thread.js'

export class MessageInputDto {
  /** Words only: what is asked, or an explanation. The bid stays as it was submitted. */
  @IsString()
  @Length(1, 10_000)
  @Matches(/\S/, { message: '$property must say something' })
  text!: string
}

export class MessageDto {
  id!: string

  @ApiProperty({ enum: ['operator', 'supplier'] })
  side!: 'operator' | 'supplier'

  text!: string
  writtenAt!: string
  /** Until when the supplier is asked to answer; null of its own messages. */
  @ApiProperty({ type: String, nullable: true })
  dueAt!: string | null
}

export class AuditThreadDto {
  questionId!: string

  @ApiProperty({
    enum: THREAD_STATES,
    description:
      'waiting: the supplier has time; overdue: it had, and may still answer; answered: the operator judges; closed: no longer asked',
  })
  state!: ThreadState

  /** The oldest first. */
  messages!: MessageDto[]
}

export class AuditThreadListDto {
  items!: AuditThreadDto[]
}
