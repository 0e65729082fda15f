import type { FormView } from '../../web/pages/form.js'
import { one } from '../../web/pages/form-body.js'
import { ownPage } from '../../web/page-addresses.js'
import { qrPicture } from './qr-code.js'
import type { Enrolment, SecondFactor } from './second-factors.service.js'

export const SECOND_FACTOR = '/account/second-factor'

/** Where somebody goes on who was led here from another page; the page of the second factor for everybody else. */
export const onward = (next: unknown): string => (typeof next === 'string' && next !== '' ? ownPage(next) : SECOND_FACTOR)

/** A page of the second factor that keeps in mind where to go on. */
export const withNext = (path: string, next: string): string => (next === SECOND_FACTOR ? path : `${path}?next=${encodeURIComponent(next)}`)

/** Codes and passwords are typed anew each time. */
const emptied = (form: FormView) => ({ form: { ...form, values: {} }, next: onward(one(form.values, 'next')) })

export const secondFactorView = (factor: SecondFactor, mustProve: boolean, form: FormView) => ({
  ...factor,
  isOn: factor.confirmedAt !== null,
  mustProve,
  cameFromElsewhere: onward(one(form.values, 'next')) !== SECOND_FACTOR,
  ...emptied(form),
})

export const setUpView = ({ secret, uri }: Enrolment, form: FormView) => ({
  groups: secret.match(/.{1,4}/g) ?? [],
  picture: qrPicture(uri),
  ...emptied(form),
})

/** A page that asks whether it shall be done, and for the password where the sign-in is old. */
export const proveView = (mustProve: boolean, form: FormView) => ({ mustProve, ...emptied(form) })

export const recoveryCodesView = (codes: readonly string[], next: string) => ({ codes, next })
