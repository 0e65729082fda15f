import { type FieldProblem, Malformed } from '../../shared/domain/errors.js'
import { decimalShape } from '../../web/fields.js'
import { type FormFields, one } from '../../web/pages/form-body.js'
import type { FormView } from '../../web/pages/form.js'
import { quantityInWords } from '../requirements/domain/quantity-words.js'
import type { PriceLine } from '../requirements/domain/requirement-content.js'
import { PRICE_DECIMALS } from './bid.dto.js'
import type { StandingOfBid } from './bid-standing.service.js'
import type { PricedLine } from './domain/bid-content.js'
import { priceTotalOf } from './domain/bid-progress.js'
import { pricesPart } from './domain/draft-parts.js'
import { partForm, wasSent } from './part-views.js'
import { bidHref, bidHead } from './bid-head.js'

export const pricesHref = ({ id }: StandingOfBid): string => `${bidHref(id)}/prices`

/** Every line of the price schedule with what is saved, or with what was typed. */
export function pricesView(bid: StandingOfBid, form: FormView) {
  const saved = pricesPart.of(bid.draft)
  const savedFor = (line: PriceLine): string => saved.find(({ lineId }) => lineId === line.id)?.unitPrice ?? ''
  return {
    ...partForm(form, saved, wasSent(form) ? typedPrices(form.values, bid.priceLines) : saved),
    bid: bidHead(bid),
    here: pricesHref(bid),
    total: priceTotalOf(bid.draft, bid),
    unasked: saved.filter(({ lineId }) => !bid.priceLines.some(({ id }) => id === lineId)),
    lines: bid.priceLines.map(line => ({
      field: fieldOf(line),
      title: line.title,
      quantity: quantityInWords(line),
      typed: wasSent(form) ? one(form.values, fieldOf(line)) : savedFor(line),
      saved: savedFor(line),
    })),
  }
}

const fieldOf = ({ id }: PriceLine): string => `price-${id}`

/** The prices of a form; Malformed with a problem at each field that holds none. A line left empty has no price yet. */
export function readPrices(fields: FormFields, lines: readonly PriceLine[]): PricedLine[] {
  const prices = typedPrices(fields, lines)
  const wrong = prices.filter(({ unitPrice }) => !PRICE.test(unitPrice)).map(({ lineId }) => problemWith(lines, lineId))
  if (wrong.length > 0) throw new Malformed('invalid-request', 'Some prices are no amounts of money.', wrong)
  return prices
}

const PRICE = decimalShape(PRICE_DECIMALS)

const typedPrices = (fields: FormFields, lines: readonly PriceLine[]): PricedLine[] =>
  lines.map(line => ({ lineId: line.id, unitPrice: plain(one(fields, fieldOf(line))) })).filter(({ unitPrice }) => unitPrice !== '')

/** What people put around a figure counts for nothing: a pound sign, spaces, and commas between thousands. */
function plain(typed: string): string {
  const figure = typed.trim().replace(/^£\s*/, '')
  return /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(figure) ? figure.replaceAll(',', '') : figure
}

function problemWith(lines: readonly PriceLine[], lineId: string): FieldProblem {
  const title = lines.find(({ id }) => id === lineId)?.title ?? lineId
  const detail = `The price for “${title}” must be an amount in pounds with at most ${PRICE_DECIMALS} decimals, such as 4950.00`
  return { pointer: `/price-${lineId}`, code: 'matches', detail }
}
