export const interestsHref = (requirementId: string): string => `/buyer/requirements/${requirementId}/interests`

/** Where everybody declares their interests in a requirement, buyer or officer; from there it goes on to `next`. */
export const declareHref = (requirementId: string, next: string): string =>
  `${interestsHref(requirementId)}?next=${encodeURIComponent(next)}`
