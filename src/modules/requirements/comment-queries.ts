import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { CommentSection } from './domain/comment-sections.js'

export interface Comment {
  id: string
  requirementId: string
  /** Null for the requirement as a whole. */
  section: CommentSection | null
  text: string
  writtenByName: string
  writtenAt: Instant
  resolvedByName: string | null
  resolvedAt: Instant | null
}

const COMMENT = `
  SELECT c.id, c.requirement_id AS "requirementId", c.section, c.text, w.name AS "writtenByName", c.written_at AS "writtenAt",
         s.name AS "resolvedByName", c.resolved_at AS "resolvedAt"
  FROM requirement_comment c JOIN person w ON w.id = c.written_by LEFT JOIN person s ON s.id = c.resolved_by`

/** As it stands, held against whoever else would settle it. */
export async function lockComment(tx: Tx, id: string): Promise<Comment> {
  const found = await firstRow<Comment>(tx, `${COMMENT} WHERE c.id = $1 FOR UPDATE OF c`, [id])
  if (found === null) throw new NotFound('comment')
  return found
}

/** Newest first. */
export const listComments = (
  view: Readable,
  requirementId: string,
  [writtenAt = null, id = null]: readonly (string | null)[],
  limit: number,
): Promise<Comment[]> =>
  rows<Comment>(
    view,
    `${COMMENT} WHERE c.requirement_id = $1 AND ($2::timestamptz IS NULL OR (c.written_at, c.id) < ($2, $3::uuid))
     ORDER BY c.written_at DESC, c.id DESC LIMIT $4`,
    [requirementId, writtenAt, id, limit],
  )
