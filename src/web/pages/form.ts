import { setTimeout as pause } from 'node:timers/promises'

import { DomainError, type ErrorKind, type FieldProblem } from '../../shared/domain/errors.js'
import { requestValidation } from '../validation.js'
import type { FormFields } from './form-body.js'
import { OtherPage, type PageAnswer } from './page-route.js'

/** A form as a template shows it: what was typed, what is wrong with each field, and all of it for the summary. */
export interface FormView {
  values: FormFields
  errors: Readonly<Record<string, { text: string }>>
  summary: readonly { text: string; href?: string }[]
}

/** A form that nobody has sent yet. */
export const freshForm = (values: FormFields = {}): FormView => ({ values, errors: {}, summary: [] })

/** The form with what was typed and why it was refused. */
export function refusedForm(values: FormFields, { message, errors }: DomainError): FormView {
  const fields = new Map<string, string>()
  for (const problem of byWeight(errors)) {
    const id = problem.pointer.slice(1).replaceAll('/', '-')
    if (id !== '' && !fields.has(id)) fields.set(id, problem.detail)
  }
  const summary = inOrder([...fields], Object.keys(values)).map(([id, text]) => ({ text, href: `#${id}` }))
  return {
    values,
    errors: Object.fromEntries([...fields].map(([id, text]) => [id, { text }])),
    summary: summary.length > 0 ? summary : [{ text: message }],
  }
}

/** Of a field that is missing nothing else is worth saying. */
const byWeight = (errors: readonly FieldProblem[]): FieldProblem[] =>
  errors.toSorted((one, other) => Number(other.code === 'is-defined') - Number(one.code === 'is-defined'))

/** As the fields stand on the page, which is how they were sent; what was not sent, such as a box left empty, keeps its place behind them. */
function inOrder(problems: readonly [string, string][], sent: readonly string[]): [string, string][] {
  const placeOf = ([id]: [string, string]): number => sent.indexOf(id) + 1 || sent.length + 1
  return problems.toSorted((one, other) => placeOf(one) - placeOf(other))
}

const validation = requestValidation()

/** The form as its DTO, whose messages are written for the page. A field left empty counts as left out. */
export async function readForm<T extends object>(form: new () => T, fields: FormFields): Promise<T> {
  const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
  return (await validation.transform(filled, { type: 'body', metatype: form })) as T
}

/** The refusals that a form can show; everything else is a page of its own. */
const STATUS: Partial<Record<ErrorKind, number>> = { malformed: 422, refused: 422, unauthenticated: 422, conflict: 409, stale: 412 }

/**
 * Does what a form asks. What is refused shows the form again, with what was typed and the reason at each field: `showAgain` makes its view
 * data from the form, and from the refusal where that says more. What was asked twice is answered twice with the one thing that was done.
 */
export async function orShowAgain(
  fields: FormFields,
  act: () => Promise<PageAnswer>,
  showAgain: (form: FormView, refusal: DomainError) => object | Promise<object>,
): Promise<PageAnswer> {
  try {
    return await patiently(act)
  } catch (error) {
    const status = error instanceof DomainError ? STATUS[error.kind] : undefined
    if (status === undefined || !(error instanceof DomainError) || error.code === 'not-signed-in') throw error
    return new OtherPage(await showAgain(refusedForm(fields, error), error), status)
  }
}

const LOOKS = 20
const BETWEEN_LOOKS_MS = 150

/** The second click of two asks again until the first is done. */
async function patiently(act: () => Promise<PageAnswer>, left = LOOKS): Promise<PageAnswer> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'idempotency-key-in-flight' || left === 0) throw error
    await pause(BETWEEN_LOOKS_MS)
    return patiently(act, left - 1)
  }
}
