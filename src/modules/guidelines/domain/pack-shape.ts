import { QUESTION_TYPES } from './answers.js'
import { isObject, own } from './json.js'

type Form = 'text' | 'number' | 'list' | 'object' | 'flag'

const TESTS: Record<Form, (value: unknown) => boolean> = {
  text: value => typeof value === 'string' && value.trim() !== '',
  number: value => typeof value === 'number',
  list: value => Array.isArray(value),
  object: isObject,
  flag: value => typeof value === 'boolean',
}

const PACK: Record<string, Form> = {
  meta: 'object',
  attributes: 'list',
  gates: 'list',
  settings: 'list',
  fields: 'list',
  clauses: 'list',
  companions: 'list',
  sections: 'list',
  supplierRules: 'list',
  buyerRules: 'list',
}

const META: Record<string, Form> = {
  guideline: 'text',
  title: 'text',
  edition: 'text',
  questionnaire: 'text',
  ruleSet: 'text',
  limits: 'object',
}

const RULE: Record<string, Form> = {
  id: 'text',
  version: 'number',
  clauses: 'list',
  also: 'list',
  message: 'text',
  fix: 'text',
  fixtures: 'object',
  outcome: 'object',
}

const ITEMS: Record<string, Record<string, Form>> = {
  attributes: { name: 'text', label: 'text', asks: 'text' },
  gates: { id: 'text', tier: 'text', says: 'text', anyOf: 'list' },
  settings: { name: 'text', label: 'text', kind: 'text' },
  fields: { path: 'text', label: 'text', kind: 'text' },
  clauses: { id: 'text', guideline: 'text', binds: 'text', duty: 'text', source: 'text', confirmed: 'flag' },
  companions: { id: 'text', title: 'text', adds: 'text', confirmed: 'flag' },
  sections: { id: 'text', title: 'text', questions: 'list' },
  supplierRules: RULE,
  buyerRules: RULE,
}

const QUESTION: Record<string, Form> = {
  id: 'text',
  type: 'text',
  text: 'text',
  asked: 'object',
  askedBecause: 'text',
  clauses: 'list',
  also: 'list',
  help: 'object',
}

const HELP: Record<string, Form> = { whyWeAsk: 'text', whatGoodLooksLike: 'text', whoUsuallyKnows: 'text', minutes: 'number' }
const FIXTURES: Record<string, Form> = { fires: 'text', passes: 'text' }
const LIMITS: Record<string, Form> = { textCharacters: 'number', cellCharacters: 'number', rows: 'number', listItems: 'number' }
const BY_TIER: Record<string, Form> = { low: 'text', medium: 'text', high: 'text' }

/** What keeps JSON from being read as a pack at all; the meaning of what stands in it is checked when it is compiled. */
export function shapeProblems(source: unknown): string[] {
  const problems = [...lacking('the pack', source, PACK), ...lacking('meta', own(source, 'meta'), META)]
  problems.push(...lacking('limits', own(own(source, 'meta'), 'limits'), LIMITS))
  for (const [list, form] of Object.entries(ITEMS)) {
    for (const item of items(own(source, list))) problems.push(...lacking(`${list} ${nameOf(item)}`, item, form))
  }
  for (const question of items(own(source, 'sections')).flatMap(section => items(own(section, 'questions')))) {
    problems.push(...questionProblems(question))
  }
  for (const rule of [...items(own(source, 'supplierRules')), ...items(own(source, 'buyerRules'))]) {
    problems.push(...lacking(`${nameOf(rule)} fixtures`, own(rule, 'fixtures'), FIXTURES))
    problems.push(...lacking(`${nameOf(rule)} outcome`, own(rule, 'outcome'), BY_TIER))
  }
  return problems
}

function questionProblems(question: unknown): string[] {
  const name = nameOf(question)
  const type = own(question, 'type')
  return [
    ...lacking(name, question, QUESTION),
    ...lacking(`${name} help`, own(question, 'help'), HELP),
    ...lacking(`${name} asked`, own(question, 'asked'), BY_TIER),
    ...((QUESTION_TYPES as readonly unknown[]).includes(type) ? [] : [`${name} is of no known type`]),
  ]
}

const items = (list: unknown): readonly unknown[] => (Array.isArray(list) ? list : [])

function nameOf(item: unknown): string {
  const name = own(item, 'id') ?? own(item, 'name') ?? own(item, 'path')
  return typeof name === 'string' ? name : 'without id'
}

const lacking = (where: string, value: unknown, members: Record<string, Form>): string[] =>
  Object.entries(members)
    .filter(([name, form]) => !TESTS[form](own(value, name)))
    .map(([name, form]) => `${where}: ${name} is missing or not a ${form}`)
