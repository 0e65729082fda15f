/** Spreadsheets take a cell that begins like this for a formula. A bare sign, a number and a telephone number are none. */
const FORMULA = [/^[=]./, /^@.*\(/, /^[+-].*([a-z]\s*\(|[|!])/i]

const isFormula = (cell: string): boolean => {
  const text = cell.trim()
  return FORMULA.some(formula => formula.test(text))
}

/** So much of a cell is enough to tell. */
const LONGEST_BEGINNING = 1_000

/** Looks for formulas in a table of text that comes in parts, whichever of comma, semicolon and tab stands between its cells. */
export class FormulaFinder {
  private cell = ''
  private line = 1
  private isQuoted = false
  private begins = true
  private found: number | null = null

  /** The line of the first cell that a spreadsheet would calculate, as far as the parts have come; null where there is none. */
  get foundInLine(): number | null {
    return this.found ?? (isFormula(this.cell) ? this.line : null)
  }

  add(part: string): void {
    for (const character of part) this.take(character)
  }

  private take(character: string): void {
    if (character === '"' && (this.begins || this.isQuoted)) {
      this.isQuoted = !this.isQuoted
      this.begins = false
      return
    }
    if (character === '\n' || (!this.isQuoted && /[,;\t\r]/.test(character))) this.end(character)
    else {
      this.begins = false
      if (this.cell.length < LONGEST_BEGINNING) this.cell += character
    }
  }

  /** A line that ends within quotes ends no cell. */
  private end(character: string): void {
    if (!this.isQuoted) {
      if (this.found === null && isFormula(this.cell)) this.found = this.line
      this.cell = ''
      this.begins = true
    }
    if (character === '\n') this.line += 1
  }
}
