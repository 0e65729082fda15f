import type { CheckReport, Finding } from '../../guidelines/domain/report.js'

/** A supplier's reason for going on in spite of a warning. */
export interface Acknowledgement {
  rule: string
  reason: string
  /** In which role it was given. */
  role: 'supplier-admin' | 'bid-writer'
  personId: string
  acknowledgedAt: string
}

/** The same, bound to the values that the rule had read. */
export interface BoundAcknowledgement extends Acknowledgement {
  readHash: string
}

/** What a check, or some rules of it, found. */
type Found = Pick<CheckReport, 'findings'>

export const findWarning = (report: Found, rule: string): Finding | null => warningsIn(report).find(each => each.rule === rule) ?? null

const warningsIn = (report: Found): Finding[] => report.findings.filter(({ outcome }) => outcome === 'warn')

/** Whether its rule still warns, of the very values it warned of then. */
export function stands(given: BoundAcknowledgement, report: Found): boolean {
  const warning = findWarning(report, given.rule)
  return warning !== null && warning.readHash === given.readHash
}

/** The acknowledgements that stand, in the order of the report: part of what is submitted. */
export const standing = (given: readonly BoundAcknowledgement[], report: Found): Acknowledgement[] =>
  warningsIn(report).flatMap(({ rule }) => given.filter(each => each.rule === rule && stands(each, report)).map(unbound))

/** The rules that warn and have no reason that stands. */
export function unacknowledged(given: readonly BoundAcknowledgement[], report: Found): string[] {
  const reasoned = new Set(standing(given, report).map(({ rule }) => rule))
  return warningsIn(report)
    .map(({ rule }) => rule)
    .filter(rule => !reasoned.has(rule))
}

export const unbound = ({ readHash: _, ...acknowledgement }: BoundAcknowledgement): Acknowledgement => acknowledgement

/** One acknowledgement for each rule: a later one takes the place of the earlier. */
export const withAcknowledgement = (given: readonly BoundAcknowledgement[], added: BoundAcknowledgement): BoundAcknowledgement[] =>
  [...given.filter(({ rule }) => rule !== added.rule), added].sort((one, other) => (one.rule < other.rule ? -1 : 1))
