import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import { instantFromPostgres, parseInstant } from './instant.js'

describe('parseInstant', () => {
  it.each<[string, string]>([
    ['2026-12-18T12:00:00Z', '2026-12-18T12:00:00.000000Z'],
    ['2026-12-18T12:00Z', '2026-12-18T12:00:00.000000Z'],
    ['2026-12-18T12:00:00.5Z', '2026-12-18T12:00:00.500000Z'],
    ['2026-12-18T12:00:00.123456Z', '2026-12-18T12:00:00.123456Z'],
    ['2026-12-18T12:00:00+00:00', '2026-12-18T12:00:00.000000Z'],
    ['2026-12-18T12:00:00-00:00', '2026-12-18T12:00:00.000000Z'],
    ['2026-06-30T23:30:00+01:00', '2026-06-30T22:30:00.000000Z'],
    ['2026-12-31T23:30:00.000001-01:00', '2027-01-01T00:30:00.000001Z'],
    ['2027-01-01T00:15:00+05:45', '2026-12-31T18:30:00.000000Z'],
    ['2028-02-29T12:00:00Z', '2028-02-29T12:00:00.000000Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000000Z'],
    ['9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999Z'],
  ])('reads %s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant)
  })

  it.each([
    ['31 February', '2026-02-31T12:00:00Z'],
    ['31 April', '2026-04-31T12:00:00Z'],
    ['29 February of a common year', '2027-02-29T12:00:00Z'],
    ['29 February of a century', '2100-02-29T12:00:00Z'],
    ['month 13', '2026-13-01T12:00:00Z'],
    ['month 0', '2026-00-01T12:00:00Z'],
    ['day 0', '2026-01-00T12:00:00Z'],
    ['24:00', '2026-12-18T24:00:00Z'],
    ['minute 60', '2026-12-18T12:60:00Z'],
    ['second 60', '2026-12-31T23:59:60Z'],
    ['no zone', '2026-12-18T12:00:00'],
    ['a zone without minutes', '2026-12-18T12:00:00+01'],
    ['a zone of 25 hours', '2026-12-18T12:00:00+25:00'],
    ['seven decimals', '2026-12-18T12:00:00.1234567Z'],
    ['a point without decimals', '2026-12-18T12:00:00.Z'],
    ['a day alone', '2026-12-18'],
    ['a blank for the T', '2026-12-18 12:00:00Z'],
    ['small letters', '2026-12-18t12:00:00z'],
    ['a line break after it', '2026-12-18T12:00:00Z\n'],
    ['Arabic digits', '٢٠٢٦-12-18T12:00:00Z'],
    ['the year 0, which Postgres lacks', '0000-06-01T00:00:00Z'],
    ['a zone that leads before the year 1', '0001-01-01T00:00:00+01:00'],
    ['a zone that leads past the year 9999', '9999-12-31T23:59:59-01:00'],
    ['five digits of a year', '12026-12-18T12:00:00Z'],
    ['nothing', ''],
  ])('reads nothing from %s', (_what, text) => {
    expect(parseInstant(text)).toBeNull()
  })

  it('reads an instant as itself', () => {
    fc.assert(
      fc.property(anInstant, text => {
        expect(parseInstant(text)).toBe(text)
      }),
    )
  })

  it('reads one moment from every zone that tells of it, in an order that is the order of the texts', () => {
    fc.assert(
      fc.property(aMoment, aMoment, fc.integer({ min: -14 * 60, max: 14 * 60 }), (one, other, zone) => {
        const [first, second] = [parseInstant(inZone(one, zone)), parseInstant(inZone(other, -zone))]
        expect(first).toBe(parseInstant(one.toJSON()))
        expect(Math.sign(String(first).localeCompare(String(second)))).toBe(Math.sign(one.getTime() - other.getTime()))
      }),
    )
  })
})

describe('instantFromPostgres', () => {
  it.each<[string, string]>([
    ['2026-12-18 12:00:00+00', '2026-12-18T12:00:00.000000Z'],
    ['2026-12-18 12:00:00.5+00', '2026-12-18T12:00:00.500000Z'],
    ['2026-12-18 12:00:00.000001+00', '2026-12-18T12:00:00.000001Z'],
  ])('reads %s', (text, instant) => {
    expect(instantFromPostgres(text)).toBe(instant)
  })

  it.each(['2026-12-18 12:00:00+01', '2026-12-18 12:00:00', 'infinity', '0044-03-15 12:00:00+00 BC', ''])('throws on %j', text => {
    expect(() => instantFromPostgres(text)).toThrow(`Not a UTC timestamp from Postgres: ${text}`)
  })

  it('reads what parseInstant would, microseconds included', () => {
    fc.assert(
      fc.property(anInstant, text => {
        const asPostgresWrites = text.replace('T', ' ').replace(/\.?0*Z$/, '+00')
        expect(instantFromPostgres(asPostgresWrites)).toBe(text)
      }),
    )
  })
})

const aMoment = fc.date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true })

const anInstant = fc
  .tuple(aMoment, fc.integer({ min: 0, max: 999_999 }))
  .map(([moment, micros]) => `${moment.toJSON().slice(0, 19)}.${String(micros).padStart(6, '0')}Z`)

/** The moment as clocks in a zone so many minutes east of Greenwich show it. */
function inZone(moment: Date, minutesEast: number): string {
  const sign = minutesEast < 0 ? '-' : '+'
  const [hours, minutes] = [Math.floor(Math.abs(minutesEast) / 60), Math.abs(minutesEast) % 60]
  const local = new Date(moment.getTime() + minutesEast * 60_000).toJSON().slice(0, 23)
  return `${local}${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}
