import type { Actor, Role } from '../../shared/domain/actor.js'
import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { one } from '../../web/pages/form-body.js'
import { nextPage } from '../../web/pages/paging.js'
import { mayGrantRolesTo } from './domain/people-policy.js'
import { ROLES_OF } from './domain/roles-of-organisations.js'
import type { Colleague } from './people.service.js'
import type { PersonInvitation } from './person-invitation-queries.js'

export const PEOPLE = '/organisation/people'

export const INVITATIONS = `${PEOPLE}/invitations`

/** The roles there are in the organisation acted for. */
const rolesIn = ({ organisationKind }: Actor): readonly Role[] => (organisationKind === null ? [] : ROLES_OF[organisationKind])

export const peopleView = (actor: Actor, page: Page<Colleague>) => ({
  people: page.items.map(({ id, name, email, roles }) => ({
    name,
    email,
    roles,
    href: `${PEOPLE}/${id}`,
    isOneself: id === actor.personId,
  })),
  next: nextPage(PEOPLE, page),
})

/** One of the people: what they hold, and what may be done about it. The last role is taken by letting them go. */
export const colleagueView = (actor: Actor, { id, name, email, roles, since }: Colleague, form: FormView) => ({
  name,
  email,
  since,
  href: `${PEOPLE}/${id}`,
  isOneself: id === actor.personId,
  held: roles,
  mayTakeOne: roles.length > 1,
  missing: mayGrantRolesTo(actor, id) ? rolesIn(actor).filter(role => !roles.includes(role)) : [],
  chosen: one(form.values, 'role'),
  form,
})

export const inviteView = (actor: Actor, form: FormView) => ({
  roles: rolesIn(actor),
  ticked: [form.values['roles'] ?? []].flat(),
  form: { ...form, values: { email: one(form.values, 'email') } },
})

export const invitationsView = (page: Page<PersonInvitation>, form: FormView) => ({
  invitations: page.items.map(({ id, email, roles, invitedAt, state, expiresAt }) => ({
    email,
    roles,
    invitedAt,
    state,
    expiresAt,
    href: `${INVITATIONS}/${id}`,
  })),
  next: nextPage(INVITATIONS, page),
  form,
})
