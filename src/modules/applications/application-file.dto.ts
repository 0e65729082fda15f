import { ApiProperty, OmitType } from '@nestjs/swagger'

import { LastDayBasisDto } from '../law/last-day-basis.schema.js'
import { CONFIDENCES } from '../law/legal-figures.js'
import { MEMBERSHIP_STATES, type MembershipState } from '../memberships/domain/membership-lifecycle.js'
import { APPLICATION_STATES, type ApplicationState } from './domain/application-lifecycle.js'
import {
  FiledAnswerDto,
  FiledAnswerNowDto,
  FiledCriterionDto,
  FiledFinanceDto,
  FiledGroundDto,
  FiledMessageDto,
} from './filed-parts.dto.js'

const NULLABLE_TEXT = { type: String, nullable: true } as const
const NULLABLE_MOMENT = { type: String, format: 'date-time', nullable: true } as const
const VALUES_BY_FACET = { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } } as const
const REGIMES = ['pcr2015-dps', 'pa2023-dynamic-market']

export class FiledApplicationDto {
  id!: string
  agreementId!: string
  agreementReference!: string
  agreementName!: string

  @ApiProperty({ enum: REGIMES })
  regime!: string
  categoryId!: string
  categoryTitle!: string
  supplierId!: string
  supplierName!: string

  @ApiProperty({ enum: APPLICATION_STATES })
  state!: ApplicationState

  /** What the supplier offers: values of the filters by facet. */
  @ApiProperty(VALUES_BY_FACET)
  offer!: Record<string, string[]>
  receivedAt!: string
  declaredAs!: string | null

  @ApiProperty({ type: String, format: 'date' })
  dueOn!: string
  dueBy!: LastDayBasisDto

  @ApiProperty(NULLABLE_MOMENT)
  extendedAt!: string | null

  @ApiProperty(NULLABLE_TEXT)
  extensionReason!: string | null

  @ApiProperty(NULLABLE_TEXT)
  officerName!: string | null

  @ApiProperty(NULLABLE_MOMENT)
  claimedAt!: string | null

  @ApiProperty(NULLABLE_MOMENT)
  decidedAt!: string | null

  /** What a rejection rests on: a criterion of the category … */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  criterion!: string | null

  /** … or a ground of exclusion, by the question that asks about it, such as L202. */
  @ApiProperty(NULLABLE_TEXT)
  ground!: string | null

  @ApiProperty(NULLABLE_TEXT)
  reasons!: string | null
}

/** Something that keeps the supplier from being admitted. */
export class AdmissionGapDto {
  /**
   * A criterion without a finding or not met, a claim without a verdict or not accepted, the financial standing, a ground that is not decided on or that keeps the supplier out,
   * a question that waits for a reply, an answer that ran out, one that does not come to its hash, or a file that is not clean.
   */
  @ApiProperty({
    enum: ['criterion', 'claim', 'finance', 'exclusion-undecided', 'exclusion-kept-out', 'clarification', 'expired', 'hash', 'file'],
  })
  code!: string
  /** The criterion, the question or the ground. */
  about!: string
  detail!: string
}

/** An organisation whose name is nearly the same: a hint, by which nothing is refused. */
export class SimilarSupplierDto {
  id!: string
  name!: string
  isWaiting!: boolean
  isSame!: boolean
}

export class PreviousAdmissionDto {
  id!: string
  categoryTitle!: string
  agreementName!: string
}

/** Another application of the supplier, to whatever category, as it stands now. */
export class OtherApplicationDto extends PreviousAdmissionDto {
  @ApiProperty({ enum: APPLICATION_STATES })
  state!: ApplicationState
  receivedAt!: string

  @ApiProperty(NULLABLE_MOMENT)
  decidedAt!: string | null

  /** Of a rejection on exclusion: the question that asks about the ground, such as L202. */
  @ApiProperty(NULLABLE_TEXT)
  ground!: string | null

