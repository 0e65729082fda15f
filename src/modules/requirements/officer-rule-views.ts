import type { DomainError } from '../../shared/domain/errors.js'
import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { withoutSecrets } from '../../web/pages/form-body.js'
import { nextPage } from '../../web/pages/paging.js'
import type { WaitingRuleClarification } from './rule-clarification-queries.js'
import type { RuleForOfficer } from './rule-clarifications.service.js'
import type { SeenWaiver } from './waiver-queries.js'

export const RULES = '/officer/rules'
export const WAIVERS = '/officer/rules/waivers'

export const waitingRulesView = (page: Page<WaitingRuleClarification>) => ({
  rules: page.items.map(linked),
  waiversHref: WAIVERS,
  next: nextPage(RULES, page),
})

export const ruleView = (asked: RuleForOfficer, form: FormView, refusal?: DomainError) => ({
  asked: linked(asked),
  isWaiting: asked.outcome === null,
  form: cameSecond(form, refusal, ['rule-clarification-answered', 'rule-clarification-withdrawn', 'answer-too-late'], SETTLED),
})

export const waitingWaiversView = (page: Page<SeenWaiver>) => ({
  back: RULES,
  waivers: page.items.map(linkedWaiver),
  next: nextPage(WAIVERS, page),
})

/** `mustProve`: whether the password is asked for. What was typed stays, but no secret goes to a page. */
export const waiverView = (waiver: SeenWaiver, mustProve: boolean, form: FormView, refusal?: DomainError) => ({
  waiver: linkedWaiver(waiver),
  mayGive: waiver.state === 'proposed' && !waiver.ownConsent,
  mustProve,
  form: cameSecond({ ...form, values: withoutSecrets(form.values) }, refusal, ['waiver-already-given', 'already-consented'], GIVEN),
})

const linked = <T extends WaitingRuleClarification>(asked: T) => ({
  ...asked,
  href: `${RULES}/${asked.id}`,
  requirementHref: `/opportunities/${asked.requirementId}`,
})

const linkedWaiver = (waiver: SeenWaiver) => ({
  ...waiver,
  href: `${WAIVERS}/${waiver.id}`,
  requirementHref: `/opportunities/${waiver.requirementId}`,
})

const SETTLED = 'This was settled a moment ago, before your answer came. What you sent changed nothing. This page shows how it stands now.'
const GIVEN = 'This consent was there already. What you sent changed nothing. This page shows how the waiver stands now.'

/** Somebody was quicker: the page shows the state there is now, so it need not be named. */
const cameSecond = (form: FormView, refusal: DomainError | undefined, codes: readonly string[], text: string): FormView =>
  refusal !== undefined && codes.includes(refusal.code) ? { ...form, summary: [{ text }] } : form
