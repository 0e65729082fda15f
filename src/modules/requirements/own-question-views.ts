import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { nextPage } from '../../web/pages/paging.js'
import type { AskingStanding } from './asking-standing.service.js'
import type { OwnClarification } from './clarification-queries.js'

export const ownQuestionsAddress = (requirementId: string): string => `/supplier/opportunities/${requirementId}/questions`

/** What the own organisation asked about a requirement, with a form to ask more while there is time. */
export const ownQuestionsView = ({ requirement, asking }: AskingStanding, page: Page<OwnClarification>, form: FormView) => {
  const address = ownQuestionsAddress(requirement.id)
  const back = `/opportunities/${requirement.id}`
  return {
    back,
    requirementTitle: requirement.title,
    answersHref: `${back}/questions`,
    address,
    asking,
    problemHref: `/supplier/opportunities/${requirement.id}/report-a-problem`,
    askUntil: requirement.content.clarificationDeadline ?? null,
    questions: page.items.map(asked => ({ ...asked, withdrawHref: asked.state === 'waiting' ? `${address}/${asked.id}/withdraw` : null })),
    form,
    next: nextPage(address, page),
  }
}
