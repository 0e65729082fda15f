import { all, NOBODY, OFFICERS, type Row } from './permission-row.js'

/** Routes of accounts, people and registrations. */
export const ACCOUNT_ROWS: readonly Row[] = [
  { route: 'POST /accounts', others: 202, body: { email: 'auditor@example.test' } },
  { route: 'POST /accounts/confirm', others: 422, body: { code: 'x', name: 'x', password: 'x' } },
  { route: 'POST /accounts/password-reset', others: 202, body: { email: 'auditor@example.test' } },
  { route: 'POST /accounts/password-reset/confirm', others: 422, body: { code: 'x', password: 'x' } },
  { route: 'POST /accounts/email-change/confirm', others: 422, body: { code: 'x' } },
  { route: 'POST /accounts/invitations/look', others: 422, body: { code: 'x' } },
  { route: 'POST /accounts/invitations/accept', others: 422, body: { code: 'x', name: 'x', password: 'x' } },
  { route: 'GET /account', but: NOBODY, others: 200 },
  // The current password is not right, and the code neither.
  { route: 'PUT /account/password', but: NOBODY, others: 403, body: { currentPassword: 'x', password: 'x' } },
  { route: 'POST /account/email-change', but: NOBODY, others: 403, body: { email: 'x@example.test', password: 'x' } },
  { route: 'POST /account/invitations/accept', but: NOBODY, others: 422, body: { code: 'x' } },
  { route: 'GET /account/opening-key', but: NOBODY, others: 200 },
  // Too short for whoever may have a key; and nobody has one.
  {
    route: 'POST /account/opening-key',
    but: { ...NOBODY, ...all(['buyer-approver', ...OFFICERS], 422) },
    others: 403,
    body: { passphrase: 'x' },
  },
  { route: 'PUT /account/opening-key/passphrase', but: NOBODY, others: 409, body: { currentPassphrase: 'x', passphrase: 'x' } },
  {
    route: 'POST /account/opening-key/shares/{open}',
    but: NOBODY,
    others: 404,
    body: { personId: '01a208cf-0000-7000-8000-000000000001', passphrase: 'x' },
  },
  { route: 'GET /account/registrations', but: NOBODY, others: 200 },
  // There is no identifier.
  { route: 'POST /account/registrations', but: NOBODY, others: 422, body: { kind: 'supplier', name: 'x' } },
  { route: 'POST /account/registrations/{registration}/withdraw', but: NOBODY, others: 404 },
  { route: 'GET /registrations', but: { ...NOBODY, ...all(OFFICERS, 200) }, others: 403 },
  { route: 'GET /registrations/{registration}', but: { ...NOBODY, ...all(OFFICERS, 200) }, others: 403 },
  { route: 'GET /registrations/{registration}/similar-names', but: { ...NOBODY, ...all(OFFICERS, 200) }, others: 403 },
  {
    route: 'POST /registrations/{registration}/approve',
    but: { ...NOBODY, ...all(OFFICERS, 200) },
    others: 403,
    fresh: 'registration',
  },
  {
    route: 'POST /registrations/{registration}/refuse',
    but: { ...NOBODY, ...all(OFFICERS, 200) },
    others: 403,
    body: { reason: 'x' },
    fresh: 'registration',
  },
  { route: 'GET /people', but: { ...NOBODY, 'organisation-admin': 200 }, others: 403 },
  { route: 'PUT /people/{colleague}/roles/{role}', but: { ...NOBODY, 'organisation-admin': 204 }, others: 403 },
  { route: 'DELETE /people/{colleague}/roles/{role}', but: { ...NOBODY, 'organisation-admin': 204 }, others: 403 },
  { route: 'DELETE /people/{colleague}', but: { ...NOBODY, 'organisation-admin': 204 }, others: 403, fresh: 'colleague' },
  { route: 'GET /people/invitations', but: { ...NOBODY, 'organisation-admin': 200 }, others: 403 },
  {
    route: 'POST /people/invitations',
    but: { ...NOBODY, 'organisation-admin': 201 },
    others: 403,
    body: { email: 'permitted@example.test', roles: ['evaluator'] },
  },
  {
    route: 'POST /people/invitations/{invitation}/resend',
    but: { ...NOBODY, 'organisation-admin': 200 },
    others: 403,
    fresh: 'invitation',
  },
  {
    route: 'POST /people/invitations/{invitation}/revoke',
    but: { ...NOBODY, 'organisation-admin': 200 },
    others: 403,
    fresh: 'invitation',
  },
]
