import type { FormView } from '../../../web/pages/form.js'
import type { Agreement } from '../../agreements/agreements.service.js'

export const newRequirementView = ({ items, isMore }: { items: readonly Agreement[]; isMore: boolean }, form: FormView) => ({
  form,
  moreThan: isMore ? items.length : null,
  agreements: items.map(({ id, name, maximumTermMonths, minimumTenderDays }) => ({ id, name, maximumTermMonths, minimumTenderDays })),
})
