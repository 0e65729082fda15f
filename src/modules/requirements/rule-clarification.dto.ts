import { ApiProperty } from '@nestjs/swagger'
import { IsIn, IsString, Matches, MaxLength } from 'class-validator'

import {
  OWN_RULE_OUTCOMES,
  type OwnRuleOutcome,
  RULE_ANSWERS,
  RULE_OUTCOMES,
  type RuleAnswer,
  type RuleOutcome,
} from './rule-clarification-queries.js'
import { WAIVER_GIVERS, type WaiverGiver } from './domain/waiver.js'
import { WAIVER_STATES, type WaiverState } from './waiver-queries.js'

export class AskRuleClarificationDto {
  /** The supplier rule that does not fit, such as SR-07. */
  @IsString()
  @MaxLength(20)
  @Matches(/\S/, { message: 'rule must say something' })
  rule!: string

  /** Why it does not fit this requirement. An officer reads it as it stands and not who says so; say nothing in it that would tell. */
  @IsString()
  @MaxLength(5000)
  @Matches(/\S/, { message: 'reason must say something' })
  reason!: string
}

export class AskedRuleClarificationDto {
  id!: string
  requirementId!: string
  /** By the database clock, microseconds. */
  askedAt!: string
  /** Without an answer by then the rule refers instead of blocking, for every bid alike. */
  answerUntil!: string
}

export class AnswerRuleClarificationDto {
  @IsIn(RULE_ANSWERS)
  @ApiProperty({ enum: RULE_ANSWERS })
  outcome!: RuleAnswer

  /** What was said against the rule, as everybody is to read it: reworded where the asker's own words would show who asked. */
  @IsString()
  @MaxLength(5000)
  @Matches(/\S/, { message: 'question must say something' })
  question!: string

  @IsString()
  @MaxLength(10_000)
  @Matches(/\S/, { message: 'answer must say something' })
  answer!: string
}

export class AnsweredRuleClarificationDto {
  /** The waiver that was proposed, for the three who may give it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  waiverId!: string | null
}

export class RuleClarificationDto {
  /** Random: it tells nothing of when or by whom it was asked. */
  id!: string
  rule!: string

  @ApiProperty({ enum: RULE_OUTCOMES })
  outcome!: RuleOutcome

  /** As an officer published it; null where nobody answered. */
  @ApiProperty({ type: String, nullable: true })
  question!: string | null

  @ApiProperty({ type: String, nullable: true })
  answer!: string | null

  /** When it was answered, or when its time ran out. */
  settledAt!: string
}

export class RuleClarificationPageDto {
  items!: RuleClarificationDto[]
  nextCursor!: string | null
}

export class WaitingRuleClarificationDto {
  id!: string
  requirementId!: string
  requirementTitle!: string
  rule!: string
  reason!: string

  /** The day in London. */
  @ApiProperty({ type: String, format: 'date' })
  askedOn!: string

  answerUntil!: string
}

class WhyNeverWaivedDto {
  reason!: string
  source!: string
}

export class SeenRuleClarificationDto extends WaitingRuleClarificationDto {
  /** Null while it waits. */
  @ApiProperty({ enum: OWN_RULE_OUTCOMES, nullable: true })
  outcome!: OwnRuleOutcome | null

  /** As it was published. */
  @ApiProperty({ type: String, nullable: true })
  question!: string | null

  @ApiProperty({ type: String, nullable: true })
  answer!: string | null

  /** Why no waiver of the rule may be proposed; null where one may. */
  @ApiProperty({ type: WhyNeverWaivedDto, nullable: true })
  neverWaived!: WhyNeverWaivedDto | null
}

export class WaitingRuleClarificationPageDto {
  items!: WaitingRuleClarificationDto[]
  nextCursor!: string | null
}

export class OwnRuleClarificationDto {
  id!: string
  rule!: string
  reason!: string
  askedAt!: string
  answerUntil!: string

  /** Null while it waits. */
  @ApiProperty({ enum: OWN_RULE_OUTCOMES, nullable: true })
  outcome!: OwnRuleOutcome | null
}

export class OwnRuleClarificationPageDto {
  items!: OwnRuleClarificationDto[]
  nextCursor!: string | null
}

export class WaiverDto {
  id!: string
  /** The rule that does not count, for every bid on the requirement alike. */
  rule!: string

  /** Proposed, given by three people, or lapsed because they did not by the deadline. */
  @ApiProperty({ enum: WAIVER_STATES })
  state!: WaiverState

  ruleClarificationId!: string
  proposedAt!: string

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  givenAt!: string | null
}

export class WaiverPageDto {
  items!: WaiverDto[]
  nextCursor!: string | null
}

export class WaiverProgressDto {
  /** False while another of the three has to consent. */
  given!: boolean
}

export class SeenWaiverDto {
  id!: string
  requirementId!: string
  requirementTitle!: string
  rule!: string
  /** What was said against the rule, and the answer, as everybody reads them. */
  question!: string
  answer!: string
  proposedAt!: string
  /** After it no consent counts. */
  submissionDeadline!: string

  /** Who of the three has still to consent. */
  @ApiProperty({ enum: WAIVER_GIVERS, isArray: true })
  missing!: WaiverGiver[]

  /** Whether the reader has consented. */
  ownConsent!: boolean

  @ApiProperty({ enum: WAIVER_STATES })
  state!: WaiverState
}

export class WaitingWaiverPageDto {
  items!: SeenWaiverDto[]
  nextCursor!: string | null
}
