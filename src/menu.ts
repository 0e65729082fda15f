import { mayReadAgreementDrafts } from './modules/agreements/domain/agreement-policy.js'
import { mayPrepareApplication } from './modules/applications/domain/application-policy.js'

import { mayReadApplications } from './modules/applications/domain/application-policy.js'
import { mayReadAudits } from './modules/ethics-audits/domain/ethics-audit-policy.js'
import { mayReadFigures } from './modules/figures/domain/figures-policy.js'
import { mayReadRegistrations } from './modules/identity/domain/registration-policy.js'
import { mayWatch } from './modules/officer-events/domain/officer-event-policy.js'
import { mayReadProblemReports } from './modules/problem-reports/domain/problem-report-policy.js'
import { mayAnswerRuleClarifications } from './modules/requirements/domain/clarification-policy.js'
import type { Menu } from './web/pages/menu.js'

/** Which places of the pages are offered to whom. */
export const THE_MENU: Menu = {
  ownApplications: mayPrepareApplication,
  bids: actor => actor.has('bid-writer'),
  requirements: actor => actor.hasAny(['buyer-author', 'buyer-approver', 'evaluator']),
  audits: mayReadAudits,
  agreements: mayReadAgreementDrafts,
  applicationsToDecide: mayReadApplications,
  rules: mayAnswerRuleClarifications,
  registrations: mayReadRegistrations,
  watch: mayWatch,
  problemReports: mayReadProblemReports,
  figures: mayReadFigures,
  people: actor => actor.has('organisation-admin'),
}
