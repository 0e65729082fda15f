import { compileQuestion, showingOrder } from './compile-questions.js'
import { compileRule, type Side } from './compile-rules.js'
import { attributeField, attributePath, factTable, memberField, settingField } from './fields.js'
import { distinct } from './lists.js'
import { PackRefused, type Field, type Pack, type Question, type Rule } from './pack.js'
import type { PackSource, QuestionSource, RuleSource } from './pack-source.js'
import type { Nameable } from './references.js'
import { compileGate, severityOf, TIERS, type Attribute, type Tier } from './risk-tier.js'
import { wordingOf } from './wording.js'

/** Raised whenever the same pack and input could give another report. */
export const ENGINE = '1.0.0'

type Complain = (problem: string) => void

/** Turns a pack into closures, or throws PackRefused with all that is wrong with it. */
export function compilePack(source: PackSource): Pack {
  const problems: string[] = []
  const name = `${source.meta.guideline} ${source.meta.edition}`
  const complain: Complain = problem => problems.push(problem)

  const { floors } = source.meta
  const asked = source.sections.flatMap(({ questions }) => questions)
  const names: Nameable = {
    questions: new Map(asked.map(question => [question.id, question])),
    attributes: new Map(source.attributes.map(attribute => [attribute.name, attribute])),
    fields: fieldsOf(source),
    facts: new Map(
      source.facts.map(facts => [facts.name, factTable(facts, facts.name === 'evidence' ? Infinity : source.meta.limits.rows)]),
    ),
  }
  checkIds(source, asked, complain)
  checkCitations(source, asked, complain)
  for (const question of asked) checkQuestion(question, complain)
  for (const attribute of source.attributes) checkRaising(attribute, names, complain)
  const gates = source.gates.map(gate => compileGate(gate, names.attributes, complain))
  const questions = new Map(asked.map(question => [question.id, compileQuestion(question, names, source.meta.limits, complain)]))
  const order = showingOrder(questions, names, complain)
  const compile = (side: Side, rules: readonly RuleSource[]): Rule[] =>
    rules.map(rule =>
      compileRule(rule, { side, names, wording: wordingOf(names, READER[side]), questions: [...questions.values()], floors }, complain),
    )
  const supplier = compile('supplier', source.supplierRules)
  const buyer = compile('buyer', source.buyerRules)
  if (problems.length > 0) throw new PackRefused(name, problems)

  const { guideline, edition, questionnaire, ruleSet, limits } = source.meta
  return {
    versions: { guideline, edition, questionnaire, ruleSet, engine: ENGINE },
    limits,
    floors,
    attributes: names.attributes,
    gates,
    fields: names.fields,
    facts: names.facts,
    sections: source.sections,
    clauses: source.clauses,
    questions,
    showingOrder: order,
    supplierRules: supplier,
    buyerRules: buyer,
    blockingRules: blockingRules(supplier),
    pathsOfCheck: pathsOfCheck(source.attributes, questions, supplier),
    factsOfCheck: distinct(['evidence', ...supplier.flatMap(({ reads }) => reads.facts)]).filter(name => names.facts.has(name)),
  }
}

/** A bidder can change answers, a buyer the requirement. */
const READER = { supplier: 'answers', buyer: 'requirement' } as const

/** A rule can block at a tier where it runs at all and blocks by itself or by an escalation. */
const blockingRules = (rules: readonly Rule[]): Record<Tier, string[]> => {
  const at = (tier: Tier): string[] =>
    rules
      .filter(
        ({ outcome, escalate }) => outcome[tier] === 'block' || (outcome[tier] !== 'none' && escalate.some(({ to }) => to === 'block')),
      )
      .map(({ id }) => id)
  return { low: at('low'), medium: at('medium'), high: at('high') }
}

const fieldsOf = (source: PackSource): ReadonlyMap<string, Field> =>
  new Map(
    [
      ...source.attributes.map(attributeField),
      ...source.settings.map(settingField),
      ...source.fields.map(field => memberField(field, source.meta.limits.rowsOfNotice)),
    ].map(field => [field.path, field]),
  )

