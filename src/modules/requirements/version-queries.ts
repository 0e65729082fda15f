import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { RequirementContent } from './domain/requirement-content.js'
import type { VersionKind } from './keep-version.js'

export interface VersionSummary {
  number: number
  kind: VersionKind
  revision: number
  savedBy: string
  savedByName: string
  savedAt: Instant
}

export interface RequirementVersion extends VersionSummary {
  categoryIds: string[]
  content: RequirementContent
}

const SUMMARY = `
  v.number, v.kind, v.revision, v.saved_by AS "savedBy", p.name AS "savedByName", v.saved_at AS "savedAt"`

/** Newest first; `before` is the number of the last one of the page before. */
export const listVersions = (view: Readable, requirementId: string, before: string | null, limit: number): Promise<VersionSummary[]> =>
  rows<VersionSummary>(
    view,
    `SELECT ${SUMMARY} FROM requirement_version v JOIN person p ON p.id = v.saved_by
     WHERE v.requirement_id = $1 AND ($2::integer IS NULL OR v.number < $2) ORDER BY v.number DESC LIMIT $3`,
    [requirementId, before, limit],
  )

export async function getVersion(view: Readable, requirementId: string, number: number): Promise<RequirementVersion> {
  const found = await firstRow<RequirementVersion>(
    view,
    `SELECT ${SUMMARY}, v.category_ids AS "categoryIds", v.content FROM requirement_version v JOIN person p ON p.id = v.saved_by
     WHERE v.requirement_id = $1 AND v.number = $2`,
    [requirementId, number],
  )
  if (found === null) throw new NotFound('version')
  return found
}
