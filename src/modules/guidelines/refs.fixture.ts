/** Refs of every kind that the pack of the tests can answer, and rows to answer tables with. */
export const q = (id: string, inside: object = {}) => ({ q: id, ...inside })
export const rows = (...all: object[]) => ({ rows: all })
export const ROLE = q('Q203')
export const PLACES = q('Q306')
export const PHRASE = q('Q306', { part: 'safeguards' })
export const SHARE = q('Q503')
export const GROUPS = q('Q202', { column: 'vulnerable' })
export const METRICS = q('Q403', { column: 'metric' })
export const IDS = { r: 'outcomes', column: 'id' }
export const OUTCOMES = { outcomes: [{ id: 'O1' }, { id: 'O2' }] }
export const HIDDEN = q('Q307')
export const AWARD = { sys: 'awardDate' }
export const DAY = '2027-03-31'
