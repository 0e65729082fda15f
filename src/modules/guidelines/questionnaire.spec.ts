import { describe, expect, it } from '@jest/globals'

import type { Condition, Ref } from './domain/condition.js'
import type { OptionSource, QuestionSource } from './domain/pack-source.js'
import { readPackSource } from './guideline-packs.js'

const source = readPackSource('ai-procurement/2020-06-08')
const questions = source.sections.flatMap(section => section.questions)
const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id)
const isDeclaration = ({ id }: QuestionSource): boolean => id.startsWith('D')

/** A condition in the short form in which the guideline's tables write it. */
function said(condition: Condition | undefined): string {
  if (condition === undefined) return 'always'
  if ('all' in condition) return condition.all.map(each => ('any' in each ? `(${said(each)})` : said(each))).join(' and ')
  if ('any' in condition) return condition.any.map(said).join(' or ')
  if ('not' in condition) return `not (${said(condition.not)})`
  const { op, of, to } = condition
  if (op === 'in' && Array.isArray(to)) return `${named(of)} in {${to.join(', ')}}`
  return `${named(of)} ${{ eq: '=', ne: '!=' }[op] ?? `(${op})`} ${JSON.stringify(to).replaceAll('"', '')}`
}

function named(ref: Ref): string {
  if ('q' in ref) return ref.q
  if ('r' in ref) return ref.r.replace('riskProfile.', 'R.')
  if ('effective' in ref) return `effective ${ref.effective}`
  return 'sys' in ref ? ref.sys : JSON.stringify(ref)
}

/** Options with ! ask for a reason; columns are followed by their kind, the list they are picked from, or their options. */
function structure(question: QuestionSource): string {
  const { options = [], parts = [], columns = [], range, files, itemFiles, takesText, floorWords } = question
  const held = [
    options.map(({ code, needsReason }) => (needsReason === true ? `${code}!` : code)).join(' '),
    columns.map(({ name, kind, pickedFrom, options: cells }) => `${name}${shown(kind ?? pickedFrom, cells)}`).join(' '),
    parts.map(part => `+${part.name}${shown(part.pickedFrom)}${part.requiredWhen ? ` when ${said(part.requiredWhen)}` : ''}`).join(' '),
    range ? `${String(range.min)}..${String(range.max)}` : '',
    files ? `${String(files.min)}-${String(files.max)} files` : '',
    itemFiles === true ? 'a file for each' : '',
    takesText === true ? 'text beside it' : '',
    floorWords === undefined ? '' : `floor ${String(floorWords)} words`,
  ]
  return held.filter(part => part !== '').join('; ') || '-'
}

const shown = (what?: string, cells?: readonly { code: string }[]): string =>
  `${what === undefined ? '' : `:${what}`}${cells === undefined ? '' : `{${cells.map(({ code }) => code).join(' ')}}`}`

function askedAt({ asked }: QuestionSource): string {
  const letters = (how: string): string =>
    (['low', 'medium', 'high'] as const).flatMap(tier => (asked[tier] === how ? [tier.charAt(0).toUpperCase()] : [])).join('')
  return [letters('required'), letters('optional') && `(${letters('optional')} optional)`].filter(part => part !== '').join(' ')
}

