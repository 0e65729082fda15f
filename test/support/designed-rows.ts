/** Events that tests name otherwise than the design. */
const EVENTS: Readonly<Record<string, string>> = { start: 'create', 'change material answer': 'change', 'agreement expires': 'lapse' }

/** Invariants that tests name shorter than the design. */
const INVARIANTS: Readonly<Record<string, string>> = {
  'overdue application raises alarm, never auto-decides': 'T6 overdue never decides',
  'rejection without a criterion is impossible': 'T6 no rejection without criterion',
  'criteria version fixed at submission': 'criteria version fixed',
  'a live competition never blocks decisions here': 'T6 a live competition blocks no decision',
}

interface DesignedRows {
  events: string[]
  invariants: string[]
  items: string[]
}

/** What the design asks of applications to join, by the names that tests bear: the state machine of section 6, what holds at all times, and the items of joining. */
export function rowsOfTheDesign(text: string): DesignedRows {
  const machine = sectionOf(text, /^## 6\. /)
  const [, invariants = ''] = /^Invariants: (.*)\.$/m.exec(machine) ?? []
  return {
    events: rowsOf(machine).map(([, event = '']) => `T6 ${EVENTS[event] ?? event}`),
    invariants: invariants.split('; ').map(each => INVARIANTS[each] ?? `T6 ${each}`),
    items: rowsOf(sectionOf(text, /^### Supplier joining/)).map(([item = '']) => `J ${item.toLowerCase()}`),
  }
}

/** From its heading to the next. */
function sectionOf(text: string, heading: RegExp): string {
  const lines = text.split('\n')
  const start = lines.findIndex(line => heading.test(line))
  const length = lines.slice(start + 1).findIndex(line => line.startsWith('#'))
  return start < 0 ? '' : lines.slice(start, length < 0 ? undefined : start + 1 + length).join('\n')
}

/** The cells of a table, without its head. */
const rowsOf = (section: string): string[][] =>
  section
    .split('\n')
    .filter(line => line.startsWith('|'))
    .slice(2)
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    )
