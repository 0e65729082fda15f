import { Injectable } from '@nestjs/common'

import { firstRow, rows } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { pageOf, type Page, readCursor } from '../../shared/keyset.js'
import type { Regime } from './domain/agreement-content.js'
import type { OpenedState } from './domain/agreement-lifecycle.js'

export type { Regime }

export interface Category {
  id: string
  code: string
  title: string
}

export interface Agreement {
  id: string
  reference: string
  name: string
  regime: Regime
  /** An open one whose validity is over has expired. */
  state: OpenedState
  revision: number
  /** For rehearsal: flagged everywhere and never part of public data. */
  practice: boolean
  /** Whole days a tender stays open at the least, counted without the day of publication. */
  minimumTenderDays: number
  /** Whole days that suppliers have to ask to join before the first invitation. */
  initialWindowDays: number
  maximumTermMonths: number
  /** Working days by which a material amendment moves the deadline at the least. */
  amendmentWorkingDays: number
  /** Where that figure comes from. */
  amendmentSource: string
  /** Whole days that an answer which matters to bids leaves bidders, counted without the day of the answer. */
  answerDays: number
  answerSource: string
  /** Working days within which an officer answers that a rule does not fit. */
  ruleAnswerWorkingDays: number
  ruleAnswerSource: string
  /** Questions and rule clarifications of one supplier that may wait for a requirement at once. */
  mostOpenQuestions: number
  openQuestionsSource: string
  validFrom: Instant
  validUntil: Instant
  /** Hundredths of a percent of what is invoiced under contracts; null until it is set. */
  levyBasisPoints: number | null
  categories: Category[]
}

/** SQL: the state of agreement `a` by the market's clock. */
export const STATE_NOW = `CASE WHEN a.state = 'open' AND a.valid_until <= market_now() THEN 'expired' ELSE a.state END`

const AGREEMENT = `
  SELECT a.id, a.reference, a.name, a.regime, ${STATE_NOW} AS state, a.revision, a.practice, a.minimum_tender_days AS "minimumTenderDays",
         a.maximum_term_months AS "maximumTermMonths", a.amendment_working_days AS "amendmentWorkingDays",
         a.amendment_source AS "amendmentSource", a.answer_days AS "answerDays", a.answer_source AS "answerSource",
         a.rule_answer_working_days AS "ruleAnswerWorkingDays", a.rule_answer_source AS "ruleAnswerSource",
         a.most_open_questions AS "mostOpenQuestions", a.open_questions_source AS "openQuestionsSource", a.valid_from AS "validFrom", a.valid_until AS "validUntil",
         a.initial_window_days AS "initialWindowDays", a.levy_basis_points AS "levyBasisPoints",
         (SELECT coalesce(json_agg(json_build_object('id', c.id, 'code', c.code, 'title', c.title) ORDER BY c.code), '[]')
          FROM category c WHERE c.agreement_id = a.id) AS categories
  FROM agreement a`

/** The agreement with its categories, or NotFound. */
export async function getAgreement(view: Readable, id: string): Promise<Agreement> {
  const agreement = await firstRow<Agreement>(view, `${AGREEMENT} WHERE a.id = $1`, [id])
  if (agreement === null) throw new NotFound('agreement')
  return agreement
}

/** A category where several agreements' stand together. */
export interface CategoryOfAgreement {
  title: string
  agreement: string
}

export const listCategoriesOf = (view: Readable, requirementId: string): Promise<CategoryOfAgreement[]> =>
  rows<CategoryOfAgreement>(
    view,
    `SELECT c.title, a.reference AS agreement FROM category c JOIN agreement a ON a.id = c.agreement_id
     WHERE c.id = ANY ((SELECT category_ids FROM requirement WHERE id = $1)::uuid[]) ORDER BY c.code`,
    [requirementId],
  )

@Injectable()
export class AgreementsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** What is in force for real; people with an account see the practice agreements too. */
  list(actor: Actor | null, limit: number, cursor: string | undefined): Promise<Page<Agreement>> {
    const [after] = readCursor(cursor, ['uuid']) ?? [null]
    return this.unitOfWork.readPublic(async view => {
      const found = await rows<Agreement>(
        view,
        `${AGREEMENT} WHERE ($1::uuid IS NULL OR a.id > $1) AND ($3 OR NOT a.practice) ORDER BY a.id LIMIT $2`,
        [after, limit + 1, actor !== null],
      )
      return pageOf(found, limit, ({ id }) => [id])
    })
  }

  /** Those that are open by the clock, the newest first, and whether there are more than these; practice agreements as in the list. */
  listOpen(actor: Actor | null, most: number): Promise<{ items: Agreement[]; isMore: boolean }> {
    return this.unitOfWork.readPublic(async view => {
      const found = await rows<Agreement>(
        view,
        `${AGREEMENT} WHERE a.state = 'open' AND a.valid_until > market_now() AND ($2 OR NOT a.practice) ORDER BY a.id DESC LIMIT $1`,
        [most + 1, actor !== null],
      )
      return { items: found.slice(0, most), isMore: found.length > most }
    })
  }
}
