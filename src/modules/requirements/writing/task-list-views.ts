import type { RequirementSection } from '../domain/requirement-field.js'
import { SECTION_GROUPS } from '../domain/requirement-sections.js'
import { valueAt, type Written, writtenOf } from '../domain/section-content.js'
import { stops, toDoElsewhere, toDoIn } from './readiness-views.js'
import { requirementHead, sectionHref } from './requirement-head.js'
import type { RequirementWriting } from './requirement-writing.service.js'
import { tierView } from './tier-views.js'

/** Everything that is written of a requirement as tasks, each with what is still to do in it. */
export function taskListView(writing: RequirementWriting) {
  const { requirement, ruleSet, tierOf } = writing
  const written = writtenOf(requirement)
  const risk = (requirement.content.riskProfile ?? {}) as Readonly<Record<string, unknown>>
  const groups = SECTION_GROUPS.map(({ title, sections }) => ({ title, tasks: sections.map(section => taskOf(writing, written, section)) }))
  const tasks = groups.flatMap(group => group.tasks)
  return {
    requirement: requirementHead(writing),
    groups,
    shortlist: writing.shortlist === null ? null : { name: writing.shortlist.name, filters: writing.shortlist.tokens.length },
    pages: writing.pages,
    isWritten: requirement.publishedAt === null && requirement.state !== 'cancelled',
    elsewhere: toDoElsewhere(writing),
    tier: tierView(ruleSet, tierOf(risk), risk),
    knowsReadiness: writing.readiness !== null,
    isHeld: writing.readiness?.report.findings.some(({ outcome }) => outcome === 'hold') ?? false,
    toStop: [...tasks.flatMap(({ toDo }) => toDo), ...toDoElsewhere(writing)].filter(stops).length,
    done: tasks.filter(({ state }) => state === 'done').length,
    asked: tasks.filter(({ state }) => state !== 'optional').length,
  }
}

type TaskState = 'missing' | 'begun' | 'optional' | 'done'

function taskOf(writing: RequirementWriting, written: Written, section: RequirementSection) {
  const toDo = toDoIn(writing, section)
  return {
    id: section.id,
    href: sectionHref(writing.requirement.id, section.id),
    title: section.title,
    state: stateOf(isBlank(written, section), toDo.some(stops)),
    toDo,
  }
}

const isBlank = (written: Written, { fields }: RequirementSection): boolean => fields.every(({ at }) => isNothing(valueAt(written, at)))

const isNothing = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0)

function stateOf(blank: boolean, stopped: boolean): TaskState {
  if (stopped) return blank ? 'missing' : 'begun'
  return blank ? 'optional' : 'done'
}
