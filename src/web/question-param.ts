import type { PipeTransform } from '@nestjs/common'

import { NotFound } from '../shared/domain/errors.js'

/** The id of a question from the address. What is no such id names nothing. */
export class QuestionParam implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!/^[A-Z]\d{1,3}$/.test(value)) throw new NotFound('question')
    return value
  }
}
