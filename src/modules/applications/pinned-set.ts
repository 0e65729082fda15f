import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Sealing } from '../../shared/sealing.js'
import { compareAnswers, linesOf, type SaidLine } from '../library/domain/answer-words.js'
import { findQuestion } from '../library/domain/question-set.js'
import { hashOfContent } from '../library/library-content.js'
import { getNamedSet } from '../library/question-sets.js'
import { newestOf } from './domain/decided-on.js'
import { listAllPinned, type PinnedAnswer } from './pinned-answers.js'

/** One answer as the officers had it at a moment. */
export interface AnswerThen {
  pin: PinnedAnswer
  title: string
  /** Of a claim about a product. */
  isClaim: boolean
  lines: SaidLine[]
  /** Whether the content comes to the hash that pins it. */
  isVerified: boolean
  /** The newest version up to this one that an officer has accepted, on admission or in a review since; null where none has. */
  accepted: PinnedAnswer | null
  /** Labels of what this version says otherwise than the accepted one. */
  changed: string[]
}

/** What officers had been given of an application by a moment, of each answer the newest, in the order of the questions. */
export async function listPinnedBy(view: Readable, sealing: Sealing, applicationId: string, at: Instant): Promise<AnswerThen[]> {
  const [pins, accepted] = await Promise.all([listAllPinned(view, sealing, applicationId), listAccepted(view, applicationId)])
  return newestOf(pins.filter(({ pinnedAt }) => pinnedAt <= at))
    .map(pin => answerThen(pin, newestAccepted(pins, accepted, pin)))
    .toSorted((one, other) => one.place - other.place)
    .map(({ answer }) => answer)
}

interface Placed {
  answer: AnswerThen
  place: number
}

/** Admission accepts what was given up to the decision; what was changed since is accepted by its review. */
async function listAccepted(view: Readable, applicationId: string): Promise<ReadonlySet<string>> {
  const found = await rows<{ id: string }>(
    view,
    `SELECT w.id FROM application_answer w JOIN application a ON a.id = w.application_id
     WHERE w.application_id = $1 AND ((a.state = 'admitted' AND w.given <> 'changed')
       OR EXISTS (SELECT FROM membership_review v WHERE v.new_pin = w.id AND v.application_id = w.application_id AND v.outcome = 'accepted'))`,
    [applicationId],
  )
  return new Set(found.map(({ id }) => id))
}

function newestAccepted(pins: readonly PinnedAnswer[], accepted: ReadonlySet<string>, upTo: PinnedAnswer): PinnedAnswer | null {
  const earlier = pins.filter(({ id, answerId, version }) => accepted.has(id) && answerId === upTo.answerId && version <= upTo.version)
  return earlier.reduce<PinnedAnswer | null>((newest, pin) => (newest === null || newest.version < pin.version ? pin : newest), null)
}

function answerThen(pin: PinnedAnswer, accepted: PinnedAnswer | null): Placed {
  const { content } = pin
  const set = getNamedSet(content.questionSet)
  const placed = findQuestion(set, pin.question)
  const ids = set.parts.flatMap(({ questions }) => questions.map(({ id }) => id))
  const answer = {
    pin,
    title: placed?.question.title ?? pin.question,
    isClaim: placed?.part.perProduct === true,
    lines: placed === null ? [] : linesOf(placed.question, content.answer),
    isVerified: hashOfContent(content).toString('hex') === pin.hash,
    accepted,
    changed:
      placed === null || accepted === null
        ? []
        : compareAnswers(placed.question, accepted.content.answer, content.answer).map(({ label }) => label),
  }
  return { answer, place: ids.indexOf(pin.question) }
}
