import { type HTMLElement, parse } from 'node-html-parser'

import type { Newcomer, Player, TestApp } from './test-app.js'

/** A field of a form as a browser would send it, with what stands in it. */
export interface FormField {
  name: string
  /** Whether somebody types in it; what else there is is chosen, or hidden. */
  isTyped: boolean
  value: string
}

export interface PageForm {
  action: string
  fields: FormField[]
}

const NOT_TYPED = ['hidden', 'radio', 'checkbox', 'file', 'select']

/** The forms of a page that send something by POST, without their buttons and without what nobody chose. */
export const formsOf = (html: string): PageForm[] =>
  parse(html)
    .querySelectorAll('form[method=post]')
    .map(form => ({
      action: form.getAttribute('action') ?? '',
      fields: form.querySelectorAll('input, textarea, select').flatMap(fieldOf),
    }))

/** Where the forms of a page lead that only ask, sent as they stand. */
export const askingForms = (page: HTMLElement): string[] =>
  page.querySelectorAll('form[method=get]').map(form => {
    const fields = form.querySelectorAll('input, textarea, select').flatMap(fieldOf)
    const asked = new URLSearchParams(fields.map(({ name, value }): [string, string] => [name, value]))
    return `${form.getAttribute('action') ?? ''}?${asked.toString()}`
  })

function fieldOf(field: HTMLElement): FormField[] {
  const name = field.getAttribute('name')
  const kind = kindOf(field)
  const isUnchosen = (kind === 'radio' || kind === 'checkbox') && !field.hasAttribute('checked')
  return name === undefined || kind === 'file' || isUnchosen ? [] : [{ name, isTyped: !NOT_TYPED.includes(kind), value: valueOf(field) }]
}

const kindOf = (field: HTMLElement): string => (field.rawTagName === 'input' ? (field.getAttribute('type') ?? 'text') : field.rawTagName)

function valueOf(field: HTMLElement): string {
  if (field.rawTagName === 'textarea') return field.text
  if (field.rawTagName === 'select')
    return (field.querySelector('option[selected]') ?? field.querySelector('option'))?.getAttribute('value') ?? ''
  return field.getAttribute('value') ?? ''
}

/** Sends a form as a browser does from a page of the product: by its fields, or as they are written in a body. */
export const sendForm = (test: TestApp, url: string, fields: string | Readonly<Record<string, string>>, as?: Player | Newcomer) =>
  test.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    cookies: as === undefined ? {} : { session: String(test.tokens.get(as)) },
    payload: new URLSearchParams(fields).toString(),
  })
