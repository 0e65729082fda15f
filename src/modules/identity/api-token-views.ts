import type { Actor } from '../../shared/domain/actor.js'
import type { DomainError } from '../../shared/domain/errors.js'
import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { one } from '../../web/pages/form-body.js'
import { nextPage } from '../../web/pages/paging.js'
import type { ApiToken, ListedApiToken } from './api-tokens.service.js'
import { maySetScope, SCOPE_NAMES } from './domain/token-scopes.js'

export const apiTokensView = (page: Page<ListedApiToken>, { organisationKind }: Actor) => ({
  tokens: page.items,
  next: nextPage('/account/tokens', page),
  mayMake: organisationKind !== null,
})

/** What is ticked stays ticked; a scope that needs a role they do not hold is not offered. */
export const newApiTokenView = (actor: Actor, mustProve: boolean, form: FormView, refusal?: DomainError) => ({
  scopes: SCOPE_NAMES.filter(scope => maySetScope(scope, actor)),
  ticked: [form.values['scopes'] ?? []].flat(),
  mayMake: actor.organisationKind !== null,
  mustProve,
  form: {
    ...form,
    // There is no field for it: what leads on is the list, where tokens are revoked.
    summary: refusal?.code === 'too-many-api-tokens' ? [{ text: refusal.message, href: '/account/tokens' }] : form.summary,
    values: { name: one(form.values, 'name'), expiresInDays: one(form.values, 'expiresInDays') },
  },
})

export const madeApiTokenView = ({ name, token, expiresAt }: ApiToken & { token: string }) => ({ name, token, expiresAt })
