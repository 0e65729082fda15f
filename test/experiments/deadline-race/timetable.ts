import type { Micros } from './market-clock.js'

/** Keeps the deadlines of races that run at once apart, so that the savings of one are not in the way of another. */
export class Timetable {
  private last: Micros = 0

  /** The first deadline that is neither before the earliest moment nor too near to one that was given before. */
  next(earliest: Micros, apart: Micros): Micros {
    this.last = Math.ceil(Math.max(earliest, this.last + apart))
    return this.last
  }
}
