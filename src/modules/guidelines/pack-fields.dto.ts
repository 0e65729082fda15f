import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'

import { TIERS } from './domain/risk-tier.js'

/** A condition of the closed language, as docs/guidelines.md explains it. */
export const Condition = () => ApiPropertyOptional({ type: 'object', additionalProperties: true })

/** One value for each tier. */
export const ByTier = (values: readonly string[]) =>
  ApiProperty({
    type: 'object',
    properties: Object.fromEntries(TIERS.map(tier => [tier, { type: 'string', enum: [...values] }])),
  })
