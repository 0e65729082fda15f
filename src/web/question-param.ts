import type { PipeTransform } from '@nestjs/common'

import { NotFound } from '../shared/domain/errors.js'

const QUESTION = /^[A-Z]\d{1,3}$/

/** The id of a question from the address. What is no such id names nothing. */
export class QuestionParam implements PipeTransform<string, string> {
  /** As the API document shows it. */
  static readonly schema = { type: 'string', pattern: QUESTION.source } as const

  transform(value: string): string {
    if (!QUESTION.test(value)) throw new NotFound('question')
    return value
  }
}
