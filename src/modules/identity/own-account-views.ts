import type { FormView } from '../../web/pages/form.js'
import { one } from '../../web/pages/form-body.js'
import { FEWEST_CHARACTERS } from './domain/password-rules.js'
import type { AccountSummary } from './own-account.service.js'

export const accountView = ({ person, organisations, ...rest }: AccountSummary) => ({
  ...rest,
  name: person.name,
  email: person.email,
  organisations: organisations.map(({ name, roles }) => ({ name, roles })),
})

/** No password that was typed goes to any page. */
export const passwordView = (form: FormView) => ({ form: { ...form, values: {} }, fewest: FEWEST_CHARACTERS })

export const emailView = (form: FormView) => ({ form: { ...form, values: { email: one(form.values, 'email') } } })
