import { NotFound } from '../../shared/domain/errors.js'
import { csvRow } from '../../shared/domain/csv.js'
import { barChart } from '../../web/pages/bar-chart.js'
import type { Agreement } from '../agreements/agreements.service.js'
import { type Participation, PARTICIPATION, type ParticipationFigures, type SupplierPart } from './domain/participation.js'

export const PARTICIPATION_PAGE = '/suppliers/participation'

/** As many bars as can be taken in; the table has all. */
const MOST_BARS = 15

const HEADINGS: Record<Participation, readonly [heading: string, column: string, meaning: string]> = {
  sizes: ['By size', 'Size', 'As it was found when the supplier was admitted last.'],
  newcomers: ['Newcomers', 'When they joined', 'Whether a supplier joined an agreement here for the first time.'],
  regions: ['By region', 'Region', 'Where they offer to work. A supplier counts in each of its regions.'],
  categories: ['By category', 'Category', 'A supplier counts in each of its categories.'],
  agreements: ['By agreement', 'Agreement', 'A supplier counts in each of its agreements.'],
}

const KEYS: Partial<Record<Participation, Readonly<Record<string, string>>>> = {
  sizes: { micro: 'Micro', small: 'Small', medium: 'Medium', large: 'Large', 'not-known': 'Not known' },
  newcomers: { newcomer: 'For the first time', 'member-before': 'Was a member before', 'not-known': 'Not known' },
}

export const participationView = (figures: ParticipationFigures, agreements: readonly Agreement[]) => {
  const hidden = hiddenWords(figures)
  return {
    rule: figures.rule,
    enough: figures.enough,
    countedUntil: figures.countedUntil,
    all: figures.suppliers === null ? hidden : figures.suppliers.toLocaleString('en-GB'),
    asked: figures.agreementId ?? '',
    agreements: agreements.map(({ id, name, reference }) => ({ value: id, text: `${name} (${reference})` })),
    figures: PARTICIPATION.map(name => figureView(name, figures, hidden)),
  }
}

function figureView(name: Participation, figures: ParticipationFigures, hidden: string) {
  const [heading, column, meaning] = HEADINGS[name]
  const parts = figures[name]
  const shown = parts.filter(({ suppliers }) => suppliers !== null)
  const text = ({ suppliers }: SupplierPart): string => (suppliers === null ? hidden : suppliers.toLocaleString('en-GB'))
  return {
    name,
    heading,
    column,
    meaning,
    rows: parts.map(part => ({ name: nameOf(name, part), suppliers: text(part) })),
    chart:
      shown.length === 0
        ? null
        : barChart(
            {
              id: `${name}-chart`,
              title: `Suppliers: ${heading.toLowerCase()}`,
              description: 'A bar for each row that may be shown. The table has every row.',
            },
            shown.slice(0, MOST_BARS).map(part => ({ label: nameOf(name, part), parts: [part.suppliers ?? 0], text: text(part) })),
          ),
    csvHref: `${PARTICIPATION_PAGE}/${name}/csv${figures.agreementId === null ? '' : `?agreement=${figures.agreementId}`}`,
  }
}

const nameOf = (name: Participation, { key, title }: SupplierPart): string => title ?? KEYS[name]?.[key] ?? key

const hiddenWords = ({ rule }: ParticipationFigures): string => `Fewer than ${rule.fewestShown}`

/** The division that an address names. */
export function participationNamed(name: string): Participation {
  const found = PARTICIPATION.find(each => each === name)
  if (found === undefined) throw new NotFound('figure')
  return found
}

/** As CSV: what may not be shown is told in words, so that nobody takes it for nothing. */
export function participationCsv(name: Participation, figures: ParticipationFigures): string {
  const hidden = figures.enough ? hiddenWords(figures) : 'Not shown'
  const body = figures[name].map(part => csvRow([nameOf(name, part), part.suppliers ?? hidden]))
  return [csvRow([HEADINGS[name][1], 'Suppliers']), ...body].join('')
}
