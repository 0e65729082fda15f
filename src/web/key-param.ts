import type { PipeTransform } from '@nestjs/common'

import { readRepeatKey } from './request-parts.js'

/** An Idempotency-Key in the address; what can be no such key is 400, as in the header. */
export class KeyParam implements PipeTransform<string, string> {
  transform(value: string): string {
    return readRepeatKey(value)
  }
}
