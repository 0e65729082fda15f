import type { FormView } from '../../web/pages/form.js'
import { one } from '../../web/pages/form-body.js'
import { FEWEST_CHARACTERS } from './domain/password-rules.js'
import type { AccountSummary } from './own-account.service.js'

/** Roles that open bids, and may need a key of their own for it. */
const OPENERS = new Set<string>(['buyer-approver', 'procurement-officer', 'senior-officer'])

export const accountView = ({ person, organisations, ...rest }: AccountSummary) => ({
  ...rest,
  opensBids: organisations.some(({ roles }) => roles.some(role => OPENERS.has(role))),
  name: person.name,
  email: person.email,
  organisations: organisations.map(({ name, roles }) => ({ name, roles })),
})

/** No password that was typed goes to any page. */
export const passwordView = (form: FormView) => ({ form: { ...form, values: {} }, fewest: FEWEST_CHARACTERS })

export const emailView = (form: FormView) => ({ form: { ...form, values: { email: one(form.values, 'email') } } })
