import type { Account } from '../../web/actor.guard.js'
import { ownPage } from '../../web/page-addresses.js'
import type { CarriedForm } from '../../web/pages/carried-form.js'
import { type FormFields, one } from '../../web/pages/form-body.js'
import type { FormView } from '../../web/pages/form.js'

/** What was typed stays, but the password goes to no page. `provider` is the host of the identity provider, where there is one. */
export const signInView = (form: FormView, provider: string | null) => ({
  provider,
  form: { ...form, values: { email: one(form.values, 'email') } },
  next: ownPage(one(form.values, 'next')),
  carried: one(form.values, 'carried'),
})

/** The code is typed anew each time: each is good once. */
export const secondStepView = (form: FormView) => ({
  form: { ...form, values: {} },
  next: ownPage(one(form.values, 'next')),
  carried: one(form.values, 'carried'),
})

export const chooseOrganisationView = ({ organisations, acting }: Account, form: FormView) => ({
  form,
  next: ownPage(one(form.values, 'next')),
  chosen: acting?.id ?? '',
  organisations: organisations.map(({ id, name }) => ({ value: id, text: name })),
})

/** The form that was waiting: every field to be sent again, and what of it a person can have written: fields of the layout and of the form itself begin with a sign. */
export const resumeFormView = ({ path, fields }: CarriedForm) => {
  const all = asPairs(fields)
  return { path, fields: all, written: all.filter(({ name, value }) => !/^[_.]/.test(name) && value !== '').map(({ value }) => value) }
}

const asPairs = (fields: FormFields): { name: string; value: string }[] =>
  Object.entries(fields).flatMap(([name, value]) => [value].flat().map(each => ({ name, value: each })))
