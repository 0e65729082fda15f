import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common'
import type { ValidationError } from 'class-validator'

import { type FieldProblem, Malformed } from '../shared/domain/errors.js'
import { escapedInPointer } from '../shared/domain/json-pointer.js'

const kebab = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()

function fieldProblems(errors: readonly ValidationError[], path = ''): FieldProblem[] {
  return errors.flatMap(error => {
    const pointer = `${path}/${escapedInPointer(error.property)}`
    const own = Object.entries(error.constraints ?? {}).map(([constraint, detail]) => ({ pointer, code: codeOf(constraint), detail }))
    return [...own, ...fieldProblems(error.children ?? [], pointer)]
  })
}

const codeOf = (constraint: string): string => (constraint === 'whitelistValidation' ? 'unknown-field' : kebab(constraint))

/** Validation takes time by the square of what it is given; the largest draft that fits its limits holds about 3,000 values. */
const MOST_VALUES = 5_000

const valuesIn = (value: unknown): number =>
  typeof value === 'object' && value !== null ? Object.values(value).reduce<number>((sum, member) => sum + valuesIn(member), 1) : 1

class BoundedValidation extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && this.toValidate(metadata) && valuesIn(value) > MOST_VALUES)
      throw new Malformed('too-many-values', `The body holds more than ${MOST_VALUES} values.`)
    return super.transform(value, metadata)
  }
}

/** Checks bodies and queries against their DTO: wrong types, unknown fields and limits are 400 with a pointer to each. */
export const requestValidation = (): ValidationPipe =>
  new BoundedValidation({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    validationError: { target: false, value: false },
    exceptionFactory: errors =>
      new Malformed('invalid-request', 'The request does not have the shape it must have. See errors.', fieldProblems(errors)),
  })
