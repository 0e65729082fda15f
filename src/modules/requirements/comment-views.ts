import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { nextPage } from '../../web/pages/paging.js'
import { buyerHead, buyerHref } from './buyer-head.js'
import type { Comment } from './comment-queries.js'
import { COMMENT_SECTIONS } from './domain/comment-sections.js'
import type { RequirementPage } from './domain/requirement-pages.js'
import type { RequirementView } from './requirement-queries.js'

export const commentsHref = (requirementId: string): string => `${buyerHref(requirementId)}/comments`

export const commentsView = (requirement: RequirementView, page: Page<Comment>, pages: readonly RequirementPage[], form: FormView) => ({
  pages,
  head: buyerHead(requirement),
  here: commentsHref(requirement.id),
  form,
  sections: COMMENT_SECTIONS,
  comments: page.items.map(comment => ({ ...comment, href: `${commentsHref(requirement.id)}/${comment.id}` })),
  older: nextPage(commentsHref(requirement.id), page),
})
