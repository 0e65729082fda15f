import { type FieldProblem, Refused } from '../../shared/domain/errors.js'
import { type FormFields, one } from '../../web/pages/form-body.js'
import type { NewFinding, NewVerdict } from './decide-findings.service.js'
import { CLAIM_VERDICTS } from './officer-application-queries.js'

/** More than any application has. */
const MOST = 600
const LONGEST = 5000

interface Numbered {
  id: string
  number: number
}

/** What was chosen of the criteria, by their numbers; what is left open is not found. */
export function typedFindings(criteria: readonly Numbered[], fields: FormFields): NewFinding[] {
  const faults: FieldProblem[] = []
  const findings = criteria.flatMap(({ id, number }) => {
    const met = one(fields, `met-${number}`)
    if (met !== 'yes' && met !== 'no') return []
    const reason = one(fields, `reason-${number}`)
    faults.push(...faultsOf(`reason-${number}`, reason, true))
    return [{ criterionId: id, met: met === 'yes', reason }]
  })
  if (findings.length === 0) faults.push(fault(`met-${criteria[0]?.number ?? 1}`, 'Choose met or not met for one criterion at least'))
  refuse(faults)
  return findings
}

/** What was chosen of the claims, each with the version that the page showed; what is left open has no verdict. */
export function typedVerdicts(fields: FormFields): NewVerdict[] {
  const faults: FieldProblem[] = []
  const verdicts: NewVerdict[] = []
  for (let place = 0; place < MOST && one(fields, `pin-${place}`) !== ''; place += 1) {
    const verdict = CLAIM_VERDICTS.find(each => each === one(fields, `verdict-${place}`))
    if (verdict === undefined) continue
    const reason = one(fields, `reason-${place}`)
    faults.push(...faultsOf(`reason-${place}`, reason, verdict !== 'accepted'))
    verdicts.push({ pinId: one(fields, `pin-${place}`), verdict, reason: reason.trim() === '' ? null : reason })
  }
  if (verdicts.length === 0) faults.push(fault('verdict-0', 'Choose a verdict for one claim at least'))
  refuse(faults)
  return verdicts
}

function faultsOf(field: string, reason: string, isNeeded: boolean): FieldProblem[] {
  if (isNeeded && reason.trim() === '') return [fault(field, 'Say why')]
  return reason.length > LONGEST ? [fault(field, 'The reason must have at most 5,000 characters')] : []
}

const fault = (field: string, detail: string): FieldProblem => ({ pointer: `/${field}`, code: 'missing', detail })

function refuse(faults: FieldProblem[]): void {
  if (faults.length > 0) throw new Refused('finding-unfit', 'Some of this cannot be recorded.', faults)
}
