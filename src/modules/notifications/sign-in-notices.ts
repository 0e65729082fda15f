import type { Notice } from './notice.js'
import { THE_PERSON } from './recipients.js'

const aboutPerson = { subjectType: 'person', about: 'personId', recipients: THE_PERSON } as const

/** What somebody must learn of their own account, in case it was not them. */
export const SIGN_IN_NOTICES: readonly Notice[] = [
  {
    ...aboutPerson,
    on: 'sign-in.from-new-place',
    subject: 'You signed in from a new place',
    text: 'Somebody signed in to your account with a device, or from an address, that was not used with it before.',
  },
  {
    ...aboutPerson,
    on: 'second-factor.set-up',
    subject: 'Your account has a second factor now',
    text: 'From now on signing in to your account asks for a code of your app, or a recovery code.',
  },
  {
    ...aboutPerson,
    on: 'second-factor.removed',
    subject: 'Your second factor was removed',
    text: 'Signing in to your account asks for no code any more, and its recovery codes are worth nothing.',
  },
  {
    ...aboutPerson,
    on: 'second-factor.recovery-codes-made',
    subject: 'You have new recovery codes',
    text: 'New recovery codes were made for your account. Those given before are worth nothing any more.',
  },
  {
    ...aboutPerson,
    on: 'api-token.made',
    subject: 'An API token was made for you',
    text: 'A program that holds the new token acts for you within its scopes. Your list of API tokens shows its name and when it ends.',
  },
  {
    ...aboutPerson,
    on: 'identity.linked',
    subject: 'You can sign in by your identity provider',
    text: 'Somebody signed in to your account by the identity provider of your organisation for the first time. The provider vouched for your e-mail address.',
  },
]