/** Whatever decides what is shown, wanted or found. */
function pathsOfCheck(attributes: readonly Attribute[], questions: ReadonlyMap<string, Question>, rules: readonly Rule[]): string[] {
  const conditions = [...questions.values()].flatMap(({ visibleWhen, parts }) => [
    visibleWhen,
    ...parts.map(({ wantedWhen }) => wantedWhen),
  ])
  const asked = conditions.flatMap(condition => condition?.references.flatMap(({ paths }) => paths) ?? [])
  const read = rules.flatMap(({ reads }) => reads.paths)
  return distinct([...attributes.map(({ name }) => attributePath(name)), ...asked, ...read]).sort()
}

function checkIds(source: PackSource, asked: readonly QuestionSource[], complain: Complain): void {
  const lists: [string, readonly string[]][] = [
    ['question', asked.map(({ id }) => id)],
    ['rule', [...source.supplierRules, ...source.buyerRules].map(({ id }) => id)],
    ['clause', [...source.clauses, ...source.companions].map(({ id }) => id)],
    ['gate', source.gates.map(({ id }) => id)],
    ['section', source.sections.map(({ id }) => id)],
    ['member', [...source.attributes.map(({ name }) => attributePath(name)), ...source.settings.map(({ name }) => `settings.${name}`)]],
    ['member', source.fields.map(({ path }) => path)],
    ...asked.flatMap(({ id, options = [], parts = [], columns = [] }): [string, readonly string[]][] => [
      [`${id} option`, options.map(({ code }) => code)],
      [`${id} part`, parts.map(({ name }) => name)],
      [`${id} column`, columns.map(({ name }) => name)],
      ...columns.map((column): [string, string[]] => [`${id} ${column.name}`, (column.options ?? []).map(({ code }) => code)]),
    ]),
  ]
  for (const [what, ids] of lists) {
    const repeated = distinct(ids.filter((id, place) => ids.indexOf(id) !== place))
    if (repeated.length > 0) complain(`${what} ids are not unique: ${repeated.join(', ')}`)
  }
}

function checkCitations(source: PackSource, asked: readonly QuestionSource[], complain: Complain): void {
  const clauses = new Set(source.clauses.map(({ id }) => id))
  const companions = new Set(source.companions.map(({ id }) => id))
  const rules = [...source.supplierRules, ...source.buyerRules]
  for (const { id, clauses: cited, also } of [...asked, ...rules]) {
    for (const clause of cited.filter(each => !clauses.has(each))) complain(`${id}: there is no clause ${clause} in this edition`)
    for (const companion of also.filter(each => !companions.has(each))) complain(`${id}: there is no companion ${companion}`)
  }
  for (const { id, clauses: cited, platform, form } of rules) {
    if (cited.length === 0 && platform !== true && form === undefined) complain(`${id}: a rule cites at least one clause of the edition`)
  }
}

function checkQuestion({ id, type, options = [], columns = [], files, asked }: QuestionSource, complain: Complain): void {
  if ((type === 'single' || type === 'multi') && options.length === 0) complain(`${id}: a choice needs options`)
  if (type === 'table' && columns.length === 0) complain(`${id}: a table needs columns`)
  if (type === 'evidence' && files === undefined) complain(`${id}: evidence says how many files it takes`)
  if (TIERS.some(tier => !['required', 'optional', 'no'].includes(asked[tier]))) complain(`${id}: asked is required, optional or no`)
}

function checkRaising(attribute: Attribute, names: Nameable, complain: Complain): void {
  const { raisedBy } = attribute
  if (raisedBy === undefined) return
  const question = names.questions.get(raisedBy.question)
  const column = question?.columns?.find(({ name }) => name === raisedBy.column)
  const options = raisedBy.column === undefined ? question?.options : column?.options
  if (options === undefined) {
    complain(`${attribute.name}: there are no options at ${raisedBy.question} ${raisedBy.column ?? ''}`.trimEnd())
    return
  }
  const claims = Object.entries(raisedBy.as ?? Object.fromEntries(options.map(({ code }) => [code, code])))
  for (const [code, value] of claims) {
    if (!options.some(option => option.code === code)) complain(`${attribute.name}: ${raisedBy.question} has no option ${code}`)
    if (severityOf(attribute, value) === null) complain(`${attribute.name}: there is no value ${value}`)
  }
}
