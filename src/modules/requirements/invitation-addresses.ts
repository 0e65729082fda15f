/** Where a supplier says whether it will bid, and where it says why not. */
export const invitationAddress = (requirementId: string): string => `/supplier/opportunities/${requirementId}/invitation`
export const declineAddress = (requirementId: string): string => `/supplier/opportunities/${requirementId}/decline`
