import type { PipeTransform } from '@nestjs/common'

import { NotFound } from '../../shared/domain/errors.js'
import type { ComparedKind } from './domain/compared-questions.js'

const KINDS = ['award', 'ethics'] as const satisfies readonly ComparedKind[]

/** Which kind of question the address names. */
export class KindParam implements PipeTransform<string, ComparedKind> {
  /** As the API document shows it. */
  static readonly schema = { type: 'string', enum: [...KINDS] } as const

  transform(value: string): ComparedKind {
    const kind = KINDS.find(each => each === value)
    if (kind === undefined) throw new NotFound('question')
    return kind
  }
}
