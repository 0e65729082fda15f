import { describe, expect, it } from '@jest/globals'

import { askedQuestions } from './domain/asked-questions.js'
import { find, findAndAsk, rulesOn } from './domain/check-ethics.js'
import { compilePack } from './domain/compile-pack.js'
import { TIERS } from './domain/risk-tier.js'
import { goldenBid } from './golden-bids.js'
import { readPackSource } from './guideline-packs.js'

const source = readPackSource('ai-procurement/2020-06-08')
const pack = compilePack(source)
const sections = source.sections.map(({ id, questions }) => ({ id, questions: questions.map(question => question.id) }))

const bids = TIERS.flatMap(tier => {
  const { requirement, facts, passing, firstDraft } = goldenBid(tier)
  return [passing, firstDraft, {}].map(answers => ({ requirement, facts, answers }))
})

describe('What the rules on some questions find', () => {
  it.each(sections)('is all that names a question of section $id', ({ questions }) => {
    const naming = (findings: ReturnType<typeof find>['findings']) =>
      findings.filter(finding => finding.questions.some(id => questions.includes(id)))
    for (const input of bids) {
      const { findings } = findAndAsk(pack, input, rulesOn(pack, questions))
      expect(naming(findings)).toEqual(naming(find(pack, input).findings))
    }
  })

  it('leaves most rules out', () => {
    for (const { questions } of sections) expect(rulesOn(pack, questions).length).toBeLessThan(pack.supplierRules.length / 2)
  })

  it('comes with the same questions as they are asked without it', () => {
    for (const input of bids) {
      const { asked, ...found } = findAndAsk(pack, input)
      expect(asked).toEqual(askedQuestions(pack, input.requirement, input.answers))
      expect(found).toEqual(find(pack, input))
    }
  })
})
