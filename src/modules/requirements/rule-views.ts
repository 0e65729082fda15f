import { NotFound } from '../../shared/domain/errors.js'
import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { withoutSecrets } from '../../web/pages/form-body.js'
import { nextPage } from '../../web/pages/paging.js'
import { buyerHead, buyerHref } from './buyer-head.js'
import type { RequirementPage } from './domain/requirement-pages.js'
import type { PublicRuleClarification } from './rule-clarification-queries.js'
import type { RuleStanding } from './rule-standing.service.js'

export const rulesHref = (requirementId: string): string => `${buyerHref(requirementId)}/rules`

/** The waivers, what was said against rules, and what officers answered. */
export const rulesView = (standing: RuleStanding, settled: Page<PublicRuleClarification>, pages: readonly RequirementPage[]) => ({
  pages,
  head: buyerHead(standing.requirement, standing.now),
  settled: settled.items,
  next: nextPage(rulesHref(standing.requirement.id), settled),
  waivers: waiverRows(standing),
  mayAgree: standing.mayAgree,
})

/** One waiver with the form by which the buyer agrees. */
export function waiverView(standing: RuleStanding, waiverId: string, mustProve: boolean, form: FormView) {
  const waiver = waiverRows(standing).find(({ id }) => id === waiverId)
  if (waiver === undefined) throw new NotFound('waiver')
  return {
    head: buyerHead(standing.requirement, standing.now),
    rulesHref: rulesHref(standing.requirement.id),
    waiver,
    mayAgree: standing.mayAgree,
    mustProve,
    form: { ...form, values: withoutSecrets(form.values) },
  }
}

const waiverRows = ({ requirement, waivers }: RuleStanding) =>
  waivers.map(waiver => ({ ...waiver, href: `${rulesHref(requirement.id)}/${waiver.id}` }))
