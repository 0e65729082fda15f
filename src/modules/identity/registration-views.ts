import type { DomainError } from '../../shared/domain/errors.js'
import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { nextPage } from '../../web/pages/paging.js'
import type { Registration } from './registration-queries.js'
import type { SimilarName } from './similar-names.js'
import { settledMeanwhile } from './settled-meanwhile-views.js'

export const OWN_REGISTRATIONS = '/organisation/registrations'
export const REGISTRATIONS = '/officer/registrations'

export const registerView = (form: FormView) => ({ form })

export const ownRegistrationsView = (page: Page<Registration>, form: FormView, refusal?: DomainError) => ({
  form: settledMeanwhile('registration', form, refusal),
  registrations: page.items.map(registration => ({
    ...shown(registration),
    withdrawHref: registration.state === 'waiting' ? `${OWN_REGISTRATIONS}/${registration.id}/withdraw` : null,
  })),
  next: nextPage(OWN_REGISTRATIONS, page),
})

export const registrationsView = (page: Page<Registration>) => ({
  registrations: page.items.map(shown),
  next: nextPage(REGISTRATIONS, page),
})

/** `mayDecide` is about who looks; what is settled nobody decides again. */
export const registrationView = (
  registration: Registration,
  similar: readonly SimilarName[],
  mayDecide: boolean,
  form: FormView,
  refusal?: DomainError,
) => ({
  form: settledMeanwhile('registration', form, refusal),
  registration: shown(registration),
  similar: similar.map(each => ({ ...each, href: each.isWaiting ? `${REGISTRATIONS}/${each.id}` : null })),
  mayDecide: mayDecide && registration.state === 'waiting',
  isOwn: !mayDecide,
})

const shown = ({ id, registrantName, registrantEmail, ...rest }: Registration) => ({
  ...rest,
  id,
  href: `${REGISTRATIONS}/${id}`,
  registrant: { name: registrantName, email: registrantEmail },
})
