import { describe, expect, it } from '@jest/globals'

import { Refused } from '../../shared/domain/errors.js'
import { instantFromPostgres } from '../../shared/domain/instant.js'
import { type FormView, freshForm, refusedForm } from '../../web/pages/form.js'
import { ownMembershipView } from './membership-views.js'
import type { MembershipRecord } from './memberships.service.js'

const LOCATION = {
  key: 'location',
  title: 'Location',
  values: [
    { key: 'london', title: 'London', parent: null, retired: false },
    { key: 'wales', title: 'Wales', parent: null, retired: false },
  ],
}

const ADMITTED = instantFromPostgres('2026-11-02 09:00:00.000000+00')

const record = (change: Partial<MembershipRecord> = {}): MembershipRecord => ({
  ...{ id: '1', agreementId: '2', agreementReference: 'A-1', agreementName: 'An agreement', regime: 'pcr2015-dps', categoryId: '3' },
  ...{ categoryTitle: 'Vision', supplierId: '4', supplierName: 'A supplier', state: 'active', revision: 1, applicationId: null },
  ...{ admittedAt: ADMITTED, since: ADMITTED, offer: ['location/london'] },
  ...{
    facets: [LOCATION],
    changes: [],
    changesCursor: null,
    suspension: null,
    removals: [],
    reviews: [],
    reviewsCursor: null,
    expiring: [],
    grounds: [],
    bidsAs: 'active',
    hasInterest: null,
  },
  ...{ today: '2026-11-28', mayDecide: false },
  ...change,
})

const ticked = (form: FormView): string[] =>
  ownMembershipView(record(), true, form).choices.flatMap(({ items }) => items.filter(({ checked }) => checked).map(({ value }) => value))

describe('The page of a membership for its supplier', () => {
  const refusal = new Refused('unfit', 'It does not fit.', [])

  it('has ticked what is offered', () => {
    expect(ticked(freshForm())).toEqual(['london'])
  })

  it('keeps what was ticked where an offer is refused', () => {
    expect(ticked(refusedForm({ seen: '1', 'offer-location': ['wales'] }, refusal))).toEqual(['wales'])
  })

  it('keeps what is offered ticked where a reply is refused', () => {
    expect(ticked(refusedForm({ reply: '' }, refusal))).toEqual(['london'])
  })

  it.each(['removed', 'lapsed'] as const)('says what is left to do once it is %s', state => {
    expect(ownMembershipView(record({ state }), true, freshForm()).after?.href).toMatch(
      /^\/(supplier\/applications\/new\?category=3|agreements)$/,
    )
  })

  it.each(['active', 'suspended'] as const)('says nothing of an end while it is %s', state => {
    expect(ownMembershipView(record({ state }), true, freshForm()).after).toBeNull()
  })
})
