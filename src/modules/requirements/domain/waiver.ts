import type { Actor } from '../../../shared/domain/actor.js'
import type { RequirementFacts } from './requirement-policy.js'

/** For whom a person consents to a waiver. */
export type WaiverSide = 'buyer' | 'officer'

/** The side on which the actor consents; null for whoever may not. Nobody who works for a supplier consents at all. */
export function waiverSideOf(actor: Actor, requirement: RequirementFacts): WaiverSide | null {
  if (actor.supplierAnywhere) return null
  if (actor.has('buyer-approver') && requirement.buyerId === actor.organisationId) return 'buyer'
  return actor.has('procurement-officer') ? 'officer' : null
}

export interface WaiverConsent {
  personId: string
  side: WaiverSide
  senior: boolean
}

/** The three who make a waiver. */
export interface WaiverGivers {
  agreedBy: string
  officerId: string
  seniorOfficerId: string
}

/** An approver of the buyer and two officers, one of them senior: three different people; null while somebody is missing. */
export function giversAmong(consents: readonly WaiverConsent[]): WaiverGivers | null {
  const of = (side: WaiverSide) => consents.filter(each => each.side === side)
  const agreedBy = of('buyer')[0]?.personId
  const officers = of('officer').filter(({ personId }) => personId !== agreedBy)
  const seniorOfficerId = officers.find(({ senior }) => senior)?.personId
  const officerId = officers.find(({ personId }) => personId !== seniorOfficerId)?.personId
  if (agreedBy === undefined || officerId === undefined || seniorOfficerId === undefined) return null
  return { agreedBy, officerId, seniorOfficerId }
}

/** Those whose consent makes a waiver. */
export const WAIVER_GIVERS = ['approver', 'officer', 'senior-officer'] as const

export type WaiverGiver = (typeof WAIVER_GIVERS)[number]

/** Who has still to consent. */
export function missingAmong(consents: readonly WaiverConsent[]): WaiverGiver[] {
  const approver = consents.find(({ side }) => side === 'buyer')
  const officers = consents.filter(({ side, personId }) => side === 'officer' && personId !== approver?.personId)
  const senior = officers.find(each => each.senior)
  return [
    ...(approver === undefined ? (['approver'] as const) : []),
    ...(officers.some(({ personId }) => personId !== senior?.personId) ? [] : (['officer'] as const)),
    ...(senior === undefined ? (['senior-officer'] as const) : []),
  ]
}
