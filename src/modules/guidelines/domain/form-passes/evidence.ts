import { codesIn, filesFor } from '../answers.js'
import type { Leaf } from '../condition.js'
import { isBlank, shown, type TableRow } from '../json.js'
import { listed } from '../lists.js'
import type { Question } from '../pack.js'
import type { Situation } from '../situation.js'
import type { FormPass } from './form-pass.js'
import { isRequired, judgementOf, type Told } from './of-questions.js'

/** True when a file that must be there is not, or when one that is there is infected, unreadable or not a file of this bid. */
export const evidence: FormPass = {
  fills: ['items'],
  mayBeUnknown: false,
  judge(questions, situation) {
    const asked = questions.filter(({ source }) => situation.isShown(source.id))
    const wanted = asked.flatMap(question => [...missing(question, situation), ...missingForItems(question, situation)])
    const attached = asked.flatMap(question => bad(question, situation))
    return judgementOf([...wanted, ...attached], failed => ({ items: listed(failed.map(({ words }) => words)) }))
  },
}

function missing(question: Question, situation: Situation): Told[] {
  const { id, text, files } = question.source
  if (files === undefined || files.min < 1 || !isRequired(question, situation)) return []
  const attached = situation.answerTo(id)?.files?.length ?? 0
  const leaf: Leaf = { op: 'files', question: id, cmp: 'lt', value: attached, expected: files.min, result: attached < files.min }
  return [{ question, leaf, words: `${id} (“${text}”)` }]
}

function missingForItems(question: Question, situation: Situation): Told[] {
  const { id, options = [], itemFiles } = question.source
  if (itemFiles !== true) return []
  const answer = situation.answerTo(id)
  const ticked = codesIn(answer)
  return options
    .filter(({ code, needsReason }) => needsReason !== true && ticked.includes(code))
    .map(({ code, label }) => {
      const attached = filesFor(answer, code).length
      const leaf: Leaf = { op: 'filesFor', question: id, item: code, cmp: 'lt', value: attached, expected: 1, result: attached < 1 }
      return { question, leaf, words: `“${label}” in ${id}` }
    })
}

/** A scan that has not finished blocks nothing; what is known to be bad does. */
function bad(question: Question, situation: Situation): Told[] {
  const { id } = question.source
  const attached = situation.facts('evidence').filter(file => file['question'] === id)
  return attached.map(file => {
    const fault = faultOf(file)
    const name = shown(isBlank(file['name']) ? file['file'] : file['name'])
    const value = { file: shown(file['file']), fault }
    const leaf: Leaf = { op: 'usable', fact: 'evidence', question: id, value, expected: null, result: fault !== null }
    return { question, leaf, words: `the file ${name} in ${id}, ${shown(fault)}` }
  })
}

function faultOf(file: TableRow): string | null {
  if (file['known'] !== 'yes') return 'which is not a file of this bid'
  if (file['scan'] === 'infected') return 'which holds harmful software'
  return file['readable'] === 'no' ? 'which cannot be opened as the type it claims to be' : null
}
