import { parseInstant } from '../domain/instant.js'
import { ScanFailed, type ScannerStatus, type Verdict } from './scanner.js'

/** Signatures may be called anything; what is kept of a name is short and printable. */
const LONGEST_FINDING = 100

/**
 * Found by ClamAV's own rules, where the operator has it say so: what it names is no malware, but a file that it could not look inside. It
 * begins the name of each such rule (AlertEncrypted…, AlertExceedsMax).
 */
const NOT_LOOKED_INTO = /^Heuristics\.(Encrypted\.|Limits\.Exceeded)/

/** What clamd's answer to INSTREAM says, or ScanFailed: whatever is not plainly a verdict is none. */
export function verdictIn(answer: string): Verdict {
  if (answer === 'stream: OK') return { scan: 'clean' }
  const found = /^stream: (\S.*) FOUND$/.exec(answer)?.[1]
  if (found === undefined) throw new ScanFailed(`The scanner gave no verdict: ${printable(answer) || 'nothing'}`)
  return { scan: NOT_LOOKED_INTO.test(found) ? 'unscannable' : 'infected', finding: printable(found) }
}

/** "ClamAV 1.4.3/27500/Mon Jan 13 09:30:00 2025": the program, the number of its signatures, and when those were made. */
const VERSION = /^(ClamAV [^/\s]+)(?:\/(\d+)\/\w{3} (\w{3}) +(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4}))?/

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** What clamd's answer to VERSION says. It writes the moment without a zone: it is taken as UTC, which is a day's accuracy and enough. */
export function versionIn(answer: string): ScannerStatus {
  const [, program, signatures, month = '', day = '', time = '', year = ''] = VERSION.exec(answer) ?? []
  if (program === undefined) return { state: 'silent', reason: `It is no ClamAV: ${printable(answer) || 'nothing'}` }
  const number = MONTHS.indexOf(month) + 1
  const signaturesFrom = parseInstant(`${year}-${twoDigits(number)}-${twoDigits(Number(day))}T${time}Z`)
  return { state: 'answers', version: printable(answer), signatures: signatures === undefined ? null : Number(signatures), signaturesFrom }
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')

const printable = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, LONGEST_FINDING)
