export const APPLICATIONS = '/supplier/applications'

export const applicationHref = (id: string): string => `${APPLICATIONS}/${id}`
