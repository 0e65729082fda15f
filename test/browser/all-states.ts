import { ACCOUNT_PAGES } from './account-pages.states.js'
import { AGREEMENT_PAGES } from './agreement-pages.states.js'
import { APPLICATION_PAGES } from './application-pages.states.js'
import { APPROVAL_PAGES } from './approval-pages.states.js'
import { AUDIT_PAGES } from './audit-pages.states.js'
import { AUDIT_QUEUE_PAGES } from './audit-queue-pages.states.js'
import { BID_PAGES } from './bid-pages.states.js'
import { BROKEN_PAGES } from './broken-pages.states.js'
import { BUYER_QUESTION_PAGES } from './buyer-question-pages.states.js'
import { CHANGE_PAGES } from './change-pages.states.js'
import { COMMENT_PAGES } from './comment-pages.states.js'
import { DIRECTORY_PAGES } from './directory-pages.states.js'
import { CODE_PAGES } from './code-pages.states.js'
import { DECIDING_PAGES } from './deciding-pages.states.js'
import { EMPTY_PAGES } from './empty-pages.states.js'
import { FIGURE_PAGES } from './figure-pages.states.js'
import { FILTER_AND_LAW_PAGES } from './filter-pages.states.js'
import { GUIDELINE_PAGES } from './guideline-pages.states.js'
import { KEY_PAGES } from './key-pages.states.js'
import { INVITATION_PAGES } from './invitation-pages.states.js'
import { MAIL_PAGES } from './mail-pages.states.js'
import { MEMBERSHIP_PAGES } from './membership-pages.states.js'
import { OPENING_PAGES } from './opening-pages.states.js'
import { OWN_QUESTION_PAGES } from './own-question-pages.states.js'
import { PANEL_PAGES } from './panel-pages.states.js'
import { PEOPLE_PAGES } from './people-pages.states.js'
import { LIBRARY_PAGES } from './library-pages.states.js'
import { QUERY_PAGES } from './query-pages.states.js'
import type { StateTable } from './state-table.js'
import { EVIDENCE_PAGES } from './evidence-pages.states.js'
import { ETHICS_PAGES } from './ethics-pages.states.js'
import { PUBLIC_PAGES } from './public-pages.states.js'
import { PUBLIC_FIGURES } from './public-figures.states.js'
import { PROVIDER_PAGES } from './provider-pages.states.js'
import { REGISTRATION_PAGES } from './registration-pages.states.js'
import { REQUIREMENT_PAGES } from './requirement-pages.states.js'
import { RULE_PAGES } from './rule-pages.states.js'
import { SECOND_FACTOR_PAGES } from './second-factor-pages.states.js'
import { SHORTLIST_PAGES } from './shortlist-pages.states.js'
import { SIGN_IN_PAGES } from './sign-in-pages.states.js'
import { STANDING_ON_PAGES } from './standing-on-pages.states.js'
import { SUBMISSION_PAGES } from './submission-pages.states.js'
import { SUPPLIER_PAGES } from './supplier-pages.states.js'
import { TOKEN_PAGES } from './token-pages.states.js'
import { VERSION_PAGES } from './version-pages.states.js'
import { TRIAL_PAGES } from './trial-pages.states.js'
import { VERIFY_PAGES } from './verify-pages.states.js'
import { WATCH_PAGES } from './watch-pages.states.js'

/** Every table there is; each has a spec of its name that looks at it. */
export const ALL_STATES: Readonly<Record<string, StateTable<unknown>>> = {
  'account-pages': ACCOUNT_PAGES,
  'agreement-pages': AGREEMENT_PAGES,
  'application-pages': APPLICATION_PAGES,
  'approval-pages': APPROVAL_PAGES,
  'audit-pages': AUDIT_PAGES,
  'audit-queue-pages': AUDIT_QUEUE_PAGES,
  'bid-pages': BID_PAGES,
  'broken-pages': BROKEN_PAGES,
  'buyer-question-pages': BUYER_QUESTION_PAGES,
  'change-pages': CHANGE_PAGES,
  'code-pages': CODE_PAGES,
  'comment-pages': COMMENT_PAGES,
  'deciding-pages': DECIDING_PAGES,

  'directory-pages': DIRECTORY_PAGES,
  'empty-pages': EMPTY_PAGES,
  'figure-pages': FIGURE_PAGES,
  'filter-pages': FILTER_AND_LAW_PAGES,
  'guideline-pages': GUIDELINE_PAGES,
  'key-pages': KEY_PAGES,
  'invitation-pages': INVITATION_PAGES,
  'evidence-pages': EVIDENCE_PAGES,
  'ethics-pages': ETHICS_PAGES,
  'library-pages': LIBRARY_PAGES,
  'membership-pages': MEMBERSHIP_PAGES,
  'opening-pages': OPENING_PAGES,
  'own-question-pages': OWN_QUESTION_PAGES,
  'panel-pages': PANEL_PAGES,
  'people-pages': PEOPLE_PAGES,
  'public-figures': PUBLIC_FIGURES,
  'public-pages': PUBLIC_PAGES,
  'mail-pages': MAIL_PAGES,
  'query-pages': QUERY_PAGES,
  'provider-pages': PROVIDER_PAGES,
  'registration-pages': REGISTRATION_PAGES,
  'requirement-pages': REQUIREMENT_PAGES,
  'rule-pages': RULE_PAGES,
  'second-factor-pages': SECOND_FACTOR_PAGES,
  'shortlist-pages': SHORTLIST_PAGES,
  'sign-in-pages': SIGN_IN_PAGES,
  'standing-on-pages': STANDING_ON_PAGES,
  'submission-pages': SUBMISSION_PAGES,
  'supplier-pages': SUPPLIER_PAGES,
  'token-pages': TOKEN_PAGES,
  'version-pages': VERSION_PAGES,
  'trial-pages': TRIAL_PAGES,
  'verify-pages': VERIFY_PAGES,
  'watch-pages': WATCH_PAGES,
}
