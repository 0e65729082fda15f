import type { StateTable } from './state-table.js'

/** A market that names an identity provider, which is away. */
export const PROVIDER_PAGES: StateTable<null> = {
  options: {
    config: { oidc: { issuer: 'http://127.0.0.1:1', clientId: 'marketplace', clientSecret: 'only for tests', ownSecondFactor: true } },
  },
  prepare: () => Promise.resolve(null),
  states: [
    { route: 'GET /sign-in', state: 'with an identity provider', show: page => page.goto('/sign-in') },
    { route: 'any', state: 'provider away', show: page => page.goto('/sign-in/oidc') },
  ],
}
