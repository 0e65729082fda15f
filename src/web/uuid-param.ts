import type { PipeTransform } from '@nestjs/common'

import { NotFound } from '../shared/domain/errors.js'

const UUID = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i

/** An id from the address. What is no id names nothing, so it is not found. */
export class UuidParam implements PipeTransform<string, string> {
  /** As the API document shows it. */
  static readonly schema = { type: 'string', format: 'uuid' } as const

  transform(value: string): string {
    if (!UUID.test(value)) throw new NotFound('thing')
    return value.toLowerCase()
  }
}
