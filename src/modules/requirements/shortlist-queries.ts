import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { matchingMemberships } from '../memberships/match-suppliers.js'
import type { HoldsBy } from './domain/shortlist-validity.js'

/** Whom the buyer of a requirement means to invite. */
export interface Shortlist {
  requirementId: string
  buyerId: string
  /** Unique among those of the buyer. */
  name: string
  /** What is chosen of the filters, as facet/value. */
  tokens: string[]
  /** The edition of the filters that they were chosen from. */
  filterEdition: number
  revision: number
  changedAt: Instant
}

export const findShortlist = (view: Readable, requirementId: string): Promise<Shortlist | null> =>
  firstRow<Shortlist>(
    view,
    `SELECT requirement_id AS "requirementId", buyer_id AS "buyerId", name, tokens, filter_edition AS "filterEdition", revision, changed_at AS "changedAt"
     FROM shortlist WHERE requirement_id = $1`,
    [requirementId],
  )

/** Who matched when the shortlist was run. */
export interface ShortlistRun {
  number: number
  tokens: string[]
  filterEdition: number
  categoryIds: string[]
  supplierIds: string[]
  hash: string
  /** The last day in London on which it may be published by; null where the law names none. */
  holdsUntil: string | null
  holdsBy: HoldsBy | null
  runAt: Instant
}

const RUN = `
  number, tokens, filter_edition AS "filterEdition", category_ids AS "categoryIds", supplier_ids AS "supplierIds", encode(hash, 'hex') AS hash,
  last_day::text AS "holdsUntil", last_day_by AS "holdsBy", run_at AS "runAt"`

/** The newest. */
export const findLastRun = (view: Readable, requirementId: string): Promise<ShortlistRun | null> =>
  firstRow<ShortlistRun>(view, `SELECT ${RUN} FROM shortlist_run WHERE requirement_id = $1 ORDER BY number DESC LIMIT 1`, [requirementId])

/** Whether another shortlist of the buyer has the name; whoever asks holds the names of the buyer until the transaction ends. */
export async function isNameTaken(tx: Tx, buyerId: string, requirementId: string, name: string): Promise<boolean> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`shortlists of ${buyerId}`])
  const taken = await rows(tx, 'SELECT FROM shortlist WHERE buyer_id = $1 AND requirement_id <> $2 AND lower(name) = lower($3)', [
    buyerId,
    requirementId,
    name,
  ])
  return taken.length > 0
}

export const saveShortlist = (
  tx: Tx,
  { requirementId, buyerId, name, tokens, filterEdition, revision, changedAt }: Shortlist,
  personId: string,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO shortlist (requirement_id, buyer_id, name, tokens, filter_edition, revision, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (requirement_id) DO UPDATE SET name = $3, tokens = $4, filter_edition = $5, revision = $6, changed_by = $7, changed_at = $8`,
    [requirementId, buyerId, name, tokens, filterEdition, revision, personId, changedAt],
  )

/** Takes down who matches at this instant, in one statement. The requirement is locked, so numbers have no gaps. */
export const takeRun = (
  tx: Tx,
  { requirementId, tokens, filterEdition }: Pick<Shortlist, 'requirementId' | 'tokens' | 'filterEdition'>,
  categoryIds: readonly string[],
  { holdsUntil, holdsBy, runAt }: Pick<ShortlistRun, 'holdsUntil' | 'holdsBy' | 'runAt'>,
  personId: string,
): Promise<ShortlistRun> =>
  oneRow<ShortlistRun>(
    tx,
    `INSERT INTO shortlist_run (requirement_id, number, tokens, filter_edition, category_ids, supplier_ids, hash, last_day, last_day_by, run_by, run_at)
     SELECT $1, (SELECT count(*) + 1 FROM shortlist_run WHERE requirement_id = $1), $3, $4, $2, taken.ids,
            sha256(convert_to(array_to_string(taken.ids, E'\\n'), 'UTF8')), $5, $6, $7, $8
     FROM (SELECT coalesce(array_agg(DISTINCT supplier_id ORDER BY supplier_id), '{}') AS ids
           FROM (${matchingMemberships('$2::uuid[]', '$3::text[]')}) matching) taken
     RETURNING ${RUN}`,
    [requirementId, categoryIds, tokens, filterEdition, holdsUntil, holdsBy === null ? null : JSON.stringify(holdsBy), personId, runAt],
  )
