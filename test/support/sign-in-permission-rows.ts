import { NOBODY, type Row } from './permission-row.js'

/** Everybody's own sessions, second factor and tokens. The last rows end the sessions. */
export const SIGN_IN_ROWS: readonly Row[] = [
  { route: 'GET /sessions', but: NOBODY, others: 200 },
  { route: 'GET /sign-ins', but: NOBODY, others: 200 },
  { route: 'GET /sign-ins?scope=organisation', but: { ...NOBODY, 'organisation-admin': 200 }, others: 403 },
  { route: 'POST /sessions/second-step', others: 401, body: { pendingToken: 'x', oneTimeCode: '123456' } },
  { route: 'POST /sessions/current/step-up', but: NOBODY, others: 200, body: { password: 'demonstration-only' } },
  // Their own session it is not.
  { route: 'DELETE /sessions/{open}', but: NOBODY, others: 404 },
  { route: 'GET /second-factor', but: NOBODY, others: 200 },
  { route: 'POST /second-factor', but: NOBODY, others: 201 },
  // The app's code is another; and what was never confirmed is none.
  { route: 'POST /second-factor/confirm', but: NOBODY, others: 400, body: { oneTimeCode: 'x' } },
  { route: 'POST /second-factor/recovery-codes', but: NOBODY, others: 409 },
  { route: 'DELETE /second-factor', but: NOBODY, others: 409 },
  { route: 'GET /api-tokens', but: NOBODY, others: 200 },
  { route: 'POST /api-tokens', but: NOBODY, others: 201, body: { name: 'x', scopes: ['read'], expiresInDays: 1 } },
  { route: 'DELETE /api-tokens/{open}', but: NOBODY, others: 404 },
  { route: 'DELETE /sessions/current', but: NOBODY, others: 204 },
  // They signed out before, so nobody is left to ask.
  { route: 'DELETE /sessions', others: 401 },
]
