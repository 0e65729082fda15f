export const supplierInterestsHref = (supplierId: string): string => `/officer/suppliers/${supplierId}/interests`

/** Where interests in a supplier are declared; from there it goes on to `next`. */
export const declareAboutHref = (supplierId: string, next: string): string =>
  `${supplierInterestsHref(supplierId)}?next=${encodeURIComponent(next)}`
