import type { DomainError } from '../../shared/domain/errors.js'
import type { Account } from '../../web/actor.guard.js'
import { one } from '../../web/pages/form-body.js'
import type { FormView } from '../../web/pages/form.js'
import type { Invited } from './accept-invitation.service.js'
import { FEWEST_CHARACTERS } from './domain/password-rules.js'

/** Passwords and codes are typed anew each time, and go to no page. */
const only = (form: FormView, ...names: string[]): FormView => ({
  ...form,
  values: Object.fromEntries(names.map(name => [name, one(form.values, name)])),
})

export const addressView = (form: FormView) => ({ form: only(form, 'email') })

export const codeView = (form: FormView) => ({ form: only(form) })

/** `refused` is the code of what was refused, for what there is to say beside it. */
export const newPasswordView = (form: FormView, refusal?: DomainError) => ({
  form: only(form, 'name'),
  fewest: FEWEST_CHARACTERS,
  refused: refusal?.code ?? null,
})

/** The code of an invitation goes along in the form, so that what it is for can be read first; `invited` is null where it is for nothing any more. */
export const invitedView = (
  account: Account | null | undefined,
  invited: Invited | null,
  code: string,
  form: FormView,
  refusal?: DomainError,
) => ({
  ...newPasswordView(invited === null ? withoutLinks(form) : form, refusal),
  code,
  invited,
  signedInAs: account?.personName ?? null,
})

/** Where there is no field to lead to any more. */
const withoutLinks = (form: FormView): FormView => ({ ...form, summary: form.summary.map(({ text }) => ({ text })) })
