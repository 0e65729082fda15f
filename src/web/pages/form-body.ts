import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { FastifyInstance } from 'fastify'

import { DomainError, Malformed } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../actor.guard.js'
import { refuseHostileText } from '../hostile-text.js'
import { BODY_LIMIT } from '../json-body.js'
import { isForPages } from '../page-addresses.js'
import { readRepeatKey, repeatOf } from '../request-parts.js'

/** What was typed, by the name of its field; several values where several boxes of one name were ticked. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>

const FORM = 'application/x-www-form-urlencoded'

/** More than any form has. */
const MOST_FIELDS = 5_000

/** Fields of the layout, and not of the form. */
const isOwn = (name: string): boolean => name.startsWith('_')

class NoForm extends DomainError {
  constructor() {
    super('unsupported', 'media-type-not-supported', 'Send the body as application/json: this address takes no form.')
  }
}

/** Reads the forms of pages as strictly as JSON: valid UTF-8, no NUL, no reserved names, and not without end. The API takes none. */
export function parseForms(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(FORM, { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (request, body, done) => {
    try {
      if (!isForPages(request.url)) throw new NoForm()
      done(null, parse(body.toString('utf8')))
    } catch (error) {
      done(error as Error, undefined)
    }
  })
}

function parse(text: string): FormFields {
  const typed = [...new URLSearchParams(text)]
  if (typed.length > MOST_FIELDS) throw new Malformed('too-many-values', `The form holds more than ${MOST_FIELDS} fields.`)
  const fields = new Map<string, string | string[]>()
  for (const [name, value] of typed) {
    const before = fields.get(name)
    const line = value.replaceAll('\r\n', '\n')
    fields.set(name, before === undefined ? line : [...(Array.isArray(before) ? before : [before]), line])
  }
  const form = Object.fromEntries(fields)
  refuseHostileText(form)
  if (JSON.stringify(form).includes('\ufffd')) throw new Malformed('body-not-utf8', 'The form is not valid UTF-8.')
  return form
}

/** The fields of the form, without those of the layout; none where nothing was sent. */
export const FormBody = createParamDecorator((_: unknown, context: ExecutionContext): FormFields => {
  const { body, headers } = context.switchToHttp().getRequest<ActorRequest>()
  if (body === undefined || body === null) return {}
  if (headers['content-type']?.startsWith(FORM) !== true)
    throw new DomainError('unsupported', 'media-type-not-supported', 'Send this form from its page.')
  return Object.fromEntries(Object.entries(body as FormFields).filter(([name]) => !isOwn(name)))
})

/** Fields that are read where they are checked and kept nowhere: not with a key, and not while somebody signs in again. */
const SECRETS = new Set(['password', 'currentPassword', 'oneTimeCode', 'passphrase', 'passphraseAgain', 'currentPassphrase'])

export const withoutSecrets = (fields: FormFields): FormFields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !SECRETS.has(name)))

/** The key in the hidden fields, by which a form that is sent twice is carried out once; see runOnce. */
export const FormKey = createParamDecorator((_: unknown, context: ExecutionContext): RepeatKey | null => {
  const { method, url, headers, routeOptions, body } = context.switchToHttp().getRequest<ActorRequest>()
  const fields = (body ?? {}) as FormFields
  const { _key: key } = fields
  return key === undefined ? null : repeatOf({ method, url, headers, routeOptions, body: withoutSecrets(fields) }, readRepeatKey(key))
})

/** One value of a field, or nothing. */
export function one(fields: FormFields, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}
