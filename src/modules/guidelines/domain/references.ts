import { isUnanswered, type Answer, type QuestionType } from './answers.js'
import type { Kind, Reading, Reference } from './condition.js'
import { isBlank, own, type Json } from './json.js'
import type { Field } from './pack.js'
import type { QuestionSource } from './pack-source.js'
import { TIERS, type Attribute } from './risk-tier.js'
import { attributePath } from './fields.js'

/** What a ref can name. */
export interface Nameable {
  questions: ReadonlyMap<string, QuestionSource>
  attributes: ReadonlyMap<string, Attribute>
  fields: ReadonlyMap<string, Field>
}

/** AI used to write a bid is never judged, so no rule may see this answer (PPN 017). */
export const NEVER_READ = 'D1'

const KIND: Record<QuestionType, Kind> = {
  single: 'code',
  multi: 'codes',
  number: 'number',
  text: 'text',
  table: 'rows',
  evidence: 'files',
  signature: 'signature',
}

const HIDDEN: Reading = { hidden: true, blank: true, value: null }

const found = (value: Json): Reading => ({ hidden: false, blank: isBlank(value), value: isBlank(value) ? null : value })

/** Finds what a ref names, or says what is wrong with it and answers null. */
export function resolveReference(ref: unknown, names: Nameable, complain: (problem: string) => void): Reference | null {
  const [q, part, r, effective, sys] = ['q', 'part', 'r', 'effective', 'sys'].map(member => own(ref, member))
  if (typeof q === 'string') return question(q, part, names, complain)
  if (typeof r === 'string') return published(r, names, complain)
  if (typeof effective === 'string') return effectiveAttribute(effective, names, complain)
  if (sys === 'tier') return TIER
  complain(`${JSON.stringify(ref ?? null)} names nothing that can be read`)
  return null
}

function question(id: string, part: unknown, names: Nameable, complain: (problem: string) => void): Reference | null {
  const source = names.questions.get(id)
  if (id === NEVER_READ) complain(`no rule may read ${id}`)
  else if (source === undefined) complain(`there is no question ${id}`)
  if (id === NEVER_READ || source === undefined) return null
  if (part !== undefined) return partOf(source, part, complain)
  return {
    kind: KIND[source.type],
    label: source.id,
    codes: source.options === undefined ? null : new Map(source.options.map(({ code, label }) => [code, label])),
    looked: { question: id },
    questions: [id],
    needsTier: false,
    read: situation => (situation.isShown(id) ? wholeAnswer(source.type, situation.answerTo(id)) : HIDDEN),
  }
}

function wholeAnswer(type: QuestionType, answer: Answer | null): Reading {
  const value = answer?.value ?? answer?.text ?? answer?.rows ?? answer?.files ?? null
  return { ...found(value), blank: isUnanswered(type, answer) }
}

function partOf(source: QuestionSource, name: unknown, complain: (problem: string) => void): Reference | null {
  const part = source.parts?.find(candidate => candidate.name === name)
  if (part === undefined) {
    complain(`question ${source.id} has no part ${String(name)}`)
    return null
  }
  const { id } = source
  return {
    kind: part.kind,
    label: part.label,
    codes: null,
    looked: { question: id, part: part.name },
    questions: [id],
    needsTier: false,
    read: situation => (situation.isShown(id) ? found((own(situation.answerTo(id)?.parts, part.name) ?? null) as Json) : HIDDEN),
  }
}

function published(path: string, names: Nameable, complain: (problem: string) => void): Reference | null {
  const field = names.fields.get(path)
  if (field === undefined) {
    complain(`there is no member ${path} of a requirement`)
    return null
  }
  const { kind, label, codes, needsTier } = field
  return {
    kind,
    label,
    codes,
    looked: { requirement: path },
    questions: [],
    needsTier,
    read: situation => found(situation.published(path)),
  }
}

function effectiveAttribute(name: string, names: Nameable, complain: (problem: string) => void): Reference | null {
  const field = names.fields.get(attributePath(name))
  const attribute = names.attributes.get(name)
  if (field === undefined || attribute === undefined) {
    complain(`there is no risk attribute ${name}`)
    return null
  }
  const { kind, label, codes } = field
  const questions = attribute.raisedBy === undefined ? [] : [attribute.raisedBy.question]
  return {
    kind,
    label,
    codes,
    looked: { effective: name },
    questions,
    needsTier: false,
    read: situation => found(situation.effective(name)),
  }
}

const TIER: Reference = {
  kind: 'code',
  label: 'the tier',
  codes: new Map(TIERS.map(tier => [tier, tier])),
  looked: { sys: 'tier' },
  questions: [],
  needsTier: true,
  read: situation => found(situation.tier()),
}
