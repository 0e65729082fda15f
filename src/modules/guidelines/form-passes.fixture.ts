import { checkEthics } from './domain/check-ethics.js'
import { compilePack } from './domain/compile-pack.js'
import { aPackSource, aRule } from './pack.fixture.js'

export const FILLS = {
  unanswered: '{questions} {reasons}',
  incomplete: '{questions}: {details}',
  evidence: '{items}',
  unreasoned: '{questions} {words}',
  unsigned: '{todo}',
} as const

export type Pass = keyof typeof FILLS

const packs = Object.fromEntries(
  Object.entries(FILLS).map(([form, message]) => [
    form,
    compilePack(aPackSource({ supplierRules: [aRule({ form, message, clauses: ['AIP-9.2'], also: ['PB-1'] })] })),
  ]),
)

export const REQUIRED = {
  Q101: { value: 'ai_core' },
  Q102: { value: ['rules'] },
  Q203: { value: 'none' },
  Q204: { value: 'none' },
  Q301: { value: 'none' },
  Q306: { value: ['uk'] },
  Q201: { parts: { measure: 'x' } },
  Q503: { value: 0 },
  Q704: { value: ['none'] },
}
const GOOD = { name: 'a.pdf', scan: 'clean', readable: 'yes' }
export const FACTS = {
  files: { good: GOOD, pending: { ...GOOD, scan: 'pending' }, bad: { ...GOOD, scan: 'infected' }, torn: { name: 'b.pdf', readable: 'no' } },
}

export function found(form: Pass, answers: object, requirement: object = {}, facts: object = FACTS) {
  const pack = packs[form]
  if (pack === undefined) throw new Error(form)
  const [finding] = checkEthics(pack, { requirement, answers: { ...answers }, facts }).findings
  return finding === undefined ? null : { says: finding.message, questions: finding.questions, clauses: finding.clauses }
}

/** What the finding of the pass shows as read, with what else it tells. */
export function explained(form: Pass, answers: object, requirement: object = {}, facts: object = FACTS) {
  const pack = packs[form]
  const finding = pack === undefined ? undefined : checkEthics(pack, { requirement, answers: { ...answers }, facts }).findings[0]
  return finding?.trace
}

export const PERSONAL = { riskProfile: { pdata: 'personal' } }
export const HIGH = { riskProfile: { safety: 'yes' } }
export const signed = (changes: object) => ({
  D2: { signature: { name: 'A', role: 'Director', date: '2026-11-30', consent: true, ...changes } },
})
export const FIFTEEN = 'word '.repeat(15)
