import { performance } from 'node:perf_hooks'

import type pg from 'pg'

/** A moment by the database's clock, in microseconds since 1970. */
export type Micros = number

/** A moment as the API writes it, with six decimals. */
export const microsOf = (instant: string): Micros => Date.parse(`${instant.slice(0, 23)}Z`) * 1000 + Number(instant.slice(23, 26))

export const instantOf = (at: Micros): string =>
  `${new Date(Math.floor(at / 1000)).toISOString().slice(0, 23)}${String(at % 1000).padStart(3, '0')}Z`

export const MICROS = (moment: string): string => `(extract(epoch FROM ${moment}) * 1000000)::bigint::float8`

/** The database's clock, asked over connections of the driver's own. */
export class MarketClock {
  constructor(private readonly pool: pg.Pool) {}

  async now(): Promise<Micros> {
    const { rows } = await this.pool.query<{ now: Micros }>({ name: 'market-clock', text: `SELECT ${MICROS('market_now()')} AS now` })
    return rows[0]?.now ?? NaN
  }

  /** What to add to this process's own clock to get the database's; from the quickest of several answers. */
  async ahead(): Promise<Micros> {
    let best = { took: Infinity, ahead: 0 }
    for (let time = 0; time < 5; time += 1) {
      const asked = performance.now() * 1000
      const now = await this.now()
      const took = performance.now() * 1000 - asked
      if (took < best.took) best = { took, ahead: now - (asked + took / 2) }
    }
    return best.ahead
  }
}
