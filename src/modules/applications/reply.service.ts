import { Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { Sealing } from '../../shared/sealing.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { factsOfAnswers } from '../library/library-file-queries.js'
import { lacking } from '../library/domain/completeness.js'
import { type AnswerKey, type CurrentAnswer, findAnswer, listAnswers, lockLibrary, today } from '../library/library-queries.js'
import { placedQuestion } from '../library/library.service.js'
import { currentSet } from '../library/question-sets.js'
import { publish } from '../outbox/publish.js'
import { ApplicationIncomplete, getOwnApplication, lockOwnApplication, refuseNonSuppliers } from './application-guards.js'
import { type Application, applicationSubject } from './application-queries.js'
import { answersToPin } from './apply-content.js'
import { moveApplication } from './domain/application-lifecycle.js'
import { lackingFiles } from './domain/lacking-for-submission.js'
import { maySubmitApplication } from './domain/application-policy.js'
import { listPinned, pinAnswers } from './pinned-answers.js'
import { listRaised, listThread, type RaisedGround, type ThreadMessage } from './reply-thread.js'
import { saidOf } from './sealed-applications.js'
import { setState, touch } from './set-state.js'

/** All that the officers asked and raised, and what was said to it. */
export interface Thread {
  messages: ThreadMessage[]
  raised: RaisedGround[]
}

/** An answer of the library that says something else than the officers have. */
export interface Renewed {
  answer: CurrentAnswer
  /** The version that they have, or null. */
  givenVersion: number | null
}

/** What a supplier says to what officers ask about its application. */
@Injectable()
export class ReplyService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly sealing: Sealing,
  ) {}

  getThread(actor: Actor, id: string): Promise<Thread> {
    refuseNonSuppliers(actor)
    return this.unitOfWork.read(actor, async view => {
      await getOwnApplication(view, actor, id)
      return { messages: await listThread(view, this.sealing, id), raised: await listRaised(view, id) }
    })
  }

  /** Answers of the library that say something else than the officers have, or that they lack: what a reply can give. */
  listRenewed(actor: Actor, id: string): Promise<Renewed[]> {
    refuseNonSuppliers(actor)
    return this.unitOfWork.read(actor, async view => {
      const { productIds } = await getOwnApplication(view, actor, id)
      const given = new Map((await listPinned(view, this.sealing, id)).map(pin => [pin.answerId, pin.version]))
      const answers = answersToPin(currentSet(), await listAnswers(view, this.sealing, actor), productIds)
      return answers
        .filter(answer => given.get(answer.id) !== answer.version)
        .map(answer => ({ answer, givenVersion: given.get(answer.id) ?? null }))
    })
  }

  /**
   * Replies to what was asked, also after the day that was named while nothing is decided: with words, and with the answers of the library as
   * they are now, whole and in date. The application is under review again.
   */
  async reply(actor: Actor, id: string, text: string, given: readonly AnswerKey[], repeat: RepeatKey | null): Promise<void> {
    refuseNonSuppliers(actor)
    const subject = applicationSubject({ id, supplierId: actor.organisationId })
    await this.refusals.recorded(actor, { action: 'application.reply-refused', subject }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const application = await lockOwnApplication(tx, actor, id)
        if (application.state !== 'clarification') throw new NothingAsked()
        const state = moveApplication(application.state, 'under-review')
        const answers = await this.answersGiven(tx, actor, application, given)
        const messageId = newId()
        await tx.query(
          `INSERT INTO application_message (id, application_id, supplier_id, side, said, person_id, said_at) VALUES ($1, $2, $3, 'supplier', $4, $5, market_now())`,
          [
            ...[messageId, id, application.supplierId],
            this.sealing.seal(text.trim(), saidOf(application.supplierId, messageId)),
            actor.personId,
          ],
        )
        await pinAnswers(tx, this.sealing, application, answers, 'replied')
        await setState(tx, id, state)
        await publish(tx, { type: 'application.replied', payload: { applicationId: id } })
        const pins = answers.map(({ question, productId, version, hash }) => ({ question, productId, version, hash }))
        await recordAudit(tx, actor, 'application.replied', subject, { messageId, pins })
        return { id }
      }),
    )
  }

  /** Says what the supplier has to say about a ground that was raised, once, while nothing is decided on it; the day to reply by may have passed. */
  async replyToGround(actor: Actor, id: string, ground: string, text: string, repeat: RepeatKey | null): Promise<void> {
    if (!maySubmitApplication(actor)) throw new NotFound('application')
    const subject = applicationSubject({ id, supplierId: actor.organisationId })
    await this.refusals.recorded(actor, { action: 'application.exclusion-reply-refused', subject }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        await lockOwnApplication(tx, actor, id)
        await refuseUnlessWaiting(tx, id, ground)
        await tx.query(
          `UPDATE exclusion_case SET reply = $3, replied_by = $4, replied_at = market_now() WHERE application_id = $1 AND ground = $2`,
          [id, ground, text.trim(), actor.personId],
        )
        // An officer who decides on the ground has to have read the reply.
        await touch(tx, id)
        await publish(tx, { type: 'application.exclusion-replied', payload: { applicationId: id } })
        await recordAudit(tx, actor, 'application.exclusion-replied', subject, { ground })
        return { id }
      }),
    )
  }

  /** As the library has them now; it stays so until the transaction ends. */
  private async answersGiven(tx: Tx, actor: Actor, { productIds }: Application, given: readonly AnswerKey[]): Promise<CurrentAnswer[]> {
    if (given.length === 0) return []
    await lockLibrary(tx, actor.organisationId)
    const [set, day] = [currentSet(), await today(tx)]
    const answers: CurrentAnswer[] = []
    const faults = []
    for (const key of given) {
      const { question } = placedQuestion(set, key)
      if (key.productId !== null && !productIds.includes(key.productId)) throw new NotFound('product')
      const current = await findAnswer(tx, this.sealing, actor, key)
      if (current === null) throw new NotFound('answer')
      const lacks = [...lacking(question, current.answer), ...lackingFiles(current.answer, await factsOfAnswers(tx, [current]))]
      const isExpired = current.expiresOn !== null && current.expiresOn < day
      if (lacks.length > 0 || isExpired)
        faults.push({ question: question.id, title: question.title, productId: key.productId, lacks, isExpired })
      else answers.push(current)
    }
    if (faults.length > 0) throw new ApplicationIncomplete(faults)
    return answers
  }
}

class NothingAsked extends Conflict {
  constructor() {
    super('nothing-asked', 'No officer waits for a reply now. The application shows what was asked and said.')
  }
}

async function refuseUnlessWaiting(tx: Tx, id: string, ground: string): Promise<void> {
  const raised = await firstRow<{ isReplied: boolean; isDecided: boolean }>(
    tx,
    `SELECT reply IS NOT NULL AS "isReplied", decided_at IS NOT NULL AS "isDecided" FROM exclusion_case WHERE application_id = $1 AND ground = $2 FOR UPDATE`,
    [id, ground],
  )
  if (raised === null) throw new NotFound('ground')
  if (raised.isDecided)
    throw new Conflict(
      'exclusion-decided',
      'The ground is decided on, so nothing more is said to it. The application shows what was decided, and why.',
    )
  if (raised.isReplied) throw new Conflict('exclusion-replied', 'Your organisation has replied already. The officer reads that reply.')
}
