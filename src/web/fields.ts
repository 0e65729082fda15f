import { applyDecorators } from '@nestjs/common'
import { ApiProperty } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  registerDecorator,
  ValidateNested,
} from 'class-validator'

import { parseInstant } from '../shared/domain/instant.js'

/** Optional text of at most so many characters; null deletes it. */
export const Text = (maxLength: number) =>
  applyDecorators(IsOptional(), IsString(), MaxLength(maxLength), ApiProperty({ type: String, maxLength, required: false }))

/** Optional text of a form; `example` shows it. */
export const Shaped = (pattern: RegExp, message: string, example: string) =>
  applyDecorators(
    IsOptional(),
    IsString(),
    Matches(pattern, { message }),
    ApiProperty({ type: String, pattern: pattern.source, example, required: false }),
  )

/** Optional choice of one code. */
export const Choice = (codes: readonly string[]) =>
  applyDecorators(IsOptional(), IsIn(codes), ApiProperty({ enum: codes, required: false }))

/** Optional list of codes, each from the list. */
export const Choices = (codes: readonly string[]) =>
  applyDecorators(
    IsOptional(),
    IsArray(),
    ArrayMaxSize(codes.length),
    IsIn(codes, { each: true }),
    ApiProperty({ enum: codes, isArray: true, required: false }),
  )

/** Optional list of short texts. */
export const Texts = (most: number, maxLength: number) =>
  applyDecorators(
    IsOptional(),
    IsArray(),
    ArrayMaxSize(most),
    IsString({ each: true }),
    MaxLength(maxLength, { each: true }),
    ApiProperty({ type: [String], required: false }),
  )

/** Optional whole number within limits. */
export const Whole = (min: number, max: number) =>
  applyDecorators(IsOptional(), IsInt(), Min(min), Max(max), ApiProperty({ type: 'integer', minimum: min, maximum: max, required: false }))

/** Optional decimal figure as text, exact: digits, a point, and up to so many decimals. */
export const Decimal = (decimals: number, example: string) =>
  Shaped(
    new RegExp(`^(0|[1-9]\\d{0,12})(\\.\\d{1,${decimals}})?$`),
    `must be a decimal number as text with at most ${decimals} decimals`,
    example,
  )

/** Optional moment: RFC 3339 with a zone. */
export const Moment = () =>
  applyDecorators(
    IsOptional(),
    IsMoment(),
    ApiProperty({ type: String, format: 'date-time', required: false, example: '2026-12-18T12:00:00Z' }),
  )

/** Optional object of its own shape. Swagger takes a function for a late reference only under the name `type`. */
export const Part = (type: () => new () => object) =>
  applyDecorators(IsOptional(), ValidateNested(), Type(type), ApiProperty({ type: () => type(), required: false }))

/** Optional list of objects of one shape. */
export const Parts = (type: () => new () => object, most: number) =>
  applyDecorators(
    IsOptional(),
    IsArray(),
    ArrayMaxSize(most),
    ValidateNested({ each: true }),
    Type(type),
    ApiProperty({ type: () => type(), isArray: true, required: false, maxItems: most }),
  )

function IsMoment(): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name: 'isMoment',
      target: target.constructor,
      propertyName: String(property),
      options: { message: '$property must be a moment such as 2026-12-18T12:00:00Z' },
      validator: { validate: value => typeof value === 'string' && parseInstant(value) !== null },
    })
  }
}
