import { applyDecorators } from '@nestjs/common'
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsEmail,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  registerDecorator,
  ValidateIf,
  ValidateNested,
} from 'class-validator'

import { parseInstant } from '../shared/domain/instant.js'

/** Whether a field may be left out; an optional one may also be null, which deletes it, and what is `kept` by leaving it out cannot be deleted. */
type Presence = 'optional' | 'kept' | 'required'

/** One or the other: class-validator lets IsOptional silence IsDefined. */
const PRESENCE: Readonly<Record<Presence, () => PropertyDecorator>> = {
  optional: () => IsOptional(),
  kept: () => ValidateIf((_, value) => value !== undefined),
  required: () => IsDefined(),
}

const field = (presence: Presence, shown: ApiPropertyOptions, ...rules: PropertyDecorator[]) =>
  applyDecorators(PRESENCE[presence](), ...rules, ApiProperty({ ...shown, ...presenceShown(presence, shown) } as ApiPropertyOptions))

/** Null is shown where it may be sent; Swagger has no way to say it of a reference or a list. */
const presenceShown = (presence: Presence, { type, isArray }: ApiPropertyOptions) => ({
  required: presence === 'required',
  ...(presence === 'optional' && isArray !== true && (type === undefined || type === String || type === 'integer')
    ? { nullable: true }
    : {}),
})

/** Text of at most so many characters. */
export const Text = (maxLength: number, presence: Presence = 'optional') =>
  field(presence, { type: String, maxLength }, IsString(), MaxLength(maxLength))

/** E-mail address; the database compares capitals away. */
export const EmailAddress = () =>
  field(
    'required',
    { type: String, format: 'email', maxLength: 254, example: 'new-colleague@example.test' },
    IsString(),
    MaxLength(254),
    IsEmail({}, { message: 'must be an e-mail address such as name@example.org' }),
  )

/** Required text of at most so many characters that says something. */
export const Words = (maxLength: number) =>
  field(
    'required',
    { type: String, minLength: 1, maxLength },
    IsString(),
    MaxLength(maxLength),
    Matches(/\S/, { message: 'must say something' }),
  )

/** Text of a form; `example` shows it. */
export const Shaped = (pattern: RegExp, message: string, example: string, presence: Presence = 'optional') =>
  field(presence, { type: String, pattern: pattern.source, example }, IsString(), Matches(pattern, { message }))

/** Choice of one code. */
export const Choice = (codes: readonly string[], presence: Presence = 'optional') => field(presence, { enum: [...codes] }, IsIn(codes))

/** List of codes, each from the list. */
export const Choices = (codes: readonly string[], presence: Presence = 'optional') =>
  field(presence, { enum: [...codes], isArray: true }, IsArray(), ArrayMaxSize(codes.length), IsIn(codes, { each: true }))

/** Optional list of short texts. */
export const Texts = (most: number, maxLength: number) =>
  field('optional', { type: [String] }, IsArray(), ArrayMaxSize(most), IsString({ each: true }), MaxLength(maxLength, { each: true }))

/** Whole number within limits. */
export const Whole = (min: number, max: number, presence: Presence = 'optional') =>
  field(presence, { type: 'integer', minimum: min, maximum: max }, IsInt(), Min(min), Max(max))

/** An exact decimal figure as text: digits, a point, and up to so many decimals. */
export const decimalShape = (decimals: number): RegExp => new RegExp(`^(0|[1-9]\\d{0,12})(\\.\\d{1,${decimals}})?$`)

/** The same as a field. */
export const Decimal = (decimals: number, example: string, presence: Presence = 'optional') =>
  Shaped(decimalShape(decimals), `must be a decimal number as text with at most ${decimals} decimals`, example, presence)

/** Moment: RFC 3339 with a zone. */
export const Moment = (presence: Presence = 'optional') =>
  field(presence, { type: String, format: 'date-time', example: '2026-12-18T12:00:00Z' }, IsMoment())

/** Day of the calendar. */
export const Day = (presence: Presence = 'optional') => field(presence, { type: String, format: 'date', example: '2027-01-15' }, IsDay())

/** Optional object of its own shape. Swagger takes a function for a late reference only under the name `type`. */
export const Part = (type: () => new () => object) => field('optional', { type: () => type() }, IsObject(), ValidateNested(), Type(type))

/** Optional list of objects of one shape. */
export const Parts = (type: () => new () => object, most: number) =>
  field(
    'optional',
    { type: () => type(), isArray: true, maxItems: most },
    IsArray(),
    ArrayMaxSize(most),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(type),
  )

const IsMoment = () => isText('isMoment', '$property must be a moment such as 2026-12-18T12:00:00Z', text => parseInstant(text) !== null)

/** Day of the calendar, as a form asks for it in its own words. */
export const IsDay = (message = '$property must be a date such as 2027-01-15') =>
  isText('isDay', message, text => parseInstant(`${text}T00:00Z`) !== null)

function isText(name: string, message: string, fits: (text: string) => boolean): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(property),
      options: { message },
      validator: { validate: value => typeof value === 'string' && fits(value) },
    })
  }
}

/** What the guideline's pack calls something, such as AIP-7.1, SR-43 or Q504. */
export const Name = () => ApiProperty({ pattern: String.raw`^[\w.*-]+$` })
