export const APPLICATIONS = '/officer/applications'

export const applicationHref = (id: string): string => `${APPLICATIONS}/${id}`

export const caseHref = (id: string, caseId: string): string => `${applicationHref(id)}/exclusions/${caseId}`
