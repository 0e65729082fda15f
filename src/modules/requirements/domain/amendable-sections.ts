import { AMENDING, type Member } from './amendable.js'
import type { RequirementField, RequirementSection } from './requirement-field.js'
import { SECTIONS } from './requirement-sections.js'

const treatmentOf = ({ at }: RequirementField) => AMENDING[at.split('/')[0] as Member].treatment

const isMaterial = (field: RequirementField): boolean => treatmentOf(field) === 'material'

/** Of each part of a requirement what an amendment may change. A part that is frozen as a whole is not among them. */
export const AMENDABLE_SECTIONS: readonly RequirementSection[] = SECTIONS.flatMap(section => {
  const fields = section.fields.filter(field => isMaterial(field) || treatmentOf(field) === 'minor')
  return fields.length === 0 ? [] : [{ ...section, fields }]
})

/** The names of all that bidders need more time for when it changes. */
export const materialIn = ({ fields }: RequirementSection): readonly RequirementField[] => fields.filter(isMaterial)
