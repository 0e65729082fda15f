import type { SupplierResponsiveness } from './responsiveness.service.js'

/** As the supplier itself sees it, or as officers do. */
export const responsivenessView = ({ supplierId, supplierName, agreements }: SupplierResponsiveness, isOwn: boolean) => ({
  isOwn,
  supplierName,
  back: isOwn ? '/supplier' : `/suppliers/${supplierId}`,
  agreements: agreements.map(each => ({
    name: `${each.agreementName} (${each.agreementReference})`,
    invitations: each.invitations,
    answered: each.answered,
    percent: each.percent,
    target: each.target?.percent ?? null,
    source: each.target?.source ?? null,
    isConfirmed: each.target?.confidence === 'found',
    isReached: each.isReached,
  })),
})
