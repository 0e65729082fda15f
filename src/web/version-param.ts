import type { PipeTransform } from '@nestjs/common'

import { NotFound } from '../shared/domain/errors.js'

/** The number of a version from the address, counted from 1. What is no such number, or more than an integer holds, names nothing. */
export class VersionParam implements PipeTransform<string, number> {
  /** As the API document shows it. */
  static readonly schema = { type: 'integer', minimum: 1, maximum: 999_999_999 } as const

  transform(value: string): number {
    if (!/^[1-9]\d{0,8}$/.test(value)) throw new NotFound('version')
    return Number(value)
  }
}
