import type { Agreement } from '../agreements/agreements.service.js'
import type { FormView } from '../../web/pages/form.js'
import type { Figures } from './domain/figures.js'
import { figuresView } from './figure-views.js'

/** The exact figures with what they were asked of; none where that was refused. */
export const officerFiguresView = (agreements: readonly Agreement[], figures: Figures | null, form: FormView) => ({
  form,
  agreements: agreements.map(({ id, name, practice }) => ({
    value: id,
    text: practice && !/practice/i.test(name) ? `${name} (practice)` : name,
  })),
  asked: {
    agreement: form.values['agreement'] ?? '',
    from: figures?.period.from ?? form.values['from'] ?? '',
    to: figures?.period.to ?? form.values['to'] ?? '',
  },
  period: figures?.period ?? null,
  isEmpty: figures?.bids.all === 0 && figures.auditTimes.every(({ audits }) => audits === 0),
  figures: figures === null ? [] : figuresView(figures, { words: '–' }, name => `/officer/figures/${name}/csv?${addressed(figures)}`),
})

const addressed = ({ period, agreementId }: Figures): string =>
  new URLSearchParams({ ...period, ...(agreementId === null ? {} : { agreement: agreementId }) }).toString()
