import { applyDecorators } from '@nestjs/common'
import { Equals, IsDefined, IsString, Matches, MaxLength } from 'class-validator'

/** Text of a form that must say something; `missing` asks for it in the words of the page, and `what` begins the sentence on its length. */
export const Said = (most: number, missing: string, what: string) =>
  applyDecorators(
    IsDefined({ message: missing }),
    IsString({ message: 'Write it into the one box' }),
    Matches(/\S/, { message: missing }),
    MaxLength(most, { message: `${what} must have at most ${most.toLocaleString('en')} characters` }),
  )

/** A box that must be ticked. */
export const Confirmed = (missing: string) => applyDecorators(IsDefined({ message: missing }), Equals('yes', { message: missing }))

/** The revision that the page showed; only a bent form lacks it. */
export const Seen = () =>
  applyDecorators(
    IsDefined({ message: 'Open this page again, so that it is known what you read' }),
    Matches(/^[1-9]\d{0,8}$/, { message: 'Open this page again, so that it is known what you read' }),
  )
