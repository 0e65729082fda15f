import { describe, expect, it } from '@jest/globals'

import { AMENDABLE_SECTIONS, materialIn } from './amendable-sections.js'
import { AMENDING, type Member } from './amendable.js'

const membersAt = (places: readonly string[]): string[] => [...new Set(places.map(at => at.split('/')[0] ?? ''))].toSorted()

const membersThatAre = (...treatments: string[]): string[] =>
  (Object.keys(AMENDING) as Member[]).filter(member => treatments.includes(AMENDING[member].treatment)).toSorted()

describe('The parts of a requirement that an amendment may change', () => {
  it('hold every member that is not frozen and does not move by itself, and no other', () => {
    const places = AMENDABLE_SECTIONS.flatMap(({ fields }) => fields.map(({ at }) => at))
    expect(membersAt(places)).toEqual(membersThatAre('material', 'minor'))
  })

  it('tell what bidders get more time for', () => {
    const places = AMENDABLE_SECTIONS.flatMap(section => materialIn(section).map(({ at }) => at))
    expect(membersAt(places)).toEqual(membersThatAre('material'))
  })
})
