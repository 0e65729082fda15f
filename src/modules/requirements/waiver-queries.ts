import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { missingAmong, type WaiverConsent, type WaiverGiver, type WaiverSide } from './domain/waiver.js'

/** A waiver that is proposed counts only when three people have given it, before the deadline. */
export const WAIVER_STATES = ['proposed', 'given', 'lapsed'] as const

export type WaiverState = (typeof WAIVER_STATES)[number]

export interface ProposedWaiver {
  id: string
  requirementId: string
  rule: string
  given: boolean
}

export async function getWaiver(view: Readable, id: string): Promise<ProposedWaiver> {
  const found = await firstRow<ProposedWaiver>(
    view,
    `SELECT p.id, p.requirement_id AS "requirementId", p.rule, w.id IS NOT NULL AS given
     FROM waiver_proposal p LEFT JOIN waiver w ON w.id = p.id WHERE p.id = $1`,
    [id],
  )
  if (found === null) throw new NotFound('waiver')
  return found
}

export const listWaiverConsents = (tx: Tx, waiverId: string): Promise<{ personId: string; side: WaiverSide }[]> =>
  rows(tx, 'SELECT person_id AS "personId", side FROM waiver_consent WHERE waiver_id = $1 ORDER BY consented_at, person_id', [waiverId])

/** What everybody reads of a waiver; which people gave it stands in the log. */
export interface PublicWaiver {
  id: string
  rule: string
  state: WaiverState
  ruleClarificationId: string
  proposedAt: Instant
  givenAt: Instant | null
}

export const listPublicWaivers = (view: Readable, requirementId: string, after: string | null, limit: number): Promise<PublicWaiver[]> =>
  rows<PublicWaiver>(
    view,
    `SELECT p.id, p.rule, p.rule_clarification_id AS "ruleClarificationId", p.proposed_at AS "proposedAt", w.given_at AS "givenAt",
            CASE WHEN w.id IS NOT NULL THEN 'given' WHEN r.state = 'open' AND clock.now < r.submission_deadline THEN 'proposed' ELSE 'lapsed' END AS state
     FROM (SELECT market_now() AS now OFFSET 0) clock, requirement r JOIN waiver_proposal p ON p.requirement_id = r.id LEFT JOIN waiver w ON w.id = p.id
     WHERE r.id = $1 AND ($2::uuid IS NULL OR p.id > $2) ORDER BY p.id LIMIT $3`,
    [requirementId, after, limit],
  )

/** The same with what was said against the rule and what the officer answered. */
export interface WaiverWithWords extends PublicWaiver {
  question: string
  answer: string
}

/** There are no more rules than this, and a rule is waived once. */
const MOST_WAIVERS = 100

export async function listWaiversWithWords(view: Readable, requirementId: string): Promise<WaiverWithWords[]> {
  const waivers = await listPublicWaivers(view, requirementId, null, MOST_WAIVERS)
  const said = await rows<Pick<WaiverWithWords, 'question' | 'answer'> & { id: string }>(
    view,
    'SELECT rule_clarification_id AS id, question, answer FROM rule_clarification_answer WHERE rule_clarification_id = ANY ($1)',
    [waivers.map(({ ruleClarificationId }) => ruleClarificationId)],
  )
  const words = new Map(said.map(({ id, ...each }) => [id, each]))
  return waivers.map(waiver => ({ ...waiver, question: '', answer: '', ...words.get(waiver.ruleClarificationId) }))
}

/** What an officer reads of a waiver. */
export interface SeenWaiver {
  id: string
  requirementId: string
  requirementTitle: string
  rule: string
  question: string
  answer: string
  proposedAt: Instant
  submissionDeadline: Instant
  state: WaiverState
  /** Who of the three has still to consent. */
  missing: WaiverGiver[]
  /** Whether the reader has consented. */
  ownConsent: boolean
}

type SeenRow = Omit<SeenWaiver, 'missing' | 'ownConsent'> & { consents: WaiverConsent[] }

const SEEN = `
  SELECT p.id, p.requirement_id AS "requirementId", r.title AS "requirementTitle", p.rule, a.question, a.answer, p.proposed_at AS "proposedAt",
         r.submission_deadline AS "submissionDeadline",
         CASE WHEN w.id IS NOT NULL THEN 'given' WHEN r.state = 'open' AND clock.now < r.submission_deadline THEN 'proposed' ELSE 'lapsed' END AS state,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('personId', c.person_id, 'side', c.side, 'senior',
                   EXISTS (SELECT FROM role_grant g WHERE g.person_id = c.person_id AND g.role = 'senior-officer'))), '[]')
          FROM waiver_consent c WHERE c.waiver_id = p.id) AS consents
  FROM (SELECT market_now() AS now OFFSET 0) clock, waiver_proposal p JOIN requirement r ON r.id = p.requirement_id
  JOIN rule_clarification_answer a ON a.rule_clarification_id = p.rule_clarification_id LEFT JOIN waiver w ON w.id = p.id`

const seenBy =
  (personId: string) =>
  ({ consents, ...waiver }: SeenRow): SeenWaiver => ({
    ...waiver,
    missing: waiver.state === 'given' ? [] : missingAmong(consents),
    ownConsent: consents.some(consent => consent.personId === personId),
  })

/** Those that wait for a consent, the next deadline first. */
export async function listWaitingWaivers(
  view: Readable,
  personId: string,
  [deadline = null, id = null]: readonly (string | null)[],
  limit: number,
): Promise<SeenWaiver[]> {
  const found = await rows<SeenRow>(
    view,
    `${SEEN} WHERE w.id IS NULL AND r.state = 'open' AND r.submission_deadline > clock.now
       AND ($1::timestamptz IS NULL OR (r.submission_deadline, p.id) > ($1, $2::uuid)) ORDER BY r.submission_deadline, p.id LIMIT $3`,
    [deadline, id, limit],
  )
  return found.map(seenBy(personId))
}

export async function getSeenWaiver(view: Readable, personId: string, id: string): Promise<SeenWaiver> {
  const found = await firstRow<SeenRow>(view, `${SEEN} WHERE p.id = $1`, [id])
  if (found === null) throw new NotFound('waiver')
  return seenBy(personId)(found)
}
