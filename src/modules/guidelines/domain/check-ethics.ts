import { createHash } from 'node:crypto'

import canonicalize from 'canonicalize'

import type { Answers } from './answers.js'
import { clauseResults } from './clause-results.js'
import { hashable, own } from './json.js'
import { lookAt, type Looked } from './look.js'
import type { Pack } from './pack.js'
import { outcomeOf, type CheckReport } from './report.js'
import type { RequirementForRules } from './requirement-for-rules.js'
import { tierOf } from './risk-tier.js'
import { findingsIn, runRules } from './run-rules.js'

/** What is known besides the answers (evidence and its scan, earlier statements, dates), by name; part of the hashed input. */
export type Facts = Readonly<Record<string, unknown>>

export interface CheckInput {
  requirement: RequirementForRules
  answers: Answers
  facts: Facts
}

/** Checks a bid's ethics answers against the guideline. It never throws, whatever JSON it is given: what is malformed counts as unanswered. */
export function checkEthics(pack: Pack, { requirement, answers, facts }: CheckInput): CheckReport {
  const looked = lookAt(pack, requirement, answers)
  const runs = runRules(pack.supplierRules, looked)
  const findings = findingsIn(runs)
  return {
    ...pack.versions,
    inputHash: inputHash(pack, looked, facts),
    ...looked.tierWithGates(),
    tierFromRequirement: tierOf(own(requirement, 'riskProfile'), pack.gates).tier,
    outcome: outcomeOf(findings),
    clauses: clauseResults(pack, runs, looked),
    findings,
  }
}

/** Covers exactly what the rules could read, so a change elsewhere in the requirement or in a hidden answer keeps the hash. */
function inputHash(pack: Pack, looked: Looked, facts: Facts): string {
  const requirement = Object.fromEntries(pack.pathsOfCheck.map(path => [path, looked.published(path)]))
  const input = hashable({ versions: pack.versions, requirement, answers: looked.shownAnswers(), facts })
  return `sha256-${createHash('sha256')
    .update(canonicalize(input) ?? '')
    .digest('hex')}`
}
