export const QUEUE = '/officer'

export const auditHref = (auditId: string): string => `${QUEUE}/audits/${auditId}`

export const answerHref = (auditId: string, questionId: string): string => `${auditHref(auditId)}/${questionId}`

export const fileHref = (auditId: string, fileId: string): string => `${auditHref(auditId)}/files/${fileId}`

export const competitionReportHref = (requirementId: string): string => `${QUEUE}/requirements/${requirementId}/report`

/** Bids of one competition have one title, so they are told apart by the end of their id. */
export const shortBid = (bidId: string): string => bidId.slice(-6).toUpperCase()
