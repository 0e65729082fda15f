import type { Leaf } from '../condition.js'
import { isBlank, shown, type TableRow } from '../json.js'
import { listed } from '../lists.js'
import type { Question } from '../pack.js'
import type { Situation } from '../situation.js'
import type { FormPass } from './form-pass.js'
import { isRequired, judgementOf, type Asked } from './of-questions.js'

interface Found extends Asked {
  words: string
}

/** True when a file that must be there is not, or when one that is there is infected, unreadable or not a file of this bid. */
export const evidence: FormPass = {
  fills: ['items'],
  mayBeUnknown: false,
  judge(questions, situation) {
    const asked = questions.filter(({ source }) => situation.isShown(source.id))
    const found = [...asked.flatMap(question => missing(question, situation)), ...bad(asked, situation)]
    return judgementOf(found, () => ({ items: listed(found.filter(({ leaf }) => leaf.result === true).map(({ words }) => words)) }))
  },
}

function missing(question: Question, situation: Situation): Found[] {
  const { id, type, text, files, options = [], itemFiles } = question.source
  const answer = situation.answerTo(id)
  if (type === 'evidence' && isRequired(question, situation)) {
    const [attached, least] = [answer?.files?.length ?? 0, files?.min ?? 1]
    const leaf: Leaf = { op: 'files', question: id, cmp: 'lt', value: attached, expected: least, result: attached < least }
    return [{ question, leaf, words: `${id} (“${text}”)` }]
  }
  if (itemFiles !== true) return []
  const ticked = Array.isArray(answer?.value) ? answer.value : []
  return options
    .filter(({ code, needsReason }) => needsReason !== true && ticked.includes(code))
    .map(({ code, label }) => {
      const attached = answer?.itemFiles?.[code]?.length ?? 0
      const leaf: Leaf = { op: 'filesFor', question: id, item: code, cmp: 'lt', value: attached, expected: 1, result: attached < 1 }
      return { question, leaf, words: `“${label}” in ${id}` }
    })
}

/** A scan that has not finished blocks nothing; what is known to be bad does. */
function bad(asked: readonly Question[], situation: Situation): Found[] {
  return situation.facts('evidence').flatMap(file => {
    const question = asked.find(({ source }) => source.id === file['question'])
    if (question === undefined) return []
    const why = faultOf(file)
    const leaf: Leaf = {
      op: 'usable',
      fact: 'evidence',
      question: question.source.id,
      value: { file: file['file'] ?? null, fault: why },
      expected: null,
      result: why !== null,
    }
    return [
      {
        question,
        leaf,
        words: `the file ${shown(isBlank(file['name']) ? file['file'] : file['name'])} in ${question.source.id}, ${why ?? ''}`,
      },
    ]
  })
}

function faultOf(file: TableRow): string | null {
  if (file['known'] !== 'yes') return 'which is not a file of this bid'
  if (file['scan'] === 'infected') return 'which holds harmful software'
  return file['readable'] === 'no' ? 'which cannot be opened as the type it claims to be' : null
}
