import { ACCOUNT_ROWS } from './account-permission-rows.js'
import { AGREEMENT_ROWS } from './agreement-permission-rows.js'
import { APPLICATION_ROWS } from './application-permission-rows.js'
import { BID_ROWS } from './bid-permission-rows.js'
import { DECIDING_ROWS } from './deciding-permission-rows.js'
import { LIBRARY_ROWS } from './library-permission-rows.js'
import { all, BUYERS, COUNCIL, NOBODY, OFFICERS, type Row, SUPPLIER } from './permission-row.js'
import { MEMBERSHIP_ROWS } from './membership-permission-rows.js'

import { SHORTLIST_ROWS } from './shortlist-permission-rows.js'
import { SIGN_IN_ROWS } from './sign-in-permission-rows.js'

/** Every route, with the answer that each player gets. */
export const ROWS: readonly Row[] = [
  { route: 'POST /sessions', others: 201, body: { email: 'auditor@example.test', password: 'demonstration-only' } },
  ...ACCOUNT_ROWS,
  ...LIBRARY_ROWS,
  ...APPLICATION_ROWS,

  ...DECIDING_ROWS,
  { route: 'GET /agreements', others: 200 },
  { route: 'GET /agreements/{agreement}', others: 200 },
  { route: 'GET /filters', others: 200 },
  { route: 'GET /filters/1', others: 200 },
  { route: 'GET /legal-figures', others: 200 },
  { route: 'GET /policy-references', others: 200 },
  { route: 'GET /working-days?from=2026-11-23&count=10&calendar=united-kingdom', others: 200 },
  ...AGREEMENT_ROWS,
  ...MEMBERSHIP_ROWS,

  ...SHORTLIST_ROWS,
  { route: 'GET /guidelines', others: 200 },
  { route: 'GET /guidelines/{guideline}/{edition}', others: 200 },
  { route: 'GET /questionnaires/{questionnaire}', others: 200 },
  { route: 'GET /rule-sets/{ruleSet}', others: 200 },
  { route: 'GET /rule-sets/{ruleSet}/diff/{ruleSet}', others: 200 },
  { route: 'GET /figures', others: 200 },
  { route: 'GET /figures/exact', but: { ...NOBODY, ...all([...OFFICERS, 'auditor'], 200) }, others: 403 },
  { route: 'GET /figures/participation', others: 200 },
  { route: 'GET /suppliers', others: 200 },
  { route: 'GET /suppliers/count', others: 200 },
  { route: 'GET /suppliers/{supplier}', others: 200 },
  {
    route: 'GET /suppliers/{supplier}/responsiveness',
    but: { ...NOBODY, ...all([...SUPPLIER, ...OFFICERS, 'auditor'], 200), 'rival-admin': 404 },
    others: 403,
  },
  { route: 'POST /trial-checks', others: 200, body: { tier: 'low' } },
  { route: 'GET /notifications', but: NOBODY, others: 200 },

  { route: 'GET /requirements', others: 200 },
  { route: 'GET /requirements/count', others: 200 },
  { route: 'GET /requirements/count?scope=own', but: NOBODY, others: 200 },
  { route: 'GET /requirements/export', others: 200 },
  { route: 'GET /requirements?scope=own', but: NOBODY, others: 200 },
  { route: 'GET /requirements/{public}', others: 200 },
  { route: 'GET /requirements/{open}', but: { nobody: 404 }, others: 200 },
  { route: 'GET /requirements/{draft}', but: all([...COUNCIL, ...OFFICERS], 200), others: 404 },
  { route: 'POST /requirements', but: { ...NOBODY, 'buyer-author': 201 }, others: 403, body: { agreementId: '{agreement}' } },
  { route: 'PATCH /requirements/{draft}', but: { ...NOBODY, 'buyer-author': 200 }, others: 403, body: { title: 'x' } },
  {
    route: 'POST /requirements/{draft}/readiness-check',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver', ...OFFICERS], 200) },
    others: 403,
  },
  { route: 'POST /requirements/{draft}/submit-for-approval', but: { ...NOBODY, 'buyer-author': 200 }, others: 403, fresh: 'draft' },
  {
    route: 'POST /requirements/{waiting}/return',
    but: { ...NOBODY, 'buyer-approver': 200 },
    others: 403,
    body: { reason: 'x' },
    fresh: 'waiting',
  },
  { route: 'POST /requirements/{waiting}/approve', but: { ...NOBODY, 'buyer-approver': 200 }, others: 403, fresh: 'waiting' },
  {
    // Nothing in it is held, so there is nothing to release.
    route: 'POST /requirements/{waiting}/release-hold',
    but: { ...NOBODY, 'senior-officer': 422 },
    others: 403,
    body: { reason: 'x', seniorOwner: 'x' },
  },
  {
    route: 'POST /requirements/{approved}/publish',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver'], 200) },
    others: 403,
    fresh: 'approved',
  },
  {
    route: 'POST /requirements/{open}/extend',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver'], 200) },
    others: 403,
    body: { submissionDeadline: '{later}', reason: 'x' },
    fresh: 'open',
  },
  {
    route: 'POST /requirements/{open}/amend',
    but: { ...NOBODY, 'buyer-author': 200 },
    others: 403,
    body: { changes: { title: 'x' }, reason: 'x' },
    fresh: 'open',
  },
  {
    route: 'POST /requirements/{open}/cancel',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver'], 200) },
    others: 403,
    body: { reason: 'x' },
    fresh: 'open',
  },
  {
    // It is still open, so there is nothing to reopen.
    route: 'POST /requirements/{open}/reopen',
    but: { ...NOBODY, ...all(['buyer-approver', ...OFFICERS], 409) },
    others: 403,
    body: { submissionDeadline: '{later}', reason: 'x' },
  },
  {
    route: 'GET /requirements/{draft}/versions',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver', ...OFFICERS], 200) },
    others: 403,
  },
  {
    route: 'GET /requirements/{waiting}/versions/1',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver', ...OFFICERS], 200) },
    others: 403,
  },
  {
    route: 'GET /requirements/{draft}/history',
    but: { ...NOBODY, ...all(['buyer-author', 'buyer-approver', ...OFFICERS], 200) },
    others: 403,
  },
  { route: 'GET /requirements/{draft}/comments', but: { ...NOBODY, ...all(BUYERS, 200) }, others: 403 },
  { route: 'POST /requirements/{draft}/comments', but: { ...NOBODY, ...all(BUYERS, 201) }, others: 403, body: { text: 'x' } },
  { route: 'POST /comments/{comment}/resolve', but: { ...NOBODY, ...all(BUYERS, 204) }, others: 403, fresh: 'comment' },
  // It is open, so there is nothing to open again.
  { route: 'POST /comments/{comment}/reopen', but: { ...NOBODY, ...all(BUYERS, 409) }, others: 403, fresh: 'comment' },
  { route: 'GET /requirements/{open}/changes', but: { nobody: 404 }, others: 200 },
  { route: 'GET /requirements/{open}/clarifications', but: { nobody: 404 }, others: 200 },
  {
    route: 'POST /requirements/{open}/clarifications',
    but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 201) },
    others: 403,
    body: { question: 'x' },
  },
  { route: 'GET /requirements/{open}/clarifications/own', but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 200) }, others: 403 },
  { route: 'GET /requirements/{open}/clarifications/waiting', but: { ...NOBODY, 'buyer-author': 200 }, others: 403 },
  {
    route: 'POST /clarifications/{question}/answer',
    but: { ...NOBODY, 'buyer-author': 201 },
    others: 403,
    body: { question: 'x', answer: 'x', material: false },
    fresh: 'question',
  },
  {
    route: 'POST /clarifications/{question}/refuse',
    but: { ...NOBODY, 'buyer-author': 204 },
    others: 403,
    body: { reason: 'x' },
    fresh: 'question',
  },
  {
    route: 'POST /clarifications/{question}/withdraw',
    but: { ...NOBODY, ...all(SUPPLIER, 204), 'rival-admin': 404 },
    others: 403,
    fresh: 'question',
  },
  { route: 'GET /decline-reasons', others: 200 },
  { route: 'GET /requirements/{open}/invitation', but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 200) }, others: 403 },
  { route: 'POST /requirements/{open}/invitation/intend', but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 200) }, others: 403 },
  {
    route: 'POST /requirements/{open}/invitation/decline',
    but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 200) },
    others: 403,
    body: { reason: 'terms' },
  },
  { route: 'GET /requirements/{open}/rule-clarifications', but: { nobody: 404 }, others: 200 },
  {
    route: 'POST /requirements/{open}/rule-clarifications',
    but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 201) },
    others: 403,
    body: { rule: '{rule}', reason: 'x' },
  },
  { route: 'GET /requirements/{open}/rule-clarifications/own', but: { ...NOBODY, ...all([...SUPPLIER, 'rival-admin'], 200) }, others: 403 },
  { route: 'GET /rule-clarifications', but: { ...NOBODY, ...all(OFFICERS, 200) }, others: 403 },
  { route: 'GET /rule-clarifications/{unfit}', but: { ...NOBODY, ...all(OFFICERS, 200) }, others: 403 },
  {
    route: 'POST /rule-clarifications/{unfit}/withdraw',
    but: { ...NOBODY, ...all(SUPPLIER, 204), 'rival-admin': 404 },
    others: 403,
    fresh: 'unfit',
  },
  { route: 'GET /waivers', but: { ...NOBODY, ...all(OFFICERS, 200) }, others: 403 },
  { route: 'GET /waivers/{waiver}', but: { ...NOBODY, ...all(OFFICERS, 200) }, others: 403 },
  { route: 'GET /officer-events', but: { ...NOBODY, ...all([...OFFICERS, 'auditor'], 200) }, others: 403 },
  { route: 'GET /officer-events/counts', but: { ...NOBODY, ...all([...OFFICERS, 'auditor'], 200) }, others: 403 },
  { route: 'GET /officer-events/{event}', but: { ...NOBODY, ...all([...OFFICERS, 'auditor'], 200) }, others: 403 },
  {
    route: 'POST /officer-events/{event}/acknowledge',
    but: { ...NOBODY, ...all(OFFICERS, 200) },
    others: 403,
    body: { note: 'x' },
    fresh: 'event',
  },
  { route: 'GET /refused-attempts', but: { ...NOBODY, ...all([...OFFICERS, 'auditor'], 200) }, others: 403 },
  {
    route: 'POST /rule-clarifications/{unfit}/answer',
    but: { ...NOBODY, ...all(OFFICERS, 201) },
    others: 403,
    body: { outcome: 'clarified', question: 'x', answer: 'x' },
    fresh: 'unfit',
  },
  { route: 'GET /requirements/{open}/waivers', but: { nobody: 404 }, others: 200 },
  { route: 'POST /waivers/{waiver}/agree', but: { ...NOBODY, 'buyer-approver': 200 }, others: 403, fresh: 'waiver' },
  { route: 'POST /waivers/{waiver}/give', but: { ...NOBODY, ...all(OFFICERS, 200) }, others: 403, fresh: 'waiver' },
  {
    route: 'POST /requirements/{public}/interest-declarations',
    but: { ...NOBODY, ...all([...BUYERS, ...OFFICERS, 'auditor'], 204) },
    others: 403,
    body: { hasInterest: false, details: '' },
  },

  ...BID_ROWS,
  ...SIGN_IN_ROWS,
]
