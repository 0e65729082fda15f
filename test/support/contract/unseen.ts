/** What the document tells of and no test is answered by the process of the tests, with the reason: by code, or by operation, status and code. */
export const UNSEEN: Readonly<Record<string, string>> = {
  unavailable: 'Postgres is killed under processes of their own (killed-postgres, process), and problem.spec has each of its errors.',
  'HealthController_ready 503 not-ready': 'Asked of processes of their own while they end (process).',
  'SessionsController_signIn 503 too-many-sign-ins': 'A line that is full is made in passwords.spec.',
  'OpeningController_open 409 opening-key-refused':
    'A second wall: the opening refuses the same first. Whoever asks for the key past it is refused in sealed-versions and key-services.',
  'EvidenceController_upload 503 storage-full': 'A disk that is full is made in timeline, below HTTP.',
  'AccountsController_confirm 503 too-many-sign-ins': 'A line that is full is made in passwords.spec.',
  'AccountsController_reset 503 too-many-sign-ins': 'A line that is full is made in passwords.spec.',
  'AccountsController_accept 503 too-many-sign-ins': 'A line that is full is made in passwords.spec.',
  'PersonalKeyController_changePassphrase 409 opening-key-changed-meanwhile':
    'The key would have to be replaced between two statements of one request.',
  'AccountController_setPassword 503 too-many-sign-ins': 'A line that is full is made in passwords.spec.',
  'AccountController_askForEmail 503 too-many-sign-ins': 'A line that is full is made in passwords.spec.',
}
