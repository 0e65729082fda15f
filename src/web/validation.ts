import { ValidationPipe } from '@nestjs/common'
import type { ValidationError } from 'class-validator'

import { type FieldProblem, Malformed } from '../shared/domain/errors.js'

const kebab = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()

function fieldProblems(errors: readonly ValidationError[], path = ''): FieldProblem[] {
  return errors.flatMap(error => {
    const pointer = `${path}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const own = Object.entries(error.constraints ?? {}).map(([constraint, detail]) => ({ pointer, code: codeOf(constraint), detail }))
    return [...own, ...fieldProblems(error.children ?? [], pointer)]
  })
}

const codeOf = (constraint: string): string => (constraint === 'whitelistValidation' ? 'unknown-field' : kebab(constraint))

/** Checks bodies and queries against their DTO: wrong types, unknown fields and limits are 400 with a pointer to each. */
export const requestValidation = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    validationError: { target: false, value: false },
    exceptionFactory: errors =>
      new Malformed('invalid-request', 'The request does not have the shape it must have. See errors.', fieldProblems(errors)),
  })
