export const OWN_MEMBERSHIPS = '/supplier/memberships'
export const MEMBERSHIPS = '/officer/memberships'
export const REMOVALS_TO_CONFIRM = `${MEMBERSHIPS}?removal=to-confirm`
export const REVIEWS = '/officer/membership-reviews'

export const ownHref = (id: string): string => `${OWN_MEMBERSHIPS}/${id}`
export const membershipHref = (id: string): string => `${MEMBERSHIPS}/${id}`
export const reviewHref = (id: string): string => `${REVIEWS}/${id}`