/** The tables of questions, once more by hand: id, type, structure, shown when, asked at, cites. */
const TABLE = `
Q101 | single | ai_core ai_component service_using_ai no_ai | always | LMH | AIP-D.4 PPN-017
Q102 | multi | rules classical_ml deep_learning generative reinforcement biometric optimisation other | Q101 != no_ai | LMH | AIP-D.4 AIP-8.1
Q103 | table | name provider version kind{own tuned third_party_api open_weights} licence hosting_country:country audit_allowed{yes no unknown} | Q101 != no_ai | LMH | AIP-8.3 AIP-1.3 AIP-D.4 CYB-7
Q104 | single | live_similar pilot prototype concept; +stages +stop_points | Q101 != no_ai | LMH | AIP-6.2 AIP-D.4
Q201 | text | +outcome_ids:outcomes +measure +baseline; floor 60 words | always | LMH | AIP-4.2 AIP-D.1
Q202 | table | group vulnerable{yes no} effect severity{low medium high} safeguard | R.subjects != none | MH (L optional) | AIP-4.3 ETAF-2 LAW-EQ
Q203 | single | none informs recommends solely | Q101 != no_ai or R.subjects = individuals | LMH | AIP-7.1 LAW-22C ETAF-3
Q204 | single | none minor significant | R.subjects = individuals | LMH | AIP-4.3 LAW-22C
Q205 | table | scenario likelihood harm mitigation owner residual | Q101 != no_ai | MH (L optional) | AIP-4.3 AIP-P.3 ETAF-1
Q301 | single | none anonymised personal special | Q101 != no_ai or R.subjects = individuals | LMH | AIP-3.5 LAW-DP
Q302 | table | name source period record_count personal{yes no} right_to_use known_limits limited_data_method | Q101 != no_ai | LMH | AIP-3.4 AIP-D.3 DSTL-LD
Q303 | single | no_gaps gaps_mitigated gaps_open not_assessed not_applicable! | R.subjects != none | MH | AIP-3.4 AIP-D.3 CDEI-BIAS
Q304 | text | +own_limits +buyer_limits +handling +data_check_plan when settings.dataCheck = required; floor 80 words | Q101 != no_ai | MH (L optional) | AIP-3.4 AIP-P.2 AIP-9.2
Q305 | single | never this_contract_only with_consent general_reuse | Q101 != no_ai or R.subjects = individuals | LMH | AIP-3.3 LAW-DP
Q306 | multi | uk adequate_country other_country; +safeguards | Q101 != no_ai or R.subjects = individuals | LMH | AIP-3.3 LAW-DP
Q307 | evidence | 1-3 files | effective pdata in {personal, special} and (Q101 != no_ai or R.subjects = individuals) | MH | AIP-3.5 LAW-DP LAW-EQ
Q401 | single | done_context done_generic planned not_planned not_applicable! | R.subjects = individuals | LMH | AIP-9.1 AIP-E.4
Q402 | multi | age disability sex gender_reassignment race religion sexual_orientation pregnancy marriage socio_economic language proxies none! | R.subjects = individuals | MH | AIP-9.1 LAW-EQ CDEI-BIAS
Q403 | table | metric group value:figure reference:figure tolerance:figure dataset context{deployment generic} date:date model_version action | Q401 in {done_context, done_generic} | MH | AIP-9.1 AIP-E.4
Q404 | text | +reason +alternatives +cost_or_tradeoff +residual_risk; floor 80 words | Q101 != no_ai | MH | AIP-9.2 DAEF-3
Q501 | single | human_decides reviews_each reviews_sample on_loop none | effective role != none and (Q101 != no_ai or R.subjects = individuals) | LMH | AIP-7.1 PB-4
Q502 | multi | see_reasons override stop_system escalate enough_time bias_training none! | Q501 != none | MH | AIP-7.1 PB-4 LAW-22C
Q503 | number | 0..100 | Q501 in {human_decides, reviews_each, reviews_sample} | MH | AIP-7.1
Q504 | multi | inform representations human_intervention contest none! | R.subjects = individuals and effective effect = significant | MH | AIP-7.1 LAW-22C ETAF-5 WP-5
Q601 | single | interpretable post_hoc opaque; +why_not_simpler | Q101 != no_ai | LMH | AIP-8.1 AIP-8.2
Q602 | multi | rationale responsibility data fairness safety impact none! | Q101 != no_ai and effective role != none | MH | AIP-7.5 ICO-E1
Q603 | evidence | 1-2 files | Q101 != no_ai and effective effect in {minor, significant} | H (M optional) | AIP-8.2 AIP-7.5 ICO-E1
Q604 | multi | tells_users_ai labels_generated human_contact atrs_inputs public_summary none! | Q101 != no_ai | LMH | AIP-7.5 ATRS PB-7 ETAF-5
Q605 | evidence | 1-5 files | Q101 != no_ai | MH (L optional) | AIP-D.4 AIP-8.3 CYB-8
Q701 | table | measure_id:measures own_measure claimed_value:figure acceptable_value:figure dataset conditions{lab pilot live} date:date | Q101 != no_ai | LMH | AIP-E.7 AIP-D.1
Q702 | multi | representative edge_cases stress shifted_data adversarial user_testing independent none! | Q101 != no_ai | MH | AIP-E.6 ETAF-1
Q703 | single | yes within_tolerance no | Q101 != no_ai | MH | AIP-E.5 AIP-C.1
Q704 | multi | cyber_essentials cyber_essentials_plus iso27001 iso42001 pen_test third_party_audit none!; a file for each | always | LMH | AIP-7.3 AIP-9.4 AIP-E.8
Q705 | table | threat{poisoning evasion prompt_injection extraction leakage outage other} control tested{yes no} fallback | Q101 != no_ai | MH | AIP-7.3 AIP-E.8 CYB-3
Q801 | text | +policy_reference +example +what_changed; 0-3 files; floor 80 words | always | LMH | AIP-E.2 AIP-9.3
Q802 | table | role responsibility kind{accountable_exec product_owner data_protection ethics ml data_engineering user_research support domain} qualification | always | LMH | AIP-7.2 AIP-E.3 AIP-E.9 AIP-2.2
Q803 | single | full under_nda summary_only no_access; +retention_months | Q101 != no_ai | LMH | AIP-7.4 AIP-C.1 AIP-9.3
Q804 | number | 0..720 | Q101 != no_ai | LMH | AIP-9.3 CYB-10
Q805 | single | none yes; +details | always | LMH | AIP-9.3 AIP-E.3
Q901 | text | +metric +frequency +limit +responder +equality_check when tier = high | Q101 != no_ai | MH (L optional) | AIP-10.1 AIP-C.2
Q902 | single | static scheduled_retrain continuous provider_controlled | Q101 != no_ai | LMH | AIP-10.1 AIP-C.2
Q903 | number | 0..365 | Q101 != no_ai | MH | AIP-10.4 AIP-C.1
Q904 | table | audience{operators decision_makers non_specialists technical affected_public} content hours when | always | LMH | AIP-10.2 AIP-10.3 AIP-C.3
Q905 | multi | data_export open_formats config_export model_export outputs_owned_by_buyer third_party_support_allowed none! | always | LMH | AIP-8.3 AIP-8.4 AIP-D.5
Q906 | text | +data_return_or_delete +model_retirement +handover +timetable | Q101 != no_ai | LMH | AIP-C.4 AIP-D.5 CYB-13
D1 | single | yes no prefer_not; text beside it | always | (LMH optional) | PPN-017
D2 | signature | - | always | LMH | AIP-7.2 LAW-PA23
`
  .trim()
  .split('\n')
  .map(line => line.split(' | '))

