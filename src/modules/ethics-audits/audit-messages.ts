import { randomBytes } from 'node:crypto'

import { sha256, shownHash } from '../../shared/canonical.js'
import { rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import { messageOf, type Sealing } from '../bids/sealing.js'
import type { MessageSide } from './domain/audit-thread.js'
import type { EthicsAudit } from './ethics-audit-queries.js'

/** Who spoke about which answer, the oldest first; what was said stays sealed. */
export interface Turn {
  id: string
  questionId: string
  side: MessageSide
  writtenAt: Instant
  /** Until when the supplier is asked to answer; null of its own answers. */
  dueAt: Instant | null
  /** Whether that has passed. */
  duePassed: boolean
}

export interface Message extends Turn {
  text: string
}

/** What is sealed of a message. The salt keeps what was said from being guessed by what the log commits to; earlier releases made none. */
interface Said {
  text: string
  salt: string | null
}

type WhoseThreads = Pick<EthicsAudit, 'id' | 'supplierId'>

const TURN = `id, question_id AS "questionId", side, written_at AS "writtenAt", due_at AS "dueAt", coalesce(due_at <= market_now(), false) AS "duePassed"`

export const listTurns = (view: Readable, auditId: string): Promise<Turn[]> =>
  rows<Turn>(view, `SELECT ${TURN} FROM ethics_audit_message WHERE audit_id = $1 ORDER BY revision`, [auditId])

/** The same with what was said; throws SealedUnreadable where it does not open. */
export async function listMessages(view: Readable, sealing: Sealing, { id, supplierId }: WhoseThreads): Promise<Message[]> {
  const found = await rows<Turn & { said: Buffer }>(
    view,
    `SELECT ${TURN}, said FROM ethics_audit_message WHERE audit_id = $1 ORDER BY revision`,
    [id],
  )
  return found.map(({ said, ...turn }) => ({ ...turn, text: (sealing.unseal(said, messageOf(supplierId, turn.id)) as Said).text }))
}

export interface NewMessage extends Pick<Turn, 'questionId' | 'side' | 'writtenAt' | 'dueAt'> {
  /** The revision of the audit that writing it makes. */
  revision: number
  text: string
  personId: string | null
}

/** What the log says of a message: `commitment` is the hash of the salt and the text that are sealed in its row. */
export interface Written {
  messageId: string
  commitment: string
}

export async function insertMessage(tx: Tx, sealing: Sealing, { id, supplierId }: WhoseThreads, message: NewMessage): Promise<Written> {
  const messageId = newId()
  const { questionId, revision, side, text, personId, writtenAt, dueAt } = message
  const salt = randomBytes(32)
  const said: Said = { text, salt: salt.toString('hex') }
  await tx.query(
    `INSERT INTO ethics_audit_message (id, audit_id, question_id, revision, side, said, person_id, written_at, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [messageId, id, questionId, revision, side, sealing.seal(said, messageOf(supplierId, messageId)), personId, writtenAt, dueAt],
  )
  return { messageId, commitment: shownHash(sha256(Buffer.concat([salt, Buffer.from(text)]))) }
}
