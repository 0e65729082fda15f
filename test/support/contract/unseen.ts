/** What the document tells of and no test is answered, with the reason: by code, or by operation, status and code. */
export const UNSEEN: Readonly<Record<string, string>> = {}
