import { applyDecorators, SetMetadata } from '@nestjs/common'
import { ApiBearerAuth, ApiHeader, type ApiHeaderOptions, ApiSecurity } from '@nestjs/swagger'

import type { Role } from '../shared/domain/actor.js'

/**
 * Who may call a route: anyone, anyone with more for those who are known, anyone signed in, anyone signed in for themself alone, or whoever
 * holds one of the roles in the acting organisation.
 */
export type RouteAudience = 'anyone' | 'public' | 'signed-in' | 'oneself' | readonly Role[]

export const AUDIENCE = 'audience'

/** The route is for whoever holds one of these roles in the organisation they act in. */
export const Audience = (...roles: [Role, ...Role[]]) => forSignedIn(roles)

export const SignedIn = () => forSignedIn('signed-in')

const forSignedIn = (audience: RouteAudience) => applyDecorators(SetMetadata(AUDIENCE, audience), ApiBearerAuth(), ApiHeader(ORGANISATION))

const ORGANISATION: ApiHeaderOptions = {
  name: 'X-Organisation',
  description: 'Id of the organisation acted for; needed by people who belong to several',
  required: false,
  schema: { type: 'string', format: 'uuid' },
}

/** For what concerns the signed-in person's own account, whatever organisations they belong to: X-Organisation is not looked at. */
export const Oneself = () => applyDecorators(SetMetadata(AUDIENCE, 'oneself' satisfies RouteAudience), ApiBearerAuth())

/** Anyone may call it, and nobody is asked who they are: credentials are not looked at. */
export const Anyone = () => SetMetadata(AUDIENCE, 'anyone' satisfies RouteAudience)

/** Anyone may read it; whoever sends credentials is known all the same, and may see more. */
export const Public = () =>
  applyDecorators(SetMetadata(AUDIENCE, 'public' satisfies RouteAudience), ApiSecurity({}), ApiBearerAuth(), ApiHeader(ORGANISATION))

export const NEVER_BY_TOKEN = 'never-by-token'

/** An API token never does this, whatever its scopes: a person signs in for it (domain.md: approve, open, verdict, sign-off, granting of roles). */
export const NeverByToken = () => SetMetadata(NEVER_BY_TOKEN, true)

/** Whom no rate limit stops on a route. */
export type Unlimited = 'signed-in' | 'anybody'

export const UNLIMITED = 'unlimited-for-signed-in'

/** No rate limit ever stops a signed-in person here: for what must get through at a deadline. */
export const NeverLimitedForSignedIn = () => SetMetadata(UNLIMITED, 'signed-in' satisfies Unlimited)

/** No rate limit stops anybody here: for probes. */
export const NeverLimited = () => SetMetadata(UNLIMITED, 'anybody' satisfies Unlimited)
