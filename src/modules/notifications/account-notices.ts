import type { Notice } from './notice.js'
import { whoever } from './recipients.js'

/** Whoever reads the mail of the address that a code was made for. */
const ADDRESS_OF_CODE = `SELECT NULL::uuid AS "personId", NULL::uuid AS "organisationId", email AS address FROM mailed_code WHERE id = $1`

const THE_PERSON = `SELECT $1::uuid AS "personId", NULL::uuid AS "organisationId"`

/** Both addresses of a change: the person at the new one, and whoever reads the one before. */
const BOTH_ADDRESSES = `
  SELECT person_id AS "personId", NULL::uuid AS "organisationId", NULL AS address FROM mailed_code WHERE id = $1
  UNION ALL SELECT NULL, NULL, previous_email FROM mailed_code WHERE id = $1`

const ADMINISTRATORS = whoever('role_grant g', `g.organisation_id = $1 AND (g.role = 'organisation-admin' OR g.person_id = $2)`)

const ADMINISTRATORS_AND_LEAVER = `${ADMINISTRATORS} UNION SELECT $2::uuid, NULL::uuid`

const DECIDING_OFFICERS = whoever(
  'registration r CROSS JOIN role_grant g',
  `r.id = $1 AND g.role IN ('procurement-officer', 'senior-officer') AND g.person_id <> r.registrant_id`,
)

const REGISTRANT = `SELECT registrant_id AS "personId", NULL::uuid AS "organisationId" FROM registration WHERE id = $1`

/** Letters with a code: they go to an address that may have no person yet. */
const CODES: readonly Notice[] = [
  {
    on: 'sign-up.asked',
    subject: 'Confirm your e-mail address',
    text: 'Somebody, probably you, asked for an account on the AI Marketplace with this address.',
  },
  {
    on: 'sign-up.repeated',
    subject: 'You have an account already',
    text: 'Somebody, probably you, asked for an account on the AI Marketplace with this address. There is one already, so none was made.',
  },
  {
    on: 'password-reset.asked',
    subject: 'Set a new password',
    text: 'Somebody, probably you, asked for a new password for the account with this address.',
  },
  {
    on: 'email-change.asked',
    subject: 'Confirm your new e-mail address',
    text: 'Somebody, probably you, wants to use this address for their account on the AI Marketplace.',
  },
  {
    on: 'invitation.sent',
    subject: 'You are invited to the AI Marketplace',
    text: 'An administrator of an organisation on the AI Marketplace invites you to join it.',
  },
].map(words => ({ ...words, subjectType: 'code', about: 'codeId', recipients: ADDRESS_OF_CODE }))

/** What befalls accounts, the people of an organisation, and registrations. */
export const ACCOUNT_NOTICES: readonly Notice[] = [
  ...CODES,
  {
    on: 'password.changed',
    subjectType: 'person',
    about: 'personId',
    recipients: THE_PERSON,
    subject: 'Your password was changed',
    text: 'The password of your account was changed by somebody who was signed in and knew the one before. Every other session has ended.',
  },
  {
    on: 'password.reset',
    subjectType: 'person',
    about: 'personId',
    recipients: THE_PERSON,
    subject: 'Your password was set anew',
    text: 'A new password was set for your account with a code that was mailed to you. Every session has ended.',
  },
  {
    on: 'opening-key.made',
    subjectType: 'person',
    about: 'personId',
    recipients: THE_PERSON,
    subject: 'You have a key for opening bids',
    text: 'A key for opening bids was made in your account. Its passphrase is kept nowhere: if you lose it, nobody can give it back. If this was not you, tell your administrator at once.',
  },
  {
    on: 'opening-key.replaced',
    subjectType: 'person',
    about: 'personId',
    recipients: THE_PERSON,
    subject: 'Your key for opening bids was replaced',
    text: 'The key for opening bids in your account was given up for a new one. It opens nothing that the one before held: ask colleagues to hand you the shares. If this was not you, tell your administrator at once.',
  },
  {
    on: 'opening-key.passphrase-changed',
    subjectType: 'person',
    about: 'personId',
    recipients: THE_PERSON,
    subject: 'The passphrase of your key was changed',
    text: 'The passphrase of your key for opening bids was changed by somebody who was signed in and knew the one before. If this was not you, tell your administrator at once.',
  },
  {
    on: 'email.changed',
    subjectType: 'person',
    about: 'personId',
    recipients: BOTH_ADDRESSES,
    recipientsOf: ['codeId'],
    subject: 'The address of your account was changed',
    text: 'An account on the AI Marketplace has another e-mail address from now on, and is signed in to with that one.',
  },
  {
    on: 'invitation.accepted',
    subjectType: 'organisation',
    about: 'organisationId',
    recipients: ADMINISTRATORS,
    recipientsOf: ['organisationId', 'personId'],
    subject: 'Somebody joined your organisation',
    text: 'An invitation into your organisation was accepted.',
  },
  {
    on: 'role.granted',
    subjectType: 'organisation',
    about: 'organisationId',
    recipients: ADMINISTRATORS,
    recipientsOf: ['organisationId', 'personId'],
    subject: 'A role was granted in your organisation',
    text: 'An administrator of your organisation gave somebody a role.',
  },
  {
    on: 'role.revoked',
    subjectType: 'organisation',
    about: 'organisationId',
    recipients: ADMINISTRATORS,
    recipientsOf: ['organisationId', 'personId'],
    subject: 'A role was taken in your organisation',
    text: 'An administrator of your organisation took a role from somebody.',
  },
  {
    on: 'person.removed',
    subjectType: 'organisation',
    about: 'organisationId',
    recipients: ADMINISTRATORS_AND_LEAVER,
    recipientsOf: ['organisationId', 'personId'],
    subject: 'Somebody was removed from an organisation',
    text: 'An administrator of an organisation removed somebody from it. Every access to what is the organisation’s has ended.',
  },
  {
    on: 'registration.received',
    subjectType: 'registration',
    about: 'registrationId',
    recipients: DECIDING_OFFICERS,
    subject: 'An organisation waits for approval',
    text: 'Somebody registered an organisation. Check who it is by its identifiers, then approve it or refuse it with a reason.',
  },
  {
    on: 'registration.approved',
    subjectType: 'registration',
    about: 'registrationId',
    recipients: REGISTRANT,
    subject: 'Your organisation was approved',
    text: 'An officer approved the organisation that you registered. You are its administrator.',
  },
  {
    on: 'registration.refused',
    subjectType: 'registration',
    about: 'registrationId',
    recipients: REGISTRANT,
    subject: 'Your organisation was not approved',
    text: 'An officer did not approve the organisation that you registered.',
  },
]
