import type { Page } from '../../shared/keyset.js'
import { nextPage } from '../../web/pages/paging.js'
import type { OwnSession } from './own-sessions.service.js'
import type { SignInLine } from './sign-in-log.service.js'

export const ownSessionsView = (page: Page<OwnSession>) => ({ sessions: page.items, next: nextPage('/account/sessions', page) })

export const ownSignInsView = (page: Page<SignInLine>) => ({
  lines: page.items.map(({ occurredAt, outcome, method, secondFactor, device, source }) => ({
    occurredAt,
    outcome,
    method: method ?? '',
    secondFactor,
    device,
    source,
  })),
  next: nextPage('/account/sign-ins', page),
})
