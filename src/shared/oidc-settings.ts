import { bool, type CleanedEnv, str } from 'envalid'

import { urlOf } from './config-values.js'

/** Settings of the identity provider, which go together. */
export const OIDC_SETTINGS = {
  OIDC_ISSUER: urlOf(
    'https:',
    'http:',
  )({ default: undefined, desc: 'identity provider (OpenID Connect) to sign in by; absent: passwords only' }),
  OIDC_CLIENT_ID: str({ default: undefined, desc: 'what that provider knows this service by; needed with it' }),
  OIDC_CLIENT_SECRET: str({ default: undefined, desc: 'the secret it has given out for that; needed with it' }),
  OIDC_OWN_SECOND_FACTOR: bool({
    default: true,
    desc: 'whether the code of a second factor is asked for after a sign-in by that provider too',
  }),
}

export interface OidcSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** Whether our own second factor is asked for after a sign-in there. */
  ownSecondFactor: boolean
}

/** All of it, or null where no provider was named; half of it is refused when the settings are read. */
export const oidcOf = ({
  OIDC_ISSUER,
  OIDC_CLIENT_ID,
  OIDC_CLIENT_SECRET,
  OIDC_OWN_SECOND_FACTOR,
}: CleanedEnv<typeof OIDC_SETTINGS>): OidcSettings | null =>
  OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined || OIDC_CLIENT_SECRET === undefined
    ? null
    : { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET, ownSecondFactor: OIDC_OWN_SECOND_FACTOR }
