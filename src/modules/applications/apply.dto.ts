import { ApiProperty } from '@nestjs/swagger'
import { ArrayMaxSize, IsArray, IsDefined, IsObject, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator'

import { Words } from '../../web/fields.js'

/** Products of one application, as the database bounds them. */
const MOST_PRODUCTS = 50

export class StartApplicationInput {
  /** Id of a category of an agreement that takes applications. */
  @IsUUID()
  categoryId!: string
}

export class ChosenInput {
  /** Products of the library that the claims are about. */
  @IsArray()
  @ArrayMaxSize(MOST_PRODUCTS)
  @IsUUID(undefined, { each: true })
  productIds!: string[]

  /** What the supplier offers: values of the filters by facet. */
  @IsDefined()
  @IsObject()
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    example: { location: ['england-london'] },
  })
  offer!: Record<string, string[]>
}

export class SubmitApplicationInput {
  /** The office or position of whoever signs, such as Director. */
  @Words(200)
  declaredAs!: string

  /** Name of the declaration that is signed, as the application shows it. */
  @Words(100)
  declaration!: string

  /** `contentHash` of the application as it was read: anything that changed since is refused. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  contentHash?: string
}
