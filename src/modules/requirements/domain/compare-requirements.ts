import { type Said, saidBy } from './said-by-requirement.js'
import type { SectionWords } from './section-words.js'
import { compareWords, type MarkedTexts } from '../../../shared/domain/word-diff.js'

/** One thing that two versions say differently; where one lacks it, its side is empty. */
export interface ChangedField extends MarkedTexts {
  label: string
}

/** What changed from one version to another, thing by thing and word by word. */
export function compareRequirements(before: Said, after: Said, words: SectionWords): ChangedField[] {
  const [old, young] = [saidBy(before, words), saidBy(after, words)]
  const paths = new Set([...old.keys(), ...young.keys()])
  return [...paths].flatMap(path => {
    const [was, is] = [old.get(path), young.get(path)]
    if (was?.text === is?.text) return []
    return [{ label: is?.label ?? was?.label ?? path, ...compareWords(was?.text ?? '', is?.text ?? '') }]
  })
}
