import type { PipeTransform } from '@nestjs/common'

import { readRepeatKey, REPEAT_KEY_SCHEMA } from './request-parts.js'

/** An Idempotency-Key in the address; what can be no such key is 400, as in the header. */
export class KeyParam implements PipeTransform<string, string> {
  /** As the API document shows it. */
  static readonly schema = REPEAT_KEY_SCHEMA

  transform(value: string): string {
    return readRepeatKey(value)
  }
}
