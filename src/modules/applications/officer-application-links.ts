export const APPLICATIONS = '/officer/applications'

export const applicationHref = (id: string): string => `${APPLICATIONS}/${id}`

export const givenFileHref = (id: string, fileId: string): string => `${applicationHref(id)}/files/${fileId}`

export const caseHref = (id: string, caseId: string): string => `${applicationHref(id)}/exclusions/${caseId}`
