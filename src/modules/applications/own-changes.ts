import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Sealing } from '../../shared/sealing.js'
import { listAnswers } from '../library/library-queries.js'
import { listPinned, type PinnedAnswer } from './pinned-answers.js'

/** An answer as the officers were given it last, beside what the library says now. */
export interface AnswerSince {
  pinned: PinnedAnswer
  /** The version of the library now. */
  version: number
  hash: string
  confirmedAt: Instant
  hasChanged: boolean
}

/** Of every answer that the officers were given what became of it in the library since. */
export async function readChangesSince(view: Readable, sealing: Sealing, actor: Actor, applicationId: string): Promise<AnswerSince[]> {
  const current = new Map((await listAnswers(view, sealing, actor)).map(answer => [answer.id, answer]))
  return (await listPinned(view, sealing, applicationId)).flatMap(pinned => {
    const now = current.get(pinned.answerId)
    if (now === undefined) return []
    const { version, hash, confirmedAt } = now
    return [{ pinned, version, hash, confirmedAt, hasChanged: version !== pinned.version }]
  })
}
