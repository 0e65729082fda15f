import { decimalOf } from '../../shared/domain/decimal.js'
import { londonDay } from '../../shared/domain/london-time.js'
import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { nextPage } from '../../web/pages/paging.js'
import type { AgreementRecord } from './agreement-record.js'
import { REGIME_WORDS } from './agreement-words.js'
import type { Agreement } from './agreements.service.js'
import type { OpenedState } from './domain/agreement-lifecycle.js'
import type { Facet } from './domain/filters.js'

export const AGREEMENTS = '/agreements'

export const agreementHref = (id: string): string => `${AGREEMENTS}/${id}`

const STATES: Readonly<Record<OpenedState, { text: string; colour: string }>> = {
  open: { text: 'Open', colour: 'green' },
  closed: { text: 'Closed', colour: 'grey' },
  terminated: { text: 'Terminated', colour: 'red' },
  expired: { text: 'Expired', colour: 'grey' },
}

const A_MS = 1

/** The last day in London before a moment. */
export const lastDayBefore = (moment: string): string => londonDay(new Date(Date.parse(moment) - A_MS).toJSON())

/** Hundredths of a percent as people read them: 75 is "0.75 %". */
export const levyInWords = (basisPoints: number): string => `${decimalOf(BigInt(basisPoints), 2)} %`

const head = ({ id, name, reference, regime, state, practice, validFrom, validUntil }: Agreement | AgreementRecord) => ({
  href: agreementHref(id),
  name,
  reference,
  law: REGIME_WORDS[regime],
  state: STATES[state],
  isOpen: state === 'open',
  practice,
  firstDay: londonDay(validFrom),
  lastDay: lastDayBefore(validUntil),
})

export const agreementsView = ({ items, nextCursor }: Page<Agreement>) => ({
  agreements: items.map(agreement => ({ ...head(agreement), categories: agreement.categories.map(({ title }) => title) })),
  next: nextCursor === null ? null : `${AGREEMENTS}?after=${encodeURIComponent(nextCursor)}`,
})

/** A facet as a tree of two levels, with what is in use apart from what is retired. */
export const facetView = ({ title, values }: Facet) => ({
  title,
  values: values
    .filter(({ parent, retired }) => parent === null && !retired)
    .map(({ key, title: of }) => ({
      title: of,
      parts: values.filter(({ parent, retired }) => parent === key && !retired).map(part => part.title),
    })),
  retired: values.filter(({ retired }) => retired).map(value => value.title),
})

export const agreementView = (agreement: AgreementRecord) => ({
  head: head(agreement),
  manageHref: manageHref(agreement.id),
  terms: agreement.terms,
  initialWindowDays: agreement.initialWindowDays,
  minimumTenderDays: agreement.minimumTenderDays,
  maximumTermMonths: agreement.maximumTermMonths,
  levy: agreement.levyBasisPoints === null ? null : levyInWords(agreement.levyBasisPoints),
  categories: agreement.categories,
  filters: agreement.filters.map(facetView),
  changes: agreement.changes.map(changeView),
  earlier: nextPage(agreementHref(agreement.id), { nextCursor: agreement.changesCursor }),
})

export const changeView = ({ kind, validUntilBefore, validUntilAfter, reason, changedAt }: AgreementRecord['changes'][number]) => ({
  kind,
  reason,
  changedAt,
  before: validUntilBefore === null ? null : lastDayBefore(validUntilBefore),
  after: validUntilAfter === null ? null : lastDayBefore(validUntilAfter),
})

export const manageHref = (id: string): string => `/officer/agreements/${id}`

/** Its head and changes, with the forms for whoever may change it. */
export const changingView = (agreement: AgreementRecord, mayChange: boolean, mustProve: boolean, form: FormView) => ({
  form,
  head: head(agreement),
  here: manageHref(agreement.id),
  revision: agreement.revision,
  changes: agreement.changes.map(changeView),
  earlier: nextPage(manageHref(agreement.id), { nextCursor: agreement.changesCursor }),
  mayChange: mayChange && agreement.state === 'open',
  lacksLevy: agreement.levyBasisPoints === null,
  noticesHref: agreement.regime === 'pa2023-dynamic-market' ? `${manageHref(agreement.id)}/market-notices` : null,
  mustProve,
  isForOthers: !mayChange && agreement.state === 'open',
})
