import { describe, expect, it } from '@jest/globals'

import { faultsOf, type StoredVersion, type Try } from './deadline-oracle.js'
import { microsOf } from './market-clock.js'

const at = (second: string): string => `2026-11-26T12:00:${second.padEnd(9, '0')}Z`
const DEADLINE = microsOf(at('10.000000'))
const stored = (second: string): StoredVersion[] => [{ bidId: 'b', receivedAt: microsOf(at(second)) }]

const accepted = (sent: string, received: string, answered: string): Try => ({
  bidId: 'b',
  sentAt: microsOf(at(sent)),
  answeredAt: microsOf(at(answered)),
  status: 201,
  body: { receivedAt: at(received) },
})

const refused = (sent: string, decided: string, answered: string): Try => ({
  ...accepted(sent, decided, answered),
  status: 409,
  body: { code: 'deadline-passed', serverTime: at(decided), submissionDeadline: at('10.000000') },
})

describe('The judge of a race against the deadline', () => {
  it.each<[string, Try, StoredVersion[]]>([
    ['accepted one microsecond before', accepted('09.999000', '09.999999', '10.000500'), stored('09.999999')],
    ['refused at the deadline', refused('09.999000', '10.000000', '10.000500'), []],
    ['refused, sent at the deadline', refused('10.000000', '10.000001', '10.000500'), []],
  ])('finds nothing wrong: %s', (_, attempt, versions) => {
    expect(faultsOf(attempt, DEADLINE, versions)).toEqual([])
  })

  it.each<[string, Try, StoredVersion[]]>([
    ['accepted although sent at or after the deadline', accepted('10.000000', '10.000100', '10.000500'), stored('10.000100')],
    ['refused as late although answered before the deadline', refused('09.900000', '09.950000', '09.999999'), []],
    ['accepted with a receipt not before the deadline', accepted('09.900000', '10.000000', '10.000500'), stored('10.000000')],
    ['refused as late by a clock before the deadline', refused('09.900000', '09.999999', '10.000500'), []],
    ['decided outside of the time it took', accepted('09.900000', '09.899999', '09.950000'), stored('09.899999')],
    ['decided outside of the time it took', refused('10.100000', '10.300001', '10.300000'), []],
    ['accepted with 0 versions stored', accepted('09.900000', '09.910000', '09.950000'), []],
    ['accepted with 2 versions stored', accepted('09.900000', '09.91', '09.95'), [...stored('09.910000'), ...stored('09.910000')]],
    ['refused with 1 versions stored', refused('10.100000', '10.200000', '10.300000'), stored('09.999999')],
    ['stored with another time than the receipt’s', accepted('09.900000', '09.910000', '09.950000'), stored('09.910001')],
    ['answered 500 undefined', { ...accepted('09.900000', '09.910000', '09.950000'), status: 500, body: {} }, []],
    ['answered 409 bids-sealed', { ...refused('09.900000', '09.91', '09.95'), body: { code: 'bids-sealed' } }, []],
    ['tells no time of its decision', { ...refused('10.1', '10.2', '10.3'), body: { code: 'deadline-passed' } }, []],
    ['refused without the deadline', { ...refused('10.1', '10.2', '10.3'), body: { code: 'deadline-passed', serverTime: at('10.2') } }, []],
  ])('finds what is wrong: %s', (fault, attempt, versions) => {
    expect(faultsOf(attempt, DEADLINE, versions)).toContain(`b ${fault}`)
  })

  it('finds a refusal by a deadline that is not in force', () => {
    const later = microsOf(at('10.050000'))
    expect(faultsOf(refused('10.100000', '10.200000', '10.300000'), later, [])).toEqual(['b refused by a deadline that is not in force'])
  })
})
