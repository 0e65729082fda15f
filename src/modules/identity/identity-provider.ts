import { Inject, Injectable } from '@nestjs/common'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'

import { firstRow, oneRow } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { DomainError, NotFound } from '../../shared/domain/errors.js'
import { deriveKey } from '../../shared/master-key.js'
import type { Log } from '../../shared/log.js'
import { seal, unseal } from '../../shared/sealed.js'
import type { OidcSettings } from '../../shared/oidc-settings.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG, LOG } from '../../shared/tokens.js'

/** Own figure: time to sign in there, with a lost password even. */
const ATTEMPT_MINUTES = 15

const TIMEOUT_SECONDS = 10

const CALLBACK = '/sign-in/oidc/callback'

/** What a provider says of somebody who signed in there. */
export interface Identity {
  issuer: string
  /** Who it is, for ever; an e-mail address may go to somebody else. */
  subject: string
  email: string | null
  emailVerified: boolean
  /** Whether the provider asked for more than one factor (RFC 8176). */
  severalFactors: boolean
}

/** What only the browser that began holds: sealed, for a cookie. */
interface Attempt {
  state: string
  nonce: string
  verifier: string
  until: string
  /** The page to go on to. */
  next: string
}

export class ProviderRefused extends DomainError {
  constructor() {
    super(
      'unauthenticated',
      'provider-sign-in-refused',
      'The sign-in by your identity provider did not succeed. Begin it again, or sign in with your password.',
    )
  }
}

class ProviderAway extends DomainError {
  constructor() {
    super(
      'unavailable',
      'provider-unavailable',
      'The identity provider does not answer. Try again in a moment, or sign in with your password.',
    )
  }
}

/** The provider of OpenID Connect that the settings name: authorization code with PKCE, state and nonce. */
@Injectable()
export class IdentityProvider {
  private readonly key: Buffer
  private found: Promise<Configuration> | null = null

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly config: RunningConfig,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.key = deriveKey(config.masterKey, 'provider sign-ins')
  }

  /** Where the browser goes, and what it must bring back. Whoever signed in there longer ago than a fresh sign-in may be does so again. */
  async begin(next: string): Promise<{ address: string; attempt: string }> {
    const provider = await this.discovered()
    const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
    const { until } = await this.unitOfWork.readPublic(view =>
      oneRow<{ until: string }>(view, `SELECT market_now() + interval '${ATTEMPT_MINUTES} minutes' AS until`),
    )
    const address = buildAuthorizationUrl(provider, {
      redirect_uri: `${this.config.publicUrl}${CALLBACK}`,
      scope: 'openid email',
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      max_age: String(this.config.sessions.freshSeconds),
    })
    const attempt: Attempt = { state, nonce, verifier, until, next }
    return { address: address.href, attempt: seal(this.key, Buffer.from(JSON.stringify(attempt)), CALLBACK).toString('base64url') }
  }

  /** Who came back, by the query they came with and the attempt of their browser, and where they go on; or ProviderRefused. */
  async finish(query: string, sealed: string | undefined): Promise<{ identity: Identity; next: string }> {
    const provider = await this.discovered()
    const attempt = await this.openAttempt(sealed)
    if (attempt === null) throw new ProviderRefused()
    try {
      return { identity: await this.identityFrom(provider, query, attempt), next: attempt.next }
    } catch (error) {
      // The library tells everything by errors: a state or nonce that is another, a signature that is not right, a refusal of the provider.
      this.log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'a sign-in by the identity provider was refused')
      throw new ProviderRefused()
    }
  }

  private async identityFrom(provider: Configuration, query: string, { state, nonce, verifier }: Attempt): Promise<Identity> {
    const tokens = await authorizationCodeGrant(provider, new URL(`${this.config.publicUrl}${CALLBACK}?${query}`), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
      maxAge: this.config.sessions.freshSeconds,
    })
    const claims = tokens.claims()
    if (claims === undefined) throw new ProviderRefused()
    const { email, email_verified: verified } =
      claims['email'] === undefined ? await fetchUserInfo(provider, tokens.access_token, claims.sub) : claims
    const methods: unknown = claims['amr']
    return {
      issuer: claims.iss,
      subject: claims.sub,
      email: typeof email === 'string' ? email : null,
      emailVerified: verified === true,
      severalFactors: Array.isArray(methods) && methods.includes('mfa'),
    }
  }

  private async openAttempt(sealed: string | undefined): Promise<Attempt | null> {
    const opened = sealed === undefined ? null : unseal(this.key, Buffer.from(sealed, 'base64url'), CALLBACK)
    if (opened === null) return null
    const attempt = JSON.parse(opened.toString()) as Attempt
    const isInTime = await this.unitOfWork.readPublic(view =>
      firstRow(view, 'SELECT 1 WHERE market_now() < $1::timestamptz', [attempt.until]),
    )
    return isInTime === null ? null : attempt
  }

  /** Asked for once; again where that failed. */
  private async discovered(): Promise<Configuration> {
    const { oidc } = this.config
    if (oidc === null) throw new NotFound('identity provider')
    this.found ??= discover(oidc)
    try {
      return await this.found
    } catch (error) {
      this.found = null
      this.log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'the identity provider does not answer')
      throw new ProviderAway()
    }
  }
}

/** Plain http is for a provider on the same machine; the settings refuse it in production. */
const discover = ({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> =>
  discovery(new URL(issuer), clientId, clientSecret, undefined, {
    timeout: TIMEOUT_SECONDS,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so only to stand out; this is the use it is meant for
    ...(issuer.startsWith('http:') ? { execute: [allowInsecureRequests] } : {}),
  })
