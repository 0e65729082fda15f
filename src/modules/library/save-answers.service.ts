import { Injectable } from '@nestjs/common'

import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Malformed } from '../../shared/domain/errors.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { Sealing } from '../../shared/sealing.js'
import { recordAudit } from '../audit/record-audit.js'
import { isBlank, type LibraryAnswer, NO_ANSWER, withFiles } from './domain/library-answer.js'
import { readAnswer } from './domain/read-answer.js'
import { isSameAnswer } from './library-content.js'
import { answerAt, type AnswerKey, findAnswer, libraryOf, lockLibrary, type Product, today } from './library-queries.js'
import { dropDraft } from './library-draft-queries.js'
import { placedQuestion, refuseOthers } from './library.service.js'
import { openProduct } from './open-product.js'
import { currentSet } from './question-sets.js'
import { type Changed, writeVersion } from './write-version.js'

/** An answer with the version of it that somebody was shown. */
export interface SeenAnswer extends AnswerKey {
  seen: number
}

/** What somebody typed over it. */
export interface TypedAnswer extends SeenAnswer {
  given: unknown
}

class NothingToConfirm extends Conflict {
  constructor() {
    super('nothing-to-confirm', 'There is no answer to confirm. Answer the question first.')
  }
}

@Injectable()
export class SaveAnswersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealing: Sealing,
  ) {}

  /** Saves an answer that nobody changed since `revision`, as a new version; one that says the same makes none. */
  save(actor: Actor, key: AnswerKey, revision: number, given: unknown): Promise<void> {
    refuseOthers(actor)
    return this.unitOfWork.run(actor, async tx => {
      await lockLibrary(tx, actor.organisationId)
      const product = await this.productOf(tx, actor, key)
      const answer = await this.read(tx, key, given)
      const current = await findAnswer(tx, this.sealing, actor, key)
      refuseStale(current?.version ?? 0, revision)
      await writeVersion(tx, this.sealing, actor, { ...key, product, answer: withFiles(answer, current?.answer.files) })
    })
  }

  /**
   * Saves what one person changed of several answers over what others saved meanwhile; answers the questions of which both changed the answer:
   * then nothing is saved. The draft that it was typed into is kept no more once it is saved; one that others keep is.
   */
  merge(actor: Actor, typed: readonly TypedAnswer[], draftId: string | null): Promise<string[]> {
    refuseOthers(actor)
    return this.unitOfWork.run(actor, async tx => {
      await lockLibrary(tx, actor.organisationId)
      const clashes: string[] = []
      const due: Changed[] = []
      const problems = []
      for (const { seen, given, ...key } of typed) {
        const product = await this.productOf(tx, actor, key)
        const { answer, problems: wrong } = readAnswer(placedQuestion(currentSet(), key).question, given, await today(tx))
        problems.push(...wrong.map(each => ({ ...each, pointer: `/${key.question}${each.pointer}` })))
        const current = await findAnswer(tx, this.sealing, actor, key)
        const now = current?.answer ?? NO_ANSWER
        if (isSameAnswer(answer, withFiles(now))) continue
        // Files have a page of their own: one that came or went meanwhile changes nothing that stood in the form.
        const shown = (current?.version ?? 0) === seen ? now : await this.shown(tx, current?.id ?? null, seen)
        if (isSameAnswer(answer, withFiles(shown))) continue
        if (isSameAnswer(withFiles(now), withFiles(shown))) due.push({ ...key, product, answer: withFiles(answer, now.files) })
        else clashes.push(key.question)
      }
      if (problems.length > 0) throw new AnswersMalformed(problems)
      if (clashes.length > 0) return clashes
      for (const each of due) await writeVersion(tx, this.sealing, actor, each)
      await dropDraft(tx, actor, draftId)
      return []
    })
  }

  /** Says that answers, as they were read, are still true: all of them, or none where somebody changed one meanwhile. */
  async confirm(actor: Actor, read: readonly SeenAnswer[], repeat: RepeatKey | null): Promise<void> {
    refuseOthers(actor)
    await runOnce(this.unitOfWork, actor, repeat, async tx => {
      await lockLibrary(tx, actor.organisationId)
      for (const each of read) await this.confirmOne(tx, actor, each)
      return {}
    })
  }

  private async confirmOne(tx: Tx, actor: Actor, { question, productId, seen }: SeenAnswer): Promise<void> {
    const key = { question, productId }
    await this.productOf(tx, actor, key)
    const current = await findAnswer(tx, this.sealing, actor, key)
    refuseStale(current?.version ?? 0, seen)
    if (current === null || isBlank(current.answer)) throw new NothingToConfirm()
    await tx.query('UPDATE library_answer SET confirmed_by = $2, confirmed_at = market_now() WHERE id = $1', [current.id, actor.personId])
    const { version, hash } = current
    await recordAudit(tx, actor, 'library.answer-confirmed', libraryOf(actor), { ...key, version, hash })
  }

  private productOf(tx: Tx, actor: Actor, key: AnswerKey): Promise<Product | null> {
    placedQuestion(currentSet(), key)
    return openProduct(tx, this.sealing, actor, key)
  }

  private async read(tx: Tx, key: AnswerKey, given: unknown): Promise<LibraryAnswer> {
    const { answer, problems } = readAnswer(placedQuestion(currentSet(), key).question, given, await today(tx))
    if (problems.length > 0) throw new AnswersMalformed(problems)
    return answer
  }

  /** What stood in the form. A version that never was is as if nothing did. */
  private async shown(tx: Tx, answerId: string | null, seen: number): Promise<LibraryAnswer> {
    return answerId === null ? NO_ANSWER : answerAt(tx, this.sealing, answerId, seen)
  }
}

class AnswersMalformed extends Malformed {
  constructor(errors: Malformed['errors']) {
    super('answers-malformed', 'Some answers do not have the shape of their question. See errors.', errors)
  }
}
