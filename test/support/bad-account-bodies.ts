import type { Player } from './test-app.js'

/** Routes by which people look after their account, and officers after what waits for them, as in bad-bodies.ts. */
export const ACCOUNT_SENDERS: [route: string, player: Player | undefined][] = [
  ['POST /sessions/second-step', undefined],
  ['POST /sessions/current/step-up', 'evaluator'],
  ['POST /second-factor/confirm', 'evaluator'],
  ['POST /api-tokens', 'evaluator'],
  ['POST /accounts/password-reset', undefined],
  ['POST /accounts/password-reset/confirm', undefined],
  ['POST /accounts/email-change/confirm', undefined],
  ['POST /accounts/invitations/look', undefined],
  ['POST /accounts/invitations/accept', undefined],
  ['POST /account/email-change', 'evaluator'],
  ['POST /account/invitations/accept', 'evaluator'],
  ['POST /account/opening-key', 'buyer-approver'],
  ['PUT /account/opening-key/passphrase', 'buyer-approver'],
  ['POST /account/opening-key/shares/{share}', 'buyer-approver'],
  ['POST /registrations/{registration}/refuse', 'procurement-officer'],
  ['POST /officer-events/{event}/acknowledge', 'procurement-officer'],
  ['POST /receipts/verify', undefined],
  ['POST /trial-checks', undefined],
]

const LONG = 'x'.repeat(1001)

/** Wrong in type or form, and the place each is wrong at. */
export const ACCOUNT_FIELDS: [route: string, body: object, ...pointers: string[]][] = [
  ['POST /sessions/second-step', { pendingToken: 'x'.repeat(101) }, '/pendingToken', '/oneTimeCode'],
  ['POST /sessions/current/step-up', { password: [], oneTimeCode: 123456 }, '/password', '/oneTimeCode'],
  ['POST /second-factor/confirm', { oneTimeCode: '12345١' }, '/oneTimeCode'],
  ['POST /api-tokens', { name: ' x', scopes: [], expiresInDays: 366 }, '/name', '/scopes', '/expiresInDays'],
  ['POST /api-tokens', { name: 'x', scopes: ['read', 'read'], expiresInDays: 1.5 }, '/scopes', '/expiresInDays'],
  ['POST /api-tokens', { name: {}, scopes: 'read', expiresInDays: '7' }, '/name', '/scopes', '/expiresInDays'],
  ['POST /accounts/password-reset', { email: 'a@example.test\nBcc: b@example.test' }, '/email'],
  ['POST /accounts/password-reset/confirm', { code: '', password: LONG, oneTimeCode: [] }, '/code', '/password', '/oneTimeCode'],
  ['POST /accounts/email-change/confirm', { code: ['x'] }, '/code'],
  ['POST /accounts/invitations/look', { code: 'x'.repeat(201) }, '/code'],
  ['POST /accounts/invitations/accept', { name: '\t', roles: ['emperor'] }, '/code', '/name', '/password', '/roles'],
  ['POST /account/email-change', { email: {}, password: 5 }, '/email', '/password'],
  ['POST /account/invitations/accept', { code: ' ', organisationId: 'x' }, '/code', '/organisationId'],
  ['POST /account/opening-key', { passphrase: LONG, replace: 'yes' }, '/passphrase', '/replace'],
  ['PUT /account/opening-key/passphrase', { currentPassphrase: null, passphrase: ['x'] }, '/currentPassphrase', '/passphrase'],
  ['POST /account/opening-key/shares/{share}', { passphrase: '', personId: 'x' }, '/passphrase', '/personId'],
  ['POST /registrations/{registration}/refuse', { reason: 'x'.repeat(5001) }, '/reason'],
  ['POST /officer-events/{event}/acknowledge', { note: '\n' }, '/note'],
  ['POST /receipts/verify', { bidId: 'x', version: '1', files: {} }, '/bidId', '/version', '/files', '/requirementId', '/receivedAt'],
  ['POST /trial-checks', { tier: 'none', beginning: 'end', answers: [] }, '/tier', '/beginning', '/answers'],
]
