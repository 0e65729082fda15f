import type { DisclosureRule } from './disclosure.js'

/** How many suppliers first joined in a month, which its last day names. */
export interface MonthJoined {
  lastDay: string
  suppliers: number
}

/**
 * The last day that is counted: the end of a month by which as many suppliers joined together as a count that may be shown, and null before there is
 * one. Figures that move on with fewer would show by what they were before who it was. Takes the months that are over, in order.
 */
export function countedUntil(months: readonly MonthJoined[], { fewestShown }: Pick<DisclosureRule, 'fewestShown'>): string | null {
  let day: string | null = null
  let together = 0
  for (const { lastDay, suppliers } of months) {
    together += suppliers
    if (together < fewestShown) continue
    day = lastDay
    together = 0
  }
  return day
}
