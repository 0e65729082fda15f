import type { FieldSource, QuestionSet, QuestionSource } from './question-set.js'

/** What is wrong with a question set, in words; nothing for one that is fit to be asked. */
export function faultsOf(set: QuestionSet): string[] {
  const questions = set.parts.flatMap(part => part.questions)
  return [
    ...twice(
      'question',
      questions.map(({ id }) => id),
    ),
    ...twice(
      'part',
      set.parts.map(({ id }) => id),
    ),
    ...questions.flatMap(question => faultsOfQuestion(set, question).map(fault => `${question.id}: ${fault}`)),
    ...(set.reminders.daysBefore.length > 0 ? [] : ['no reminder is due before an expiry']),
  ]
}

const twice = (what: string, names: readonly string[]): string[] =>
  names.filter((name, place) => names.indexOf(name) !== place).map(name => `${what} ${name} stands there twice`)

function faultsOfQuestion(set: QuestionSet, { id, fields, rows, sources, expiry }: QuestionSource): string[] {
  return [
    ...(/^[A-Z]\d{1,3}$/.test(id) ? [] : ['it has no id of a question']),
    ...(sources.length > 0 ? [] : ['it has no source']),
    ...sources.filter(({ of }) => !(of in set.sources)).map(({ of }) => `there is no source ${of}`),
    ...faultsOfFields(fields, fields),
    ...(rows === undefined ? [] : [...faultsOfFields(rows.fields, rows.fields), ...conditionFaults(rows, fields)]),
    ...(rows !== undefined && rows.min > rows.max ? ['it asks for more rows than it takes'] : []),
    ...(expiry === undefined || fields.some(({ name, kind }) => name === expiry && kind === 'date') ? [] : [`${expiry} is no date of it`]),
  ]
}

function faultsOfFields(fields: readonly FieldSource[], all: readonly FieldSource[]): string[] {
  return [
    ...twice(
      'field',
      fields.map(({ name }) => name),
    ),
    ...twice(
      'label',
      fields.map(({ label }) => label),
    ),
    ...fields.flatMap(field => [
      ...(/^[a-zA-Z]{1,40}$/.test(field.name) ? [] : [`${field.name} is no name of a field`]),
      ...(field.kind === 'choice' && (field.options ?? []).length < 2 ? [`${field.name} has nothing to choose from`] : []),
      ...(field.notBefore === undefined || all.some(({ name, kind }) => name === field.notBefore && kind === 'date')
        ? []
        : [`${field.name} comes after ${field.notBefore}, which is no date`]),
      ...conditionFaults(field, all),
    ]),
  ]
}

/** A condition reads a choice of the same question, and codes that it has. */
function conditionFaults({ when }: Pick<FieldSource, 'when'>, all: readonly FieldSource[]): string[] {
  if (when === undefined) return []
  const read = all.find(({ name, kind }) => name === when.field && kind === 'choice')
  if (read === undefined) return [`a condition reads ${when.field}, which is no choice`]
  const codes = (read.options ?? []).map(({ code }) => code)
  return when.is.filter(code => !codes.includes(code)).map(code => `${when.field} has no answer ${code}`)
}
