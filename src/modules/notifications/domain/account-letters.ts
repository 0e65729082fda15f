import { londonTime } from '../../../shared/domain/london-time.js'
import { onOneLine } from './letter.js'

/** What a letter about accounts, people or registrations can tell; what it is not about is null. */
export interface AccountFacts {
  /** The code, and until when it is good. */
  code: { text: string; expiresAt: string } | null
  /** The organisation that it is about. */
  organisation: string | null
  /** The person that it is about, and the roles they hold there now. */
  person: { name: string; email: string } | null
  roles: readonly string[]
  reason: string | null
  publicUrl: string
}

type Paragraphs = (facts: AccountFacts) => string[]

const NOT_YOU = 'If it was not you, do nothing: without the code nothing happens.'

/** The code stands on a line of its own, and never in an address: addresses are logged on the way. */
const codeLines = ({ code }: AccountFacts): string[] =>
  code === null ? [] : [`Code: ${code.text}`, `Good once, until: ${londonTime(code.expiresAt)}`]

const at = ({ publicUrl }: AccountFacts, path: string): string => `${publicUrl}/${path}`

const organisationLine = ({ organisation }: AccountFacts): string[] =>
  organisation === null ? [] : [`Organisation: ${onOneLine(organisation)}`]

const personLine = ({ person }: AccountFacts): string[] =>
  person === null ? [] : [`Person: ${onOneLine(person.name)}, ${onOneLine(person.email)}`]

const rolesLine = ({ roles }: AccountFacts): string =>
  `Roles: ${roles.length === 0 ? 'none' : roles.map(role => role.replaceAll('-', ' ')).join(', ')}`

const HOLD_IT = 'If this was not you, ask for a new password at once, and tell an administrator of your organisation.'

const aboutColleague: Paragraphs = facts => [
  ...organisationLine(facts),
  ...personLine(facts),
  `Now holds: ${facts.roles.length === 0 ? 'no role' : facts.roles.join(', ')}`,
  `Administrators see everybody and their roles, and change them: ${at(facts, 'organisation/people')}.`,
]

const aboutKey: Paragraphs = facts => [`Your key, and what it holds: ${at(facts, 'account/opening-key')}.`, HOLD_IT]

/** What each letter says after its first paragraph, by the event it tells of. */
export const ACCOUNT_LETTERS: Readonly<Record<string, Paragraphs>> = {
  'sign-up.asked': facts => [
    ...codeLines(facts),
    `To make the account, give the code with your name and a password: ${at(facts, 'register/confirm')}.`,
    NOT_YOU,
  ],
  'sign-up.repeated': facts => [
    `If you do not know its password, ask for a new one: ${at(facts, 'reset-password')}.`,
    'If it was not you, do nothing: nothing was changed.',
  ],
  'password-reset.asked': facts => [
    ...codeLines(facts),
    `To set a new password, give the code with it: ${at(facts, 'reset-password/confirm')}. Every session will end. If your account has a second factor, it stays, and its code is asked for.`,
    NOT_YOU,
  ],
  'email-change.asked': facts => [
    ...codeLines(facts),
    `To use this address from now on, give the code: ${at(facts, 'confirm-email')}. The address before will be told.`,
    NOT_YOU,
  ],
  'invitation.sent': facts => [
    ...organisationLine(facts),
    rolesLine(facts),
    ...codeLines(facts),
    `To see what it is for, and to accept it, give the code: ${at(facts, 'invitation')}. If you have an account with this address, sign in first. If not, you make one there.`,
    'If you did not expect this, do nothing: without the code nothing happens.',
  ],
  'password.changed': () => [HOLD_IT],
  'password.reset': () => ['Your second factor, if you have one, is as it was.', HOLD_IT],
  'opening-key.made': aboutKey,
  'opening-key.replaced': aboutKey,
  'opening-key.passphrase-changed': aboutKey,
  'email.changed': ({ person }) => [
    ...(person === null ? [] : [`Person: ${onOneLine(person.name)}`]),
    'If this was not you, tell an administrator of your organisation or the operator of the marketplace at once: they can take its roles.',
  ],
  'invitation.accepted': aboutColleague,
  'role.granted': aboutColleague,
  'role.revoked': aboutColleague,
  'person.removed': facts => [
    ...organisationLine(facts),
    ...personLine(facts),
    'The account stays: whoever it is can still sign in, and act for other organisations. If it was a mistake, an administrator of the organisation sends an invitation.',
  ],
  'registration.received': facts => [...organisationLine(facts), `What waits for an officer: ${at(facts, 'officer/registrations')}.`],
  'registration.approved': facts => [
    ...organisationLine(facts),
    `Invite your colleagues, and give roles: ${at(facts, 'organisation/people')}. An administrator alone can neither bid nor publish.`,
  ],
  'registration.refused': facts => [
    ...organisationLine(facts),
    `Reason: ${onOneLine(facts.reason ?? '')}`,
    `If you can put that right, register the organisation again: ${at(facts, 'organisation/register')}.`,
  ],
}
