import { oneRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { GIVEN_UP_AFTER_DAYS } from './domain/mail-retries.js'

/** A notification that this process, and for a while no other, hands over as mail. */
export interface ClaimedMail {
  id: string
  kind: string
  email: string
  subjectType: string
  subjectId: string
  details: Readonly<Record<string, unknown>>
  /** Whether the recipient is told as one of the operator's people. */
  toOperator: boolean
  occurredAt: Instant
  createdAt: Instant
  /** How often it was claimed, this time included: whoever claims it later has a higher number. */
  attempts: number
}

/** What a mail is written from, of `notification n`. */
const MAIL_COLUMNS = `
  n.id, n.kind, coalesce(n.address, (SELECT p.email FROM person p WHERE p.id = n.person_id)) AS email, n.subject_type AS "subjectType",
  n.subject_id AS "subjectId", n.details, n.occurred_at AS "occurredAt", n.created_at AS "createdAt", n.mail_attempts AS attempts,
  EXISTS (SELECT FROM organisation o WHERE o.id = n.organisation_id AND o.kind = 'operator') AS "toOperator"`

/** Longer than handing over can take: only a process that died or stood still loses its claim, and then another sends the mail again. */
const CLAIMED_FOR_SECONDS = 150

const UNSENT = 'mailed_at IS NULL AND mail_given_up_at IS NULL'

const WAITING = `${UNSENT} AND mail_due_at <= (SELECT market_now())`

/** Takes mails that are due, the longest waiting first, each for this process alone. */
export async function claimMails(tx: Tx, atMost: number): Promise<ClaimedMail[]> {
  await dropPointless(tx)
  return rows<ClaimedMail>(
    tx,
    `UPDATE notification n SET mail_attempts = mail_attempts + 1, mail_due_at = market_now() + make_interval(secs => ${CLAIMED_FOR_SECONDS})
     WHERE n.id IN (SELECT id FROM notification WHERE ${WAITING} ORDER BY mail_due_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING ${MAIL_COLUMNS}`,
    [atMost],
  )
}

/** The latest that were neither taken nor given up, newest first, as whoever claims them next will write them. */
export const listUnsent = (view: Readable, atMost: number): Promise<ClaimedMail[]> =>
  rows<ClaimedMail>(view, `SELECT ${MAIL_COLUMNS} FROM notification n WHERE ${UNSENT} ORDER BY n.id DESC LIMIT $1`, [atMost])

/** Why a waiting mail is sent no more, with the condition in SQL. */
const POINTLESS: Readonly<Record<string, string>> = {
  'too-old': `n.created_at < (SELECT market_now()) - make_interval(days => ${GIVEN_UP_AFTER_DAYS})`,
  'left-the-organisation': `n.organisation_id IS NOT NULL AND NOT EXISTS (SELECT FROM role_grant g WHERE g.person_id = n.person_id AND g.organisation_id = n.organisation_id)`,
  'no-longer-due': `CASE n.kind
     WHEN 'bid.deadline-near' THEN NOT EXISTS (
       SELECT FROM bid b JOIN requirement r ON r.id = b.requirement_id
       WHERE b.id = n.subject_id AND b.state = 'draft' AND r.state = 'open' AND r.submission_deadline > (SELECT market_now())
         AND r.submission_deadline = (n.details ->> 'deadline')::timestamptz)
     WHEN 'bid.not-submitted' THEN NOT EXISTS (
       SELECT FROM bid b JOIN requirement r ON r.id = b.requirement_id
       WHERE b.id = n.subject_id AND b.state = 'not-submitted' AND r.submission_deadline <= (SELECT market_now()))
     ELSE n.subject_type = 'code' AND NOT EXISTS (
       SELECT FROM mailed_code c WHERE c.id = n.subject_id AND c.spent_at IS NULL AND c.expires_at > (SELECT market_now())) END`,
}

async function dropPointless(tx: Tx): Promise<void> {
  for (const [reason, condition] of Object.entries(POINTLESS)) {
    await tx.query(
      `UPDATE notification SET mail_given_up_at = market_now(), mail_trouble = $1
       WHERE id IN (SELECT id FROM notification n WHERE ${WAITING} AND ${condition} FOR UPDATE SKIP LOCKED)`,
      [reason],
    )
  }
}

/** The server took it. Counts even where the claim ran out meanwhile: what was sent was sent. */
export const markMailed = (tx: Tx, { id }: ClaimedMail, answer: string): Promise<unknown> =>
  tx.query(
    `UPDATE notification SET mailed_at = market_now(), mail_answer = left($2, 500), mail_given_up_at = NULL, mail_trouble = NULL
     WHERE id = $1 AND mailed_at IS NULL`,
    [id, answer],
  )

/** It was not taken: somebody tries again after the pause, or nobody does when there is none. */
export const noteTrouble = (tx: Tx, { id, attempts }: ClaimedMail, trouble: string, pauseSeconds: number | null): Promise<unknown> =>
  tx.query(
    `UPDATE notification SET mail_trouble = $3, mail_due_at = market_now() + make_interval(secs => coalesce($4, 0)),
            mail_given_up_at = CASE WHEN $4::integer IS NULL THEN market_now() END
     WHERE id = $1 AND mail_attempts = $2 AND mailed_at IS NULL AND mail_given_up_at IS NULL`,
    [id, attempts, trouble, pauseSeconds],
  )

/** How many mails should be out and are not. Those to suppliers are left out, though they go the same way: their number would tell how many bid. */
export async function countUnsent(view: Readable): Promise<{ overdue: number; givenUp: number }> {
  return oneRow(
    view,
    `SELECT count(*) FILTER (WHERE n.mail_given_up_at IS NULL AND n.created_at < clock.now - interval '1 minute')::int AS overdue,
            count(*) FILTER (WHERE n.mail_given_up_at > clock.now - interval '1 day'
                               AND n.mail_trouble NOT IN ('left-the-organisation', 'no-longer-due'))::int AS "givenUp"
     FROM (SELECT market_now() AS now OFFSET 0) clock, notification n LEFT JOIN organisation o ON o.id = n.organisation_id
     WHERE o.kind IS DISTINCT FROM 'supplier' AND n.mailed_at IS NULL`,
  )
}
