import type { Values } from '../../library/domain/library-answer.js'

/** The question about size. */
export const SIZE = 'L104'

/** A figure of law: the size it bounds, and its value. */
export interface SizeFigure {
  key: string
  appliesTo: string
  value: string
}

const BOUNDED = ['micro', 'small', 'medium'] as const

/** What an answer on size comes to by the figures in force; null where it does not say, or a figure is lacking. */
export function supplierSize(values: Values, figures: readonly SizeFigure[]): (typeof BOUNDED)[number] | 'large' | null {
  const [staff, turnover] = [Number(values['staff'] ?? Number.NaN), Number(values['turnover'] ?? Number.NaN)]
  if (Number.isNaN(staff) || Number.isNaN(turnover)) return null
  const boundOf = (key: string, size: string): number => {
    const found = figures.find(figure => figure.key === key && figure.appliesTo === size)
    return found === undefined ? Number.NaN : Number(found.value)
  }
  for (const size of BOUNDED) {
    const [fewer, most] = [boundOf('size-staff', size), boundOf('size-turnover', size)]
    if (Number.isNaN(fewer) || Number.isNaN(most)) return null
    if (staff < fewer && turnover <= most) return size
  }
  return 'large'
}
