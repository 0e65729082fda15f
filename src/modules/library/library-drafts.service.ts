import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { firstRow } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import { Sealing } from '../../shared/sealing.js'
import { findQuestion } from './domain/question-set.js'
import type { TypedPart, TypedQuestion } from './domain/typed-part.js'
import { DRAFT_OF_PART, dropDraft, idOfDraft, type Place } from './library-draft-queries.js'
import { lockLibrary } from './library-queries.js'
import { refuseOthers } from './library.service.js'
import { openProduct } from './open-product.js'
import { currentSet } from './question-sets.js'
import { draftOf } from './sealed-library.js'

/** What somebody typed into the form of a part and has not saved. Each time it is kept it has another id. */
export interface KeptDraft {
  id: string
  keptByName: string
  keptAt: Instant
  questions: TypedQuestion[]
}

/** As it is sealed: the questions by their ids. */
type Typed = (Omit<TypedQuestion, 'question'> & { question: string })[]

interface DraftRow {
  id: string
  supplierId: string
  keptByName: string
  keptAt: Instant
  sealed: Buffer
}

/** Forms of the library that were not saved: one of each part, for everybody of the supplier who writes in it. No draft is an answer. */
@Injectable()
export class LibraryDraftsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealing: Sealing,
  ) {}

  find(actor: Actor, { part, productId }: Place): Promise<KeptDraft | null> {
    refuseOthers(actor)
    return this.unitOfWork.read(actor, async view => {
      const row = await firstRow<DraftRow>(
        view,
        `SELECT d.id, d.supplier_id AS "supplierId", p.name AS "keptByName", d.kept_at AS "keptAt", d.typed AS sealed
         FROM library_draft d JOIN person p ON p.id = d.kept_by WHERE ${DRAFT_OF_PART}`,
        [actor.organisationId, part, productId],
      )
      return row === null ? null : this.opened(row)
    })
  }

  /** Keeps what was typed, malformed or not, in the place of the draft that the form was made from; false, and nothing, where another is kept. */
  keep(actor: Actor, { part, productId }: Place, typed: TypedPart): Promise<boolean> {
    refuseOthers(actor)
    return this.unitOfWork.run(actor, async tx => {
      await lockLibrary(tx, actor.organisationId)
      await openProduct(tx, this.sealing, actor, { productId })
      const kept = await idOfDraft(tx, actor, { part, productId })
      if (kept !== null && kept !== typed.draft) return false
      await dropDraft(tx, actor, typed.draft)
      const id = newId()
      const questions: Typed = typed.questions.map(({ question, ...rest }) => ({ ...rest, question: question.id }))
      await tx.query(
        'INSERT INTO library_draft (id, supplier_id, part_id, product_id, typed, kept_by, kept_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [
          id,
          actor.organisationId,
          part,
          productId,
          this.sealing.seal(questions, draftOf(actor.organisationId, id)),
          actor.personId,
          await marketNow(tx),
        ],
      )
      return true
    })
  }

  /** False where it is not there any more, so that whoever kept another since is not hurt. */
  drop(actor: Actor, draftId: string): Promise<boolean> {
    refuseOthers(actor)
    return this.unitOfWork.run(actor, async tx => {
      await lockLibrary(tx, actor.organisationId)
      return dropDraft(tx, actor, draftId)
    })
  }

  private opened({ supplierId, sealed, ...row }: DraftRow): KeptDraft {
    const typed = this.sealing.unseal(sealed, draftOf(supplierId, row.id)) as Typed
    const questions = typed.flatMap(each => {
      const placed = findQuestion(currentSet(), each.question)
      return placed === null ? [] : [{ ...each, question: placed.question }]
    })
    return { ...row, questions }
  }
}
