/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r\n\0]/

/** A row of a table by RFC 4180. Text that a spreadsheet would run gets an apostrophe before it (ASVS 1.2.10), for it may be somebody else's words. */
export const csvRow = (cells: readonly (string | number)[]): string =>
  `${cells.map(each => (typeof each === 'number' ? String(each) : cell(each))).join(',')}\r\n`

/** What a spreadsheet knows UTF-8 by; it stands before the first row. */
export const CSV_START = '\ufeff'

function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
