import { bool, type CleanedEnv, num, str } from 'envalid'

import { addresses, port, roles, storageUrl, urlOf } from './config-values.js'
import { CONTACT_SETTINGS } from './contact-settings.js'
import { EVIDENCE_SETTINGS } from './evidence-settings.js'
import { KEY_SETTINGS } from './key-settings.js'
import { OIDC_SETTINGS } from './oidc-settings.js'

const postgresUrl = urlOf('postgres:', 'postgresql:')

/** Every setting of the product: name, meaning and default. The README's table is checked against this one. */
export const SETTINGS = {
  NODE_ENV: str({
    choices: ['production', 'development', 'test'],
    default: 'development',
    desc: 'production refuses the embedded Postgres and the demonstration data; development shows every mail at /mails',
  }),
  PORT: port({ default: 3000, desc: 'where the API is served' }),
  HOST: str({ default: '127.0.0.1', desc: 'address to listen on; the demonstration listens on loopback only' }),
  PUBLIC_URL: urlOf(
    'http:',
    'https:',
  )({ default: undefined, desc: 'the address people use; https in production (default: http://localhost:PORT)' }),
  TRUSTED_PROXIES: addresses({ default: [], desc: 'proxies whose X-Forwarded-For is believed, as addresses or ranges' }),
  METRICS_PORT: port({ default: 9464, desc: 'port of /metrics, on METRICS_HOST; 0 takes any free port' }),
  METRICS_HOST: str({ default: '127.0.0.1', desc: 'address of /metrics; keep it private' }),
  RUN_WORKER: bool({ default: true, desc: 'whether the web process also does the background work; false where worker processes run' }),
  DATA_DIR: str({
    default: '.data',
    desc: 'folder of the embedded Postgres, and of a master key and evidence files where none was named',
  }),
  ...KEY_SETTINGS,
  STORAGE_URL: storageUrl({
    default: undefined,
    desc: 'folder of the evidence files, shared by all processes; production must name it (default: DATA_DIR/evidence)',
  }),
  ...EVIDENCE_SETTINGS,
  DATABASE_URL: postgresUrl({ default: undefined, desc: 'Postgres 15 or newer as the application role; absent: the embedded Postgres' }),
  DATABASE_OWNER_URL: postgresUrl({ default: undefined, desc: 'the same database as its owner, for migrations only' }),
  DATABASE_POOL: num({ default: 10, desc: 'connections each process may hold' }),
  REDIS_URL: urlOf('redis:', 'rediss:')({ default: undefined, desc: 'carries the queues when set; absent: Postgres carries them' }),
  SMTP_URL: urlOf('smtp:', 'smtps:')({ default: undefined, desc: 'where mail is handed over; absent: mails stay listed as unsent' }),
  MAIL_FROM: str({ default: 'AI Marketplace <marketplace@example.test>', desc: 'sender of every mail' }),
  SESSION_IDLE_MINUTES: num({ default: 60, desc: 'a session nobody used for so long ends' }),
  SESSION_HOURS: num({ default: 12, desc: 'a session ends after so long in any case' }),
  FRESH_SIGN_IN_MINUTES: num({ default: 15, desc: 'how recent a sign-in or step-up must be for what cannot be taken back' }),
  SECOND_FACTOR_ROLES: roles({
    default: undefined,
    desc: 'roles that count only with a second factor, or none (default: procurement-officer,senior-officer in production, else none)',
  }),
  ...OIDC_SETTINGS,
  RATE_ANONYMOUS: num({ default: 600, desc: 'requests a minute from one address without a sign-in' }),
  RATE_PERSON: num({
    default: 1200,
    desc: 'requests a minute by one signed-in person; never counts against submitting or withdrawing a bid',
  }),
  RATE_SIGN_IN: num({ default: 300, desc: 'sign-in attempts a minute from one address' }),
  RATE_SIGN_IN_ACCOUNT: num({ default: 10, desc: 'sign-in attempts a minute on one account from one address' }),
  SHED_DELAY_MS: num({
    default: 500,
    desc: 'milliseconds the event loop may be late before requests that no bid needs are refused; 0: never',
  }),
  ...CONTACT_SETTINGS,
  LOG_LEVEL: str({
    choices: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    default: 'info',
    desc: 'least serious level that is logged',
  }),
  SHUTDOWN_SECONDS: num({ default: 10, desc: 'how long running requests may take after SIGTERM' }),
}

/** As they were given, each for itself what it has to be. */
export type Environment = CleanedEnv<typeof SETTINGS>
