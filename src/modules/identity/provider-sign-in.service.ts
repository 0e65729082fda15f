import { Inject, Injectable } from '@nestjs/common'

import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { IdentityLinks } from './identity-links.js'
import { type Identity, IdentityProvider } from './identity-provider.js'
import type { Origin } from './origin.js'
import { type SignedIn, SignInService } from './sign-in.service.js'

@Injectable()
export class ProviderSignInService {
  constructor(
    private readonly provider: IdentityProvider,
    private readonly links: IdentityLinks,
    private readonly signIns: SignInService,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  begin(next: string): Promise<{ address: string; attempt: string }> {
    return this.provider.begin(next)
  }

  /** Who came back, and where they wanted to go. */
  identify(query: string, attempt: string | undefined): Promise<{ identity: Identity; next: string }> {
    return this.provider.finish(query, attempt)
  }

  /** A session for them; or OneTimeCodeNeeded, where the account has a second factor and the provider's own is not taken for it. */
  async signIn(identity: Identity, origin: Origin): Promise<SignedIn> {
    const person = await this.links.findOrLink(identity)
    const secondFactor = this.config.oidc?.ownSecondFactor === false && identity.severalFactors
    return this.signIns.signIn({ person, method: 'identity-provider', secondFactor }, undefined, origin)
  }
}
