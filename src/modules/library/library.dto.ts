import { ApiProperty } from '@nestjs/swagger'
import { IsDefined, IsOptional, IsUUID } from 'class-validator'

import { shownHex } from '../../shared/canonical.js'
import { Words } from '../../web/fields.js'
import { etagOf } from '../../web/request-parts.js'
import { NamedFileDto } from './answer-files.dto.js'
import { compareAnswers } from './domain/answer-words.js'
import { lacking, stateOf } from './domain/completeness.js'
import { expiryState } from './domain/expiry.js'
import { NO_ANSWER } from './domain/library-answer.js'
import { findQuestion, setName } from './domain/question-set.js'
import type { AnsweredQuestion, ComparedVersions, Library, ReadVersion } from './library.service.js'
import type { AnswerVersion, CurrentAnswer, Product } from './library-queries.js'

const VALUES = { type: 'object', additionalProperties: { type: 'string' } } as const

export class ProductQuery {
  /** Id of the product that a claim is about; left out for all other questions. */
  @IsOptional()
  @IsUUID()
  product?: string
}

/** What is answered: text by the name of the field, and rows of the same where the question has them. */
export class LibraryAnswerDto {
  @ApiProperty({ ...VALUES, example: { kind: 'cyber_essentials', number: 'IASME-CE-012345' } })
  values!: object

  @ApiProperty({ type: 'array', items: VALUES })
  rows!: object[]

  /** The evidence, which has routes of its own; left out where there is none. */
  files?: NamedFileDto[]
}

export class LibraryAnswerInput {
  /**
   * As the question has its fields: `values` by the name of the field, all of them text, and `rows` of such values where the question has rows.
   * It replaces the answer; an empty object takes all but the files back. Whatever is missing can be added later.
   */
  @IsDefined()
  @ApiProperty({ type: 'object', additionalProperties: true, example: { values: { kind: 'none', plan: 'We are certified in March.' } } })
  answer!: unknown
}

export class NewProductInput {
  /** What it is called; no other product of the library has the name. It stays. */
  @Words(200)
  name!: string
}

export class LibraryProductDto {
  id!: string
  name!: string
  addedAt!: string

  /** From then on nothing is claimed of it any more. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  retiredAt!: string | null
}

export class CurrentAnswerDto {
  /** Id of the question in the question set. */
  question!: string

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  productId!: string | null

  /** 0 where nothing was ever answered. */
  version!: number
  /** For If-Match. */
  etag!: string

  /** SHA-256 of the canonical content of this version, by which it is pinned. */
  @ApiProperty({ type: String, nullable: true })
  hash!: string | null

  answer!: LibraryAnswerDto

  /** Nothing is answered, something that is asked is missing, or nothing is. */
  @ApiProperty({ enum: ['missing', 'begun', 'done'] })
  state!: string

  /** What is still to be answered, in words. */
  lacks!: string[]

  @ApiProperty({ type: String, format: 'date', nullable: true })
  expiresOn!: string | null

  /** It never runs out, does so later than anybody is reminded of it, soon, or has. */
  @ApiProperty({ enum: ['none', 'good', 'near', 'expired'] })
  expiry!: string

  @ApiProperty({ type: String, nullable: true })
  writtenByName!: string | null

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  writtenAt!: string | null

  @ApiProperty({ type: String, nullable: true })
  confirmedByName!: string | null

  /** When somebody last said that it is still true. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  confirmedAt!: string | null
}

export class LibraryDto {
  /** Name and version of the question set that is asked today. */
  questionSet!: string
  /** All of them, those that are retired included: no more are taken than the library may hold. */
  products!: LibraryProductDto[]
  /** Every answer that there is; questions without one are not listed. */
  answers!: CurrentAnswerDto[]
}

export class LibraryVersionSummaryDto {
  number!: number
  hash!: string
  writtenByName!: string
  writtenAt!: string
}

export class LibraryVersionPageDto {
  items!: LibraryVersionSummaryDto[]
  nextCursor!: string | null
}

class ProductOfVersionDto {
  id!: string
  name!: string
}

/** All that is hashed: the hash is the SHA-256 of this object as canonical JSON (RFC 8785). */
class VersionContentDto {
  questionSet!: string
  question!: string

  @ApiProperty({ type: () => ProductOfVersionDto, nullable: true })
  product!: ProductOfVersionDto | null

  answer!: LibraryAnswerDto
  /** Keeps the answer from being guessed by its hash. */
  salt!: string
}

export class LibraryVersionDto extends LibraryVersionSummaryDto {
  content!: VersionContentDto
}

export class ChangedLineDto {
  label!: string
  before!: string
  after!: string
}

export class LibraryDiffDto {
  before!: LibraryVersionSummaryDto
  after!: LibraryVersionSummaryDto
  /** What the later version says differently, thing by thing; a side is empty where it says nothing of it. */
  changes!: ChangedLineDto[]
}

export const presentLibrary = (library: Library): LibraryDto => ({
  questionSet: setName(library.set),
  products: library.products.map(presentProduct),
  answers: library.answers.flatMap(current => {
    const placed = findQuestion(library.set, current.question)
    return placed === null ? [] : [presentAnswer({ ...placed, ...library, product: null, current }, current)]
  }),
})

export const presentProduct = ({ id, name, addedAt, retiredAt }: Product): LibraryProductDto => ({ id, name, addedAt, retiredAt })

export function presentAnswer(
  { question, set, today, current }: AnsweredQuestion,
  { question: id, productId }: Pick<CurrentAnswer, 'question' | 'productId'>,
): CurrentAnswerDto {
  const answer = current?.answer ?? NO_ANSWER
  const version = current?.version ?? 0
  return {
    question: id,
    productId,
    version,
    etag: etagOf(version),
    hash: current === null ? null : shownHex(current.hash),
    answer: { values: answer.values, rows: [...answer.rows], ...(answer.files === undefined ? {} : { files: [...answer.files] }) },
    state: stateOf(question, answer),
    lacks: lacking(question, answer),
    expiresOn: current?.expiresOn ?? null,
    expiry: expiryState(set, current?.expiresOn ?? null, today),
    writtenByName: current?.writtenByName ?? null,
    writtenAt: current?.writtenAt ?? null,
    confirmedByName: current?.confirmedByName ?? null,
    confirmedAt: current?.confirmedAt ?? null,
  }
}

export const presentSummary = ({ number, hash, writtenByName, writtenAt }: AnswerVersion) => ({
  number,
  hash: shownHex(hash),
  writtenByName,
  writtenAt,
})

export const presentVersion = (version: ReadVersion): LibraryVersionDto => ({
  ...presentSummary(version),
  content: version.content as VersionContentDto,
})

/** The earlier of the two is the first of them, whichever was asked for. */
export function presentDiff({ question, before, after }: ComparedVersions & { before: ReadVersion }): LibraryDiffDto {
  const changes = compareAnswers(question, before.content.answer, after.content.answer)
  const text = (segments: (typeof changes)[number]['before']): string => segments.map(segment => segment.text).join('')
  return {
    before: presentSummary(before),
    after: presentSummary(after),
    changes: changes.map(line => ({ label: line.label, before: text(line.before), after: text(line.after) })),
  }
}
