import type { DomainError, FieldProblem } from '../../../shared/domain/errors.js'
import type { FormView } from '../../../web/pages/form.js'
import type { Finding, ReadinessReport } from '../../guidelines/domain/report.js'
import type { Trace } from '../../guidelines/domain/condition.js'
import { idOf, type RequirementField, type RequirementSection } from '../domain/requirement-field.js'
import { fieldAt } from '../domain/section-content.js'
import { sectionHref } from './requirement-head.js'
import type { RequirementWriting } from './requirement-writing.service.js'

/** One thing to do before approval, or worth doing, with the field it is done in. */
interface ToDo {
  outcome: Finding['outcome']
  rule: string | null
  message: string
  fix: string | null
  /** Null where no page of the requirement does it. */
  href: string | null
}

/** Where in the requirement a finding is cleared; where its rule names no way, what the rule read. */
function placesOf({ changes, trace }: Finding): string[] {
  const named = changes.map(({ at }) => at)
  return named.length > 0 ? named : readIn(trace)
}

function readIn(trace: Trace): string[] {
  if ('all' in trace) return trace.all.flatMap(readIn)
  if ('any' in trace) return trace.any.flatMap(readIn)
  if ('not' in trace) return readIn(trace.not)
  return trace.requirement === undefined ? [] : [trace.requirement]
}

/** The findings that are cleared in a field. */
export const findingsAt = (findings: readonly Finding[], field: RequirementField): Finding[] =>
  findings.filter(finding => placesOf(finding).some(place => fieldAt(place)?.field === field))

export const findingView = (requirementId: string, { rule, outcome, message, fix }: Finding) => ({
  rule,
  outcome,
  message,
  fix,
  href: `/buyer/requirements/${requirementId}#${rule}`,
})

/** What is to be done in a section, what stops approval first; each finding stands at the first section that clears it. */
export function toDoIn({ requirement: { id }, readiness }: RequirementWriting, section: RequirementSection): ToDo[] {
  if (readiness === null) return []
  const missing = readiness.missing.filter(({ pointer }) => fieldAt(pointer)?.section === section).map(problem => asToDo(id, problem))
  const findings = readiness.report.findings.flatMap(finding => findingToDo(id, section, finding))
  return [...missing, ...findings].toSorted((one, other) => Number(stops(other)) - Number(stops(one)))
}

/** What no part of the requirement clears. */
export function toDoElsewhere({ requirement: { id }, readiness }: RequirementWriting): ToDo[] {
  const missing = readiness?.missing.filter(({ pointer }) => fieldAt(pointer) === null).map(problem => asToDo(id, problem)) ?? []
  const findings = readiness?.report.findings.filter(finding => placesOf(finding).every(place => fieldAt(place) === null)) ?? []
  return [...missing, ...findings.map(({ outcome, rule, message, fix }) => ({ outcome, rule, message, fix, href: null }))]
}

function asToDo(id: string, { pointer, detail }: FieldProblem): ToDo {
  return { outcome: 'block', rule: null, message: detail, fix: null, href: fieldHref(id, pointer) }
}

function findingToDo(id: string, section: RequirementSection, finding: Finding): ToDo[] {
  const [place] = placesOf(finding).filter(each => fieldAt(each) !== null)
  if (place === undefined || fieldAt(place)?.section !== section) return []
  const { outcome, rule, message, fix } = finding
  return [{ outcome, rule, message, fix, href: fieldHref(id, place) }]
}

function fieldHref(id: string, place: string): string {
  const found = fieldAt(place)
  return found === null ? `/buyer/requirements/${id}` : `${sectionHref(id, found.section.id)}#${idOf(found.field)}`
}

/** Whether it keeps the draft from being sent for approval. */
export const stops = ({ outcome }: Pick<ToDo, 'outcome'>): boolean => outcome === 'block'

/** The form with each rule that stops what was asked in its summary, with its field where the form has one for it. */
export function withBrokenRules(form: FormView, { fields }: RequirementSection, { code, members }: DomainError): FormView {
  if (code !== 'readiness-blocked') return form
  const { findings } = members['report'] as ReadinessReport
  return {
    ...form,
    summary: findings.filter(({ outcome }) => outcome === 'block' || outcome === 'hold').map(finding => brokenRule(finding, fields)),
  }
}

function brokenRule(finding: Finding, fields: readonly RequirementField[]): FormView['summary'][number] {
  const text = `${finding.message} ${finding.fix}`
  const field = fields.find(each => findingsAt([finding], each).length > 0)
  return field === undefined ? { text } : { text, href: `#${idOf(field)}` }
}
