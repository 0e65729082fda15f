import { shownHash } from '../../shared/canonical.js'
import { firstRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { hashOfPinned } from '../applications/domain/pinned-hash.js'
import { type AnswerThen, listPinnedBy } from '../applications/pinned-set.js'
import type { Sealing } from './sealing.js'

/** Whether answers are pinned; that the membership came of no application, so that there are none; or that the version is from before either was noted. */
export type Pinned = 'pinned' | 'none' | 'not-recorded'

/** The answers of its supplier's library that a version of a bid stands on. */
export interface LibraryAnswers {
  version: number
  receivedAt: Instant
  membershipId: string | null
  categoryTitle: string | null
  applicationId: string | null
  pinned: Pinned
  /** What the version was received with; as shown. */
  hash: string | null
  /** Whether the answers come to that hash, and each to its own; null where none are pinned. */
  isVerified: boolean | null
  answers: AnswerThen[]
}

type Row = Pick<LibraryAnswers, 'version' | 'receivedAt' | 'membershipId' | 'categoryTitle' | 'applicationId'> & {
  answersHash: Buffer | null
}

/** Of a version that the reader may see; the row policies show nothing of any other. */
export async function readLibraryAnswers(view: Readable, sealing: Sealing, bidId: string, version: number): Promise<LibraryAnswers> {
  const row = await firstRow<Row>(
    view,
    `SELECT v.number AS version, v.received_at AS "receivedAt", v.membership_id AS "membershipId", v.answers_hash AS "answersHash",
            m.application_id AS "applicationId", c.title AS "categoryTitle"
     FROM bid_version v LEFT JOIN membership m ON m.id = v.membership_id LEFT JOIN category c ON c.id = m.category_id
     WHERE v.bid_id = $1 AND v.number = $2`,
    [bidId, version],
  )
  if (row === null) throw new NotFound('bid version')
  const { answersHash, ...rest } = row
  if (answersHash === null || row.applicationId === null)
    return { ...rest, pinned: row.membershipId === null ? 'not-recorded' : 'none', hash: null, isVerified: null, answers: [] }
  const answers = await listPinnedBy(view, sealing, row.applicationId, row.receivedAt)
  const isWhole = hashOfPinned(answers.map(({ pin }) => pin)).equals(answersHash)
  return {
    ...rest,
    pinned: 'pinned',
    hash: shownHash(answersHash),
    isVerified: isWhole && answers.every(({ isVerified }) => isVerified),
    answers,
  }
}
