import type { RequirementWriting } from './requirement-writing.service.js'

export const writingHref = (id: string): string => `/buyer/requirements/${id}`

export const sectionHref = (id: string, section: string): string => `${writingHref(id)}/${section}`

/** What every page of a requirement says of it to those who write it (views/writing/parts.njk). */
export function requirementHead({ requirement, savedAt, mayWrite, mayRun }: RequirementWriting) {
  const { id, title, state, tier, practice, submissionDeadline, publishedAt, returnReason } = requirement
  const publicHref = publishedAt === null ? null : `/opportunities/${id}`
  return {
    href: writingHref(id),
    publicHref,
    title: title || null,
    state,
    tier,
    practice,
    submissionDeadline,
    savedAt,
    mayWrite,
    mayRun,
    returnReason,
  }
}
