import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { nextPage } from '../../web/pages/paging.js'
import type { AskingStanding } from './asking-standing.service.js'
import { invitationAddress } from './invitation-addresses.js'
import type { OwnRuleClarification } from './rule-clarification-queries.js'

export const ownRulesAddress = (requirementId: string): string => `/supplier/opportunities/${requirementId}/rules`

/** What the own organisation said against rules of a requirement, with a form to say more while it is open. */
export const ownRulesView = ({ requirement, asking }: AskingStanding, page: Page<OwnRuleClarification>, form: FormView) => {
  const address = ownRulesAddress(requirement.id)
  return {
    requirement: { href: `/opportunities/${requirement.id}`, title: requirement.title },
    back: invitationAddress(requirement.id),
    address,
    rulesHref: `/opportunities/${requirement.id}/rules`,
    asking,
    problemHref: `/supplier/opportunities/${requirement.id}/report-a-problem`,
    askUntil: requirement.content.clarificationDeadline ?? null,
    rules: page.items.map(asked => ({ ...asked, withdrawHref: asked.outcome === null ? `${address}/${asked.id}/withdraw` : null })),
    form,
    next: nextPage(address, page),
  }
}