  /** Grounds of exclusion that were put to the supplier in it, but those that came to nothing. */
  raised!: string[]

  /** How the membership stands now that it led to. */
  @ApiProperty({ enum: MEMBERSHIP_STATES, nullable: true })
  standing!: MembershipState | null
}

/** Official numbers that the supplier is registered with here. */
export class RegisteredNumbersDto {
  @ApiProperty(NULLABLE_TEXT)
  companiesHouseNumber!: string | null

  @ApiProperty(NULLABLE_TEXT)
  ppon!: string | null

  @ApiProperty(NULLABLE_TEXT)
  duns!: string | null

  /** Of which of them the application has another: a hint, by which nothing is refused. */
  @ApiProperty({ enum: ['companiesHouseNumber', 'ppon', 'duns'], isArray: true })
  differing!: ('companiesHouseNumber' | 'ppon' | 'duns')[]
}

export class ApplicationFileDto {
  application!: FiledApplicationDto
  questionSet!: string
  criteria!: FiledCriterionDto[]
  answers!: FiledAnswerNowDto[]
  messages!: FiledMessageDto[]
  finance!: FiledFinanceDto
  /** Every ground that the law of the agreement knows. */
  grounds!: FiledGroundDto[]

  /** With what the supplier was admitted last, to whatever category. */
  @ApiProperty({ type: () => PreviousAdmissionDto, nullable: true })
  previous!: PreviousAdmissionDto | null
  /** What else the supplier applied for, the newest first, twenty at most. */
  otherApplications!: OtherApplicationDto[]
  similarNames!: SimilarSupplierDto[]
  registered!: RegisteredNumbersDto
  /** All that keeps it from being admitted today, or kept it when it was decided on. */
  gaps!: AdmissionGapDto[]
}

/** One line of the log about the application. */
export class ApplicationEventDto {
  id!: string

  @ApiProperty({ format: 'date-time' })
  at!: string
  action!: string

  @ApiProperty(NULLABLE_TEXT)
  byName!: string | null

  /** Of the link in the supplier's chain. */
  hash!: string

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  details!: unknown
}

export class ExclusionReportDto {
  @ApiProperty({ type: String, format: 'date' })
  dueOn!: string
  source!: string

  @ApiProperty({ enum: CONFIDENCES })
  confidence!: string
}

/** What whoever submitted the application signed, word for word. */
export class DeclarationOnRecordDto {
  name!: string

  hash!: string
  statements!: string[]
}

/** What an officer who worked on it had declared about the supplier. */
export class DeclaredInterestDto {
  id!: string
  byName!: string
  hasInterest!: boolean
  details!: string

  @ApiProperty({ format: 'date-time' })
  at!: string
}

export class RecordedAnswerDto extends FiledAnswerDto {
  /** Whether it is what the decision rests on; otherwise a later version took its place before that. */
  counts!: boolean

  /** What was answered, with its salt: its SHA-256 as canonical JSON (RFC 8785) is the hash. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  content!: object
}

export class DecisionRecordDto extends OmitType(ApplicationFileDto, [
  'answers',
  'grounds',
  'previous',
  'otherApplications',
  'similarNames',
] as const) {
  @ApiProperty({ type: () => DeclarationOnRecordDto, nullable: true })
  declaration!: DeclarationOnRecordDto | null
  /** Which edition of the filters the offer was chosen from. */
  @ApiProperty({ type: 'integer', nullable: true })
  filterEdition!: number | null
  interests!: DeclaredInterestDto[]
  /** Every version that officers were given before the decision; none that came after it. */
  answers!: RecordedAnswerDto[]
  /** Grounds that the supplier admits or an officer raised. */
  exclusions!: FiledGroundDto[]

  /** By when an exclusion has to be told to the minister; null where none has. */
  @ApiProperty({ type: () => ExclusionReportDto, nullable: true })
  exclusionReport!: ExclusionReportDto | null
  events!: ApplicationEventDto[]
}
