import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { AgreementContent } from './domain/agreement-content.js'
import type { DraftState } from './domain/agreement-lifecycle.js'

export interface AgreementDraft {
  id: string
  state: DraftState
  revision: number
  content: AgreementContent
  returnReason: string | null
  startedAt: Instant
  changedAt: Instant
}

export interface Contributor {
  personId: string
  name: string
}

const DRAFT = `
  SELECT d.id, d.state, d.revision, d.content, d.return_reason AS "returnReason", d.started_at AS "startedAt", d.changed_at AS "changedAt"
  FROM agreement_draft d`

/** The latest first. */
export const listDrafts = (view: Readable, after: readonly (string | number)[], most: number): Promise<AgreementDraft[]> =>
  rows<AgreementDraft>(
    view,
    `${DRAFT} WHERE $1::timestamptz IS NULL OR (d.changed_at, d.id) < ($1, $2::uuid) ORDER BY d.changed_at DESC, d.id DESC LIMIT $3`,
    [after[0] ?? null, after[1] ?? null, most],
  )

export async function getDraft(view: Readable, id: string): Promise<AgreementDraft> {
  const draft = await firstRow<AgreementDraft>(view, `${DRAFT} WHERE d.id = $1`, [id])
  if (draft === null) throw new NotFound('draft of an agreement')
  return draft
}

/** The same, held until the transaction ends: of two acts at once the second sees what the first made of it. */
export async function lockDraft(tx: Tx, id: string): Promise<AgreementDraft> {
  const draft = await firstRow<AgreementDraft>(tx, `${DRAFT} WHERE d.id = $1 FOR UPDATE`, [id])
  if (draft === null) throw new NotFound('draft of an agreement')
  return draft
}

export const listContributors = (view: Readable, id: string): Promise<Contributor[]> =>
  rows<Contributor>(
    view,
    `SELECT p.id AS "personId", p.name FROM agreement_contributor c JOIN person p ON p.id = c.person_id WHERE c.draft_id = $1 ORDER BY p.name, p.id`,
    [id],
  )

export async function insertDraft(tx: Tx, id: string, content: AgreementContent): Promise<void> {
  await tx.query(
    `INSERT INTO agreement_draft (id, state, content, revision, started_at, changed_at) VALUES ($1, 'draft', $2, 1, market_now(), market_now())`,
    [id, JSON.stringify(content)],
  )
}

/** Writes what changed, as the next revision. */
export async function saveDraft(
  tx: Tx,
  { id, revision, state, content, returnReason }: Pick<AgreementDraft, 'id' | 'revision' | 'state' | 'content' | 'returnReason'>,
): Promise<void> {
  await tx.query(
    `UPDATE agreement_draft SET state = $2, content = $3, return_reason = $4, revision = $5, changed_at = market_now() WHERE id = $1`,
    [id, state, JSON.stringify(content), returnReason, revision + 1],
  )
}

export async function noteContributor(tx: Tx, { personId }: Actor, id: string): Promise<void> {
  await tx.query('INSERT INTO agreement_contributor (draft_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [id, personId])
}
