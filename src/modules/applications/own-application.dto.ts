import { ApiProperty } from '@nestjs/swagger'

import { shownHex } from '../../shared/canonical.js'
import { etagOf } from '../../web/request-parts.js'
import { LastDayBasisDto } from '../law/last-day-basis.schema.js'
import { valuesOf } from '../memberships/domain/offer.js'
import type { Application } from './application-queries.js'
import { APPLICATION_STATES } from './domain/application-lifecycle.js'
import type { LackingAnswer } from './domain/lacking-for-submission.js'
import type { OwnApplication } from './own-application.js'
import type { GivenAnswer } from './pinned-answers.js'

export const VALUES_BY_FACET = { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } } as const

export class ApplicationSummaryDto {
  id!: string
  agreementId!: string
  agreementReference!: string
  agreementName!: string

  @ApiProperty({ enum: ['pcr2015-dps', 'pa2023-dynamic-market'] })
  regime!: string

  categoryId!: string
  categoryTitle!: string

  @ApiProperty({ enum: APPLICATION_STATES })
  state!: string

  startedAt!: string

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  receivedAt!: string | null

  /** The last day, in London, for a decision; a later one after an extension. Nothing is decided by its passing. */
  @ApiProperty({ type: String, format: 'date', nullable: true })
  dueOn!: string | null

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  decidedAt!: string | null
}

export class OwnApplicationPageDto {
  items!: ApplicationSummaryDto[]
  nextCursor!: string | null
}

class SignedDeclarationDto {
  /** Name and version. */
  name!: string
  contentHash!: string
  title!: string
  statements!: string[]
}

class LackingAnswerDto {
  question!: string
  title!: string

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  productId!: string | null

  /** What is missing, in words; nothing where the answer is out of date. */
  lacks!: string[]
  isExpired!: boolean
}

export class CriterionNamedDto {
  @ApiProperty({ type: 'integer' })
  number!: number

  text!: string
}

export class OwnApplicationDto extends ApplicationSummaryDto {
  /** For If-Match. */
  etag!: string

  /** Products of the library that its claims are about. */
  productIds!: string[]

  /** What the supplier offers: values of the filters by facet. */
  @ApiProperty(VALUES_BY_FACET)
  offer!: object

  /** The one that was signed, or that is signed by submitting. */
  declaration!: SignedDeclarationDto

  /** As what somebody signed. */
  @ApiProperty({ type: String, nullable: true })
  declaredAs!: string | null

  @ApiProperty({ type: () => LastDayBasisDto, nullable: true })
  dueBy!: LastDayBasisDto | null

  @ApiProperty({ type: String, nullable: true })
  extensionReason!: string | null

  /** Of a draft: what keeps it from being submitted. */
  lacking!: LackingAnswerDto[]

  /** Of a draft: values chosen before and offered no longer, as facet/value. */
  retired!: string[]

  /** Of a draft: stands for all that would be submitted. */
  @ApiProperty({ type: String, nullable: true })
  contentHash!: string | null

  /** The criterion that a rejection names; null where it rests on a ground of exclusion. */
  @ApiProperty({ type: () => CriterionNamedDto, nullable: true })
  criterion!: CriterionNamedDto | null

  /** The ground of exclusion that a rejection rests on, by the question that asks about it, such as L202. */
  @ApiProperty({ type: String, nullable: true })
  ground!: string | null

  @ApiProperty({ type: String, nullable: true })
  reasons!: string | null
}

const TEXT_BY_NAME = { type: 'object', additionalProperties: { type: 'string' } } as const

/** Text by the name of the field, and rows of the same where the question has them. */
class GivenWordsDto {
  @ApiProperty(TEXT_BY_NAME)
  values!: object

  @ApiProperty({ type: 'array', items: TEXT_BY_NAME })
  rows!: object[]
}

class PinnedContentDto {
  questionSet!: string
  question!: string

  @ApiProperty({
    type: 'object',
    properties: { id: { type: 'string', format: 'uuid' }, name: { type: 'string' } },
    required: ['id', 'name'],
    nullable: true,
  })
  product!: object | null

  answer!: GivenWordsDto
  salt!: string
}

export class GivenAnswerDto {
  id!: string
  question!: string

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  productId!: string | null

  version!: number
  /** SHA-256 of the content as canonical JSON (RFC 8785). */
  hash!: string
  content!: PinnedContentDto

  @ApiProperty({ type: String, format: 'date', nullable: true })
  expiresOn!: string | null

  /** How officers came by it: with the submission, with a reply to what they asked, or because it changed while the supplier is a member. */
  @ApiProperty({ enum: ['submitted', 'replied', 'changed'] })
  given!: string

  pinnedAt!: string

  /** Whether it is what the decision rests on, or would today; of each answer one version is, and none that came after the decision. */
  counts!: boolean
}

export class GivenAnswersDto {
  items!: GivenAnswerDto[]
}

const summaryOf = (application: Application) => {
  const { id, agreementId, agreementReference, agreementName, regime, categoryId, categoryTitle } = application
  const { state, startedAt, receivedAt, dueOn, decidedAt } = application
  const place = { agreementId, agreementReference, agreementName, regime, categoryId, categoryTitle }
  return { id, ...place, state, startedAt, receivedAt, dueOn, decidedAt }
}

export const presentSummary = (application: Application): ApplicationSummaryDto => summaryOf(application)

export const presentOwnApplication = (application: OwnApplication): OwnApplicationDto => ({
  ...summaryOf(application),
  etag: etagOf(application.revision),
  productIds: application.productIds,
  offer: valuesOf(application.offer),
  declaration: {
    name: application.signs.name,
    contentHash: application.signs.contentHash,
    title: application.signs.title,
    statements: [...application.signs.statements],
  },
  declaredAs: application.declaredAs,
  dueBy: application.dueBy,
  extensionReason: application.extensionReason,
  lacking: (application.preparation?.lacking ?? []).map(presentLacking),
  retired: application.preparation?.retired ?? [],
  contentHash: application.preparation?.contentHash ?? null,
  criterion: application.criterion,
  ground: application.ground,
  reasons: application.reasons,
})

const presentLacking = ({ question, title, productId, lacks, isExpired }: LackingAnswer): LackingAnswerDto => ({
  question,
  title,
  productId,
  lacks,
  isExpired,
})

export const presentGiven = ({
  id,
  question,
  productId,
  version,
  hash,
  content,
  expiresOn,
  given,
  pinnedAt,
  counts,
}: GivenAnswer): GivenAnswerDto => ({
  ...{ id, question, productId, version, hash: shownHex(hash) },
  content: content as PinnedContentDto,
  expiresOn,
  given,
  pinnedAt,
  counts,
})
