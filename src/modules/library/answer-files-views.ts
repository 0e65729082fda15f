import { sizeInWords } from '../../shared/domain/size-in-words.js'
import type { FormView } from '../../web/pages/form.js'
import { EXTENSIONS } from '../files/domain/file-types.js'
import { isGivenOut } from '../files/domain/scan.js'
import type { AnswerWithFiles } from './answer-files.service.js'
import type { AnswerFile } from './library-file-queries.js'
import { fileContentHref, filesHref, partHref, removalHref } from './library-links.js'
import type { AnswerKey } from './library-queries.js'
import { FILE_LIMITS, takesFiles } from './question-evidence.js'

/** The files of an answer, and the form that adds one. */
export function answerFilesView(answered: AnswerWithFiles, mostBytes: number, form: FormView) {
  const { files, question, part, product } = answered
  const answer: AnswerKey = { question: question.id, productId: product?.id ?? null }
  const mayWrite = takesFiles(question.id) && (product?.retiredAt ?? null) === null
  const here = filesHref(answer)
  return {
    form,
    here,
    /** The form adds its key. */
    uploadHref: `${here}${here.includes('?') ? '&' : '?'}key=`,
    back: `${partHref(part.id, answer.productId)}#${question.id}`,
    question: headOf(answered),
    retiredAt: product?.retiredAt ?? null,
    takesFiles: takesFiles(question.id),
    files: files.map(file => ({ ...rowOf(file), removeHref: mayWrite ? removalHref(answer, file.id) : null })),
    isAnyPending: files.some(({ scan }) => scan === 'pending'),
    isAnyBad: files.some(({ scan }) => scan === 'infected' || scan === 'unscannable'),
    isAnyUnscanned: files.some(({ scan }) => scan === 'unscanned'),
    isAnyBroken: files.some(({ readable }) => !readable),
    mayWrite,
    mayAdd: mayWrite && files.length < FILE_LIMITS.perAnswer,
    mostFiles: FILE_LIMITS.perAnswer,
    mostSize: sizeInWords(mostBytes),
    extensions: EXTENSIONS,
  }
}

/** Whether a file is to be removed. */
export const removalView = (answered: AnswerWithFiles, file: AnswerFile) => {
  const answer: AnswerKey = { question: answered.question.id, productId: answered.product?.id ?? null }
  return { question: headOf(answered), file: rowOf(file), back: filesHref(answer), action: removalHref(answer, file.id) }
}

const headOf = ({ question: { id, title }, product }: AnswerWithFiles) => ({ id, title, product: product?.name ?? null })

const rowOf = ({ id, name, size, scan, readable, sha256, uploadedAt, uploadedByName }: AnswerFile) => ({
  ...{ name, scan, readable, sha256, uploadedAt, uploadedByName },
  size: sizeInWords(size),
  href: isGivenOut(scan) ? fileContentHref(id) : null,
})
