import { decimalOf } from '../../shared/domain/decimal.js'
import type { DomainError } from '../../shared/domain/errors.js'
import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import type { FormFields } from '../../web/pages/form-body.js'
import type { AgreementDraft } from './agreement-draft-queries.js'
import type { DraftStanding } from './agreement-drafts.service.js'
import { agreementHref, facetView, levyInWords } from './agreement-views.js'
import { REGIME_WORDS } from './agreement-words.js'
import { type AgreementContent, REGIMES } from './domain/agreement-content.js'
import type { DraftState } from './domain/agreement-lifecycle.js'
import { AGREEMENT_SECTIONS, type AgreementSectionId, sectionsOf } from './domain/agreement-sections.js'
import { choosable } from './domain/filters.js'

export const OFFICER_AGREEMENTS = '/officer/agreements'

export const draftHref = (id: string): string => `${OFFICER_AGREEMENTS}/drafts/${id}`

const STATES: Readonly<Record<DraftState, { text: string; colour: string }>> = {
  draft: { text: 'Draft', colour: 'blue' },
  proposed: { text: 'Waits for a second person', colour: 'yellow' },
  open: { text: 'Opened', colour: 'green' },
  discarded: { text: 'Discarded', colour: 'grey' },
}

const headOf = ({ id, state, revision, content, changedAt }: AgreementDraft) => ({
  href: draftHref(id),
  name: content.name ?? 'Agreement without a name',
  reference: content.reference ?? null,
  state: STATES[state],
  revision,
  changedAt,
})

export const draftsView = ({ items, nextCursor }: Page<AgreementDraft>, mayWrite: boolean, form: FormView) => ({
  form,
  mayWrite,
  drafts: items.map(headOf),
  next: nextCursor === null ? null : `${OFFICER_AGREEMENTS}?after=${encodeURIComponent(nextCursor)}`,
})

export const draftView = (standing: DraftStanding, mustProve: boolean, form: FormView) => {
  const { draft, contributors, problems, breaches, filters, ...may } = standing
  const all = [...problems, ...breaches.map(({ pointer, rule, detail }) => ({ pointer, code: rule, detail }))]
  return {
    form,
    mustProve,
    may,
    head: headOf(draft),
    state: draft.state,
    returnReason: draft.returnReason,
    sections: sectionsOf(draft.content, all).map(section => ({ ...section, href: `${draftHref(draft.id)}/${section.id}` })),
    isReady: all.length === 0,
    contributors: contributors.map(({ name }) => name),
    read: readView(draft.content, filters),
    openedHref: draft.state === 'open' ? agreementHref(draft.id) : null,
  }
}

/** All of it as whoever opens it reads it. */
const readView = (content: AgreementContent, filters: DraftStanding['filters']) => ({
  law: content.regime === undefined ? null : REGIME_WORDS[content.regime],
  validFrom: content.validFrom ?? null,
  validUntil: content.validUntil ?? null,
  initialWindowDays: content.initialWindowDays ?? null,
  minimumTenderDays: content.minimumTenderDays ?? null,
  maximumTermMonths: content.maximumTermMonths ?? null,
  terms: content.terms ?? null,
  levy: content.levyBasisPoints === undefined ? null : levyInWords(content.levyBasisPoints),
  categories: content.categories ?? [],
  filters: filters.filter(({ key }) => content.facets?.includes(key)).map(facetView),
})

const BLANK = { title: '', code: '', criteria: [] }

/** One part as a form: what was typed where it was refused, and else what is written. */
export const sectionView = ({ draft, filters, mayWrite }: DraftStanding, id: AgreementSectionId, form: FormView | null) => {
  const shown = form ?? { values: valuesOf(draft.content), errors: {}, summary: [] }
  const { categories = [], facets = [] } = draft.content
  return {
    form: shown,
    head: headOf(draft),
    section: AGREEMENT_SECTIONS.find(section => section.id === id),
    mayWrite,
    regimes: REGIMES.map(value => ({ value, text: REGIME_WORDS[value] })),
    places: [...categories, BLANK].map((_, place) => place),
    facets: filters
      .filter(facet => choosable([facet]).length > 0 || facets.includes(facet.key))
      .map(({ key, title, values }) => ({
        value: key,
        text: title,
        hint: {
          text: values
            .filter(({ retired }) => !retired)
            .map(value => value.title)
            .join('; '),
        },
      })),
    chosen: [shown.values['facets'] ?? []].flat(),
  }
}

/** What is written, as the boxes hold it. */
function valuesOf(content: AgreementContent): FormFields {
  const { categories = [], facets = [], levyBasisPoints, initialWindowDays, minimumTenderDays, maximumTermMonths, ...texts } = content
  const numbers = { initialWindowDays, minimumTenderDays, maximumTermMonths }
  const boxes = categories.flatMap(({ title, code, criteria }, place) => [
    [`title-${place}`, title],
    [`code-${place}`, code],
    [`criteria-${place}`, criteria.join('\n')],
  ])
  return {
    ...texts,
    ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, value === undefined ? '' : String(value)])),
    ...(levyBasisPoints === undefined ? {} : { levy: decimalOf(BigInt(levyBasisPoints), 2) }),
    ...(Object.fromEntries(boxes) as FormFields),
    facets,
  }
}

/** What whoever came second reads. */
const CLASHES: Readonly<Record<string, string>> = {
  'agreement-state': 'Somebody was faster. What you asked for was not done. This page shows how the agreement stands now.',
  'agreement-not-draft': 'Somebody proposed it while this page was open. What you typed was not saved.',
  'levy-set': 'Somebody set the levy while this page was open, and it is set once. This page shows how the agreement stands now.',
  'stale-version':
    'Somebody changed it after you opened this page. What you asked for was not done. Read it as it is now, then decide again.',
}

export function withClash(form: FormView, { code, errors }: DomainError): FormView {
  const words = CLASHES[code]
  return words === undefined || errors.length > 0 ? form : { ...form, summary: [{ text: words }] }
}
