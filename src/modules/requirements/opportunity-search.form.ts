import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator'

import { dayAfter, londonMoment } from '../../shared/domain/london-time.js'
import { IsDay } from '../../web/fields.js'
import { type FormFields, one } from '../../web/pages/form-body.js'
import type { RequirementState } from './domain/requirement-lifecycle.js'
import type { RequirementListing, RequirementSearch, RequirementSort } from './requirement-pages.js'
import type { Tier } from './requirement.entity.js'

/** Beside the states of domain/requirement-lifecycle.ts: whatever takes no bids any more, and all that is published. */
const SOUGHT_STATES = ['open', 'closed', 'evaluating', 'awarding', 'completed', 'unsuccessful', 'cancelled', 'ended', 'all'] as const
const TIERS = ['low', 'medium', 'high']
const SORTS = ['closing', 'newest', 'match']

const Chosen = (codes: readonly string[], message: string) => IsIn(codes, { message })

/** What the public looks for: the fields of a form that is sent by GET, so that its address can be kept and passed on. */
export class OpportunitySearchForm {
  @IsOptional()
  @IsString()
  @MaxLength(200, { message: 'What you search for must have at most 200 characters' })
  q?: string

  @IsOptional()
  @Chosen(SOUGHT_STATES, 'Select one of the states')
  state?: (typeof SOUGHT_STATES)[number]

  @IsOptional()
  @Chosen(TIERS, 'Select one of the levels of risk')
  tier?: Tier

  @IsOptional()
  @IsUUID(undefined, { message: 'Select one of the categories' })
  category?: string

  @IsOptional()
  @IsString()
  @MaxLength(200, { message: 'The name of the buyer must have at most 200 characters' })
  buyer?: string

  /** The last day on which bids may be due. */
  @IsOptional()
  @IsDay('The last day for bids must be a real date, such as 2027-01-15')
  closingBy?: string

  @IsOptional()
  @Chosen(SORTS, 'Select one of the orders')
  sort?: RequirementSort
}

const FIELDS = ['q', 'state', 'tier', 'category', 'buyer', 'closingBy', 'sort'] as const

/** What an address asks for, of the fields there are; whatever else it holds is of no account. */
export const searchFields = (query: Readonly<Record<string, unknown>>): FormFields =>
  Object.fromEntries(FIELDS.map(name => [name, one(query as FormFields, name).trim()] as const).filter(([, value]) => value !== ''))

/** The same as the list takes it. */
export const searchOf = ({ q, state = 'open', tier, category, buyer, closingBy }: OpportunitySearchForm): RequirementSearch => ({
  own: false,
  q,
  status: statusOf(state),
  tier,
  categoryId: category,
  buyerName: buyer,
  closingBefore: closingBy === undefined ? undefined : (londonMoment(dayAfter(closingBy), '00:00:00') ?? undefined),
})

const statusOf = (state: (typeof SOUGHT_STATES)[number]): RequirementState | 'ended' | undefined => (state === 'all' ? undefined : state)

/** What fits the words best comes first; without words, what closes soonest. */
export const sortOf = ({ q, sort }: OpportunitySearchForm): RequirementListing['sort'] =>
  sort === undefined || (sort === 'match' && q === undefined) ? (q === undefined ? 'closing' : 'match') : sort
