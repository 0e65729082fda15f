import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import Provider, { type Configuration } from 'oidc-provider'

export interface Account {
  subject: string
  email?: string
  emailVerified?: boolean
}

/** A provider of OpenID Connect on loopback, by the library that providers use. Whoever comes is signed in as the account that was set. */
export class TestIdentityProvider {
  account: Account = { subject: 'nobody' }
  /** How often somebody had to sign in there, and was not known by a cookie. */
  signIns = 0

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  static async start(client: { clientId: string; clientSecret: string; redirectUri: string }): Promise<TestIdentityProvider> {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const started = new TestIdentityProvider(issuer, server)
    const provider = new Provider(issuer, started.configuration(client))
    const serve = provider.callback()
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (request.url?.startsWith('/interaction/') === true) void started.signIn(provider, request, response)
      else void serve(request, response)
    })
    return started
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise(resolve => this.server.close(resolve))
  }

  private async signIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.signIns += 1
    await provider.interactionFinished(request, response, { login: { accountId: this.account.subject, amr: ['mfa'] } })
  }

  private configuration({ clientId, clientSecret, redirectUri }: Parameters<typeof TestIdentityProvider.start>[0]): Configuration {
    return {
      clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
      ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
      cookies: { keys: ['only for tests'] },
      claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      findAccount: (_, accountId) => ({
        accountId,
        claims: () => ({ sub: accountId, email: this.account.email, email_verified: this.account.emailVerified ?? false }),
      }),
      // Nobody is asked whether the marketplace may know their address.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({ accountId: oidc.session?.accountId ?? '', clientId })
        grant.addOIDCScope('openid email')
        await grant.save()
        return grant
      },
    }
  }
}

/** A browser's cookies by site, and its way from redirect to redirect. */
export class Browser {
  private readonly jar = new Map<string, Map<string, string>>()

  constructor(
    /** The address that the marketplace is known by, and the one where it is served. */
    private readonly known: string,
    private readonly served: string,
  ) {}

  cookie(name: string): string | undefined {
    return this.jar.get(new URL(this.served).origin)?.get(name)
  }

  setCookie(name: string, value: string): void {
    this.cookiesOf(new URL(this.served).origin).set(name, value)
  }

  /** Follows redirects until one leads back to the address given, or nowhere. */
  async go(address: string, until: (url: URL) => boolean = () => false): Promise<{ url: URL; response: Response | null }> {
    let url = new URL(address.replace(this.known, this.served))
    for (let steps = 0; steps < 12; steps += 1) {
      if (until(url)) return { url, response: null }
      const response = await fetch(url, { redirect: 'manual', headers: { Cookie: this.sent(url.origin) } })
      this.keep(url.origin, response)
      const next = response.headers.get('location')
      if (next === null) return { url, response }
      url = new URL(new URL(next, url).href.replace(this.known, this.served))
      if (url.origin === new URL(this.served).origin && !url.pathname.startsWith('/sign-in/oidc')) return { url, response }
    }
    throw new Error('The redirects never end.')
  }

  private sent(origin: string): string {
    return [...this.cookiesOf(origin)].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  private keep(origin: string, response: Response): void {
    for (const header of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? []
      if (value === '' || /Expires=Thu, 01 Jan 1970/i.test(header)) this.cookiesOf(origin).delete(name)
      else this.cookiesOf(origin).set(name, value)
    }
  }

  private cookiesOf(origin: string): Map<string, string> {
    const cookies = this.jar.get(origin) ?? new Map<string, string>()
    this.jar.set(origin, cookies)
    return cookies
  }
}
