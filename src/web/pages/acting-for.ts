import { createParamDecorator, type ExecutionContext } from '@nestjs/common'

import { Conflict, NotSignedIn } from '../../shared/domain/errors.js'
import type { Account, ActorRequest } from '../actor.guard.js'

/** The hidden field in which a form says for whom it was shown. */
export const SHOWN_TO = '_as'

/** For whom a page is shown: the person and the organisation they act in. */
export const shownTo = ({ personId, acting }: Account): string => `${personId}/${acting?.id ?? ''}`

class ShownToAnother extends Conflict {
  constructor() {
    super(
      'acting-for-another',
      'Since this page was opened, somebody else signed in here, or another organisation was chosen. Nothing was done. Go back to keep a copy of what you wrote, then open the page again.',
    )
  }
}

/** In another tab somebody else may have signed in, or another organisation may have been chosen: nobody acts for those by accident. */
export function refuseOtherActor({ account, body }: Pick<ActorRequest, 'account' | 'body'>): void {
  const named = typeof body === 'object' && body !== null && SHOWN_TO in body ? body[SHOWN_TO] : undefined
  if (account != null && named !== undefined && named !== '' && named !== shownTo(account)) throw new ShownToAnother()
}

/** Whose session of the pages it is, whether or not they have chosen for which organisation they act. */
export const CurrentAccount = createParamDecorator((_: unknown, context: ExecutionContext): Account => {
  const { account } = context.switchToHttp().getRequest<ActorRequest>()
  if (account == null) throw new NotSignedIn()
  return account
})
