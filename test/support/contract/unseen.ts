/** What the document tells of and no test is answered by the process of the tests, with the reason: by code, or by operation, status and code. */
export const UNSEEN: Readonly<Record<string, string>> = {
  unavailable: 'Postgres is killed under processes of their own (killed-postgres, process), and problem.spec has each of its errors.',
  'HealthController_ready 503 not-ready': 'Asked of processes of their own while they end (process).',
  'SessionsController_signIn 503 too-many-sign-ins': 'A line that is full is made in passwords.spec.',
  'OpeningController_open 409 opening-key-refused':
    'A second wall: the opening refuses the same first. Whoever asks for the key past it is refused in sealed-versions and key-services.',
  'EvidenceController_upload 503 storage-full': 'A disk that is full is made in timeline, below HTTP.',
  'AnswerFilesController_upload 503 storage-full': 'A disk that is full is made in timeline, below HTTP, where all files come in alike.',
  'AnswerFilesController_upload 429 too-many-uploads': 'Counted in one place for all files: seen where bids take theirs (uploads).',
  'AccountsController_confirm 503 too-many-sign-ins': 'A line that is full is made in passwords.spec.',
  'AccountsController_reset 503 too-many-sign-ins': 'A line that is full is made in passwords.spec.',
  'AccountsController_accept 503 too-many-sign-ins': 'A line that is full is made in passwords.spec.',
  'PersonalKeyController_changePassphrase 409 opening-key-changed-meanwhile':
    'The key would have to be replaced between two statements of one request.',
  'AccountController_setPassword 503 too-many-sign-ins': 'A line that is full is made in passwords.spec.',
  'AccountController_askForEmail 503 too-many-sign-ins': 'A line that is full is made in passwords.spec.',
  'PersonalKeyController_make 422 passphrase-too-close': 'The rule is judged in password-rules.spec, and another fault of it is seen here.',
  'PersonalKeyController_changePassphrase 422 passphrase-too-close':
    'The rule is judged in password-rules.spec, and another fault of it is seen here.',
  'PersonalKeyController_changePassphrase 422 passphrase-too-short':
    'The same verb judges the passphrase of a new key, where it is seen or said why not.',
  'PersonalKeyController_changePassphrase 422 passphrase-too-common':
    'The same verb judges the passphrase of a new key, where it is seen or said why not.',
  'PersonalKeyController_changePassphrase 422 passphrase-is-password':
    'The same verb judges the passphrase of a new key, where it is seen or said why not.',
  'PersonalKeyController_make 422 passphrase-is-password':
    'The password of the cast is refused as too common first; one comparison with its hash.',
  'PersonalKeyController_make 429 sign-in-slowed':
    'A repeat with another passphrase counts as the guess that it is, which is seen to be slowed where it is changed.',
  'PersonalKeyController_make 403 fresh-sign-in-required': 'As every verb that asks for a fresh sign-in; the page shows it (key-pages).',
  'PersonalKeyController_changePassphrase 403 opening-key-not-yours':
    'Whoever has a key and lost the role since; making one refuses in the same place.',
  'PersonalKeyController_handOn 409 opening-key-missing': 'Whoever holds a share has a key: the database sees to it.',
  'PersonalKeyController_handOn 403 no-key-share': 'The share would have to be taken between two statements of one request.',
  'PersonalKeyController_handOn 429 sign-in-slowed':
    'Guesses are counted by person, whatever they are for: seen at the change of the passphrase.',
  'OpeningController_open 429 sign-in-slowed':
    'Guesses are counted by person, whatever they are for: seen at the change of the passphrase.',
  'OpeningController_open 409 opening-key-missing': 'Whoever holds a share has a key; others meet it at the change of a passphrase.',
  'OpeningController_open 409 no-key-holder':
    'The last share of a side is not removed, so all of a side would have to replace their keys; nobody wrote a test of it yet.',
  'OpeningController_open 409 key-share-not-passed': 'What was passed on is handed on with the share, so a row would have to be lost.',
}