describe('the questionnaire', () => {
  it('holds 45 questions and two declarations, in order', () => {
    expect(ids(questions)).toEqual(TABLE.map(([id]) => id))
    expect([questions.filter(question => !isDeclaration(question)).length, questions.filter(isDeclaration).length]).toEqual([45, 2])
    expect(source.sections.map(({ id }) => id).join('')).toBe('123456789D')
  })

  it.each(TABLE)('asks %s as a %s, as the table has it', (id, type, held, when, asked, cites) => {
    const question = questions.find(each => each.id === id)
    if (question === undefined) throw new Error(`There is no ${id}.`)
    expect(question.type).toBe(type)
    expect(structure(question)).toBe(held)
    expect(said(question.visibleWhen)).toBe(when)
    expect(askedAt(question)).toBe(asked)
    expect([...question.clauses, ...question.also].join(' ')).toBe(cites)
  })

  it.each([
    ['low', 26],
    ['medium', 44],
    ['high', 45],
  ] as const)('requires at %s risk %d questions before conditions, declarations not counted', (tier, count) => {
    expect(questions.filter(question => !isDeclaration(question) && question.asked[tier] === 'required')).toHaveLength(count)
  })

  it('reads a setting or the tier only to decide on a part, never on a question', () => {
    const read = questions.map(({ visibleWhen }) => said(visibleWhen)).join(' ')
    expect(read).not.toMatch(/settings|tier|\((?!Q101)/)
  })

  it('asks for a reason wherever nothing is ticked or nothing is said to apply', () => {
    const bare = ({ code }: OptionSource, { type }: QuestionSource) => (code === 'none' && type === 'multi') || code === 'not_applicable'
    const wrong = questions.flatMap(question =>
      (question.options ?? []).filter(option => bare(option, question) !== (option.needsReason === true)).map(() => question.id),
    )
    expect(wrong).toEqual([])
  })

  it('helps with every question', () => {
    const unhelpful = questions.filter(({ help, askedBecause, options = [] }) => {
      const sentences = [help.whyWeAsk, help.whatGoodLooksLike, ...options.flatMap(({ says }) => says ?? [])]
      const whole = sentences.every(text => /^[“A-Z].*[.”]$/s.test(text))
      return !(whole && /^[a-zQ].*[^.]$/.test(askedBecause) && help.whoUsuallyKnows !== '' && help.minutes > 0)
    })
    expect(ids(unhelpful)).toEqual([])
  })

  it('says a thing once', () => {
    const texts = questions.flatMap(({ text, help }) => [text, help.whyWeAsk, help.whatGoodLooksLike])
    expect(texts.filter((text, place) => texts.indexOf(text) !== place)).toEqual([])
  })
})
