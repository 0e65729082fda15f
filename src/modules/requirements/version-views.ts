import type { Page } from '../../shared/keyset.js'
import { nextPage } from '../../web/pages/paging.js'
import { buyerHead, buyerHref } from './buyer-head.js'
import { compareRequirements } from './domain/compare-requirements.js'
import type { RequirementPage } from './domain/requirement-pages.js'
import type { SectionWords } from './domain/section-words.js'
import type { ComparedVersions } from './requirement-versions.service.js'
import type { RequirementView } from './requirement-queries.js'
import type { RequirementVersion, VersionSummary } from './version-queries.js'

const versionsHref = (requirementId: string): string => `${buyerHref(requirementId)}/versions`

/** Every version with who made it and when, and a choice of two to compare. */
export const versionsView = (requirement: RequirementView, page: Page<VersionSummary>, pages: readonly RequirementPage[]) => ({
  pages,
  head: buyerHead(requirement),
  here: versionsHref(requirement.id),
  versions: page.items.map(version => ({ ...version, href: `${versionsHref(requirement.id)}/${version.number}` })),
  older: nextPage(versionsHref(requirement.id), page),
})

/** What one version says differently from another. */
export const comparedView = (
  requirement: RequirementView,
  { before, after }: ComparedVersions,
  words: SectionWords,
  pages: readonly RequirementPage[],
) => ({
  pages,
  head: buyerHead(requirement),
  versionsHref: versionsHref(requirement.id),
  before: before === null ? null : summaryOf(before),
  after: summaryOf(after),
  fields: compareRequirements(before === null ? {} : saidIn(before), saidIn(after), words),
})

const saidIn = ({ content, categoryIds }: RequirementVersion) => ({ ...content, categoryIds })

const summaryOf = ({ number, kind, savedByName, savedAt }: VersionSummary) => ({ number, kind, savedByName, savedAt })
