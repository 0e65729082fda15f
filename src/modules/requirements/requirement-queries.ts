import { findById } from '../../shared/database/find-by-id.js'
import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { RequirementContent } from './domain/requirement-content.js'
import { type RequirementState, stateAt } from './domain/requirement-lifecycle.js'
import { Requirement, type Tier } from './requirement.entity.js'

/**
 * The class of advisory locks that are taken before a requirement's row. Row locks are not given in turn: whoever shares a row passes by
 * whoever waits to hold it alone, so a surge of submissions would keep an extension out until it is too late (docs/adr/0018).
 */
const IN_TURN = 1

export const getRequirement = async (view: Readable, id: string): Promise<Requirement> => known(await findById(view, Requirement, id))

/** The requirement, held against every other writer until the transaction ends. */
export async function lockRequirement(tx: Tx, id: string): Promise<Requirement> {
  const turn = tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [IN_TURN, id])
  return lockedInTurn(turn, findById(tx, Requirement, id, 'FOR UPDATE'))
}

/** The requirement, held against closing, amending and opening; many may share it, and none of them may write it. */
export async function shareRequirement(tx: Tx, id: string): Promise<Requirement> {
  const turn = tx.query('SELECT pg_advisory_xact_lock_shared($1, hashtext($2))', [IN_TURN, id])
  return lockedInTurn(turn, findById(tx, Requirement, id, 'FOR SHARE'))
}

/** The database begins with the row when the turn has come: they are sent together, and are two statements. */
async function lockedInTurn(turn: Promise<unknown>, row: Promise<Requirement | null>): Promise<Requirement> {
  const [, requirement] = await Promise.all([turn, row])
  return known(requirement)
}

function known(requirement: Requirement | null): Requirement {
  if (requirement === null) throw new NotFound('requirement')
  return requirement
}

export async function listContributors(view: Readable, requirementId: string): Promise<string[]> {
  const found = await rows<{ personId: string }>(
    view,
    'SELECT person_id AS "personId" FROM requirement_contributor WHERE requirement_id = $1',
    [requirementId],
  )
  return found.map(({ personId }) => personId)
}

export interface RequirementSummary {
  id: string
  title: string
  buyerId: string
  buyerName: string
  agreementId: string
  practice: boolean
  categoryIds: string[]
  state: RequirementState
  tier: Tier | null
  publishedAt: Instant | null
  submissionDeadline: Instant | null
}

export interface RequirementView extends RequirementSummary {
  regime: string
  revision: number
  gates: string[]
  guideline: string | null
  edition: string | null
  questionnaire: string | null
  ruleSet: string | null
  packHash: string | null
  blockingRules: string[]
  holdReleasedBy: string | null
  holdReleasedAt: Instant | null
  holdReleaseReason: string | null
  holdSeniorOwner: string | null
  returnReason: string | null
  bidsOpenedAt: Instant | null
  content: RequirementContent
}

/** The columns of a summary, of a requirement r and its buyer o; see atNow. */
export const SUMMARY = `
  r.id, r.title, r.buyer_id AS "buyerId", o.name AS "buyerName", r.agreement_id AS "agreementId", r.practice, r.category_ids AS "categoryIds",
  r.state, r.tier, r.published_at AS "publishedAt", r.submission_deadline AS "submissionDeadline", market_now() AS now`

/** The requirement as it stands now, by the database clock; whether it may be shown is for the policy. */
export async function findRequirementView(view: Readable, id: string): Promise<RequirementView | null> {
  const row = await firstRow<RequirementView & { now: Instant }>(
    view,
    `SELECT ${SUMMARY}, r.regime, r.revision, r.gates, r.guideline, r.edition, r.questionnaire, r.rule_set AS "ruleSet",
            r.pack_hash AS "packHash", r.blocking_rules AS "blockingRules", r.hold_released_by AS "holdReleasedBy",
            r.hold_released_at AS "holdReleasedAt", r.hold_release_reason AS "holdReleaseReason", r.hold_senior_owner AS "holdSeniorOwner",
            r.return_reason AS "returnReason", r.bids_opened_at AS "bidsOpenedAt", r.content
     FROM requirement r JOIN organisation o ON o.id = r.buyer_id WHERE r.id = $1`,
    [id],
  )
  return row === null ? null : atNow(row)
}

export async function getRequirementView(view: Readable, id: string): Promise<RequirementView> {
  const requirement = await findRequirementView(view, id)
  if (requirement === null) throw new NotFound('requirement')
  return requirement
}

/** The row as it stands by the database clock. */
export function atNow<T extends RequirementSummary>({ now, ...row }: T & { now: Instant }): T {
  return { ...row, state: stateAt(row.state, row.submissionDeadline, now) } as unknown as T
}
