import type { FormView } from '../../../web/pages/form.js'
import type { Agreement } from '../../agreements/agreements.service.js'

export const newRequirementView = (agreements: readonly Agreement[], form: FormView) => ({
  form,
  agreements: agreements.map(({ id, name, maximumTermMonths, minimumTenderDays }) => ({ id, name, maximumTermMonths, minimumTenderDays })),
})
