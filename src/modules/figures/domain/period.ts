import { type FieldProblem, Malformed } from '../../../shared/domain/errors.js'

/** From one day to another, both counted, in London. */
export interface Period {
  from: string
  to: string
}

const MONTHS = 12

/** More than anybody compares; it bounds what is added up. */
const MOST_YEARS = 5

const dayOf = (year: number, month: number, day: number): string => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)

/** The last twelve months that are over: what came since is added only with others of its month. */
export function wholeMonthsBefore(today: string): Period {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1]
  return { from: dayOf(year, month - MONTHS, 1), to: dayOf(year, month, 0) }
}

/** What is asked for, with a year up to today where nothing is. */
export function periodAsked({ from, to }: Partial<Period>, today: string): Period {
  const last = to ?? today
  const [year, month, day] = [Number(last.slice(0, 4)), Number(last.slice(5, 7)) - 1, Number(last.slice(8, 10))]
  const period = { from: from ?? dayOf(year - 1, month, day + 1), to: last }
  if (period.from > period.to) throw refusedPeriod('period-reversed', 'The first day must not be after the last day')
  if (period.from < dayOf(year - MOST_YEARS, month, day)) throw refusedPeriod('period-too-long', `Choose at most ${MOST_YEARS} years`)
  return period
}

const refusedPeriod = (code: string, detail: string): Malformed => {
  const problem: FieldProblem = { pointer: '/from', code, detail }
  return new Malformed('invalid-request', detail, [problem])
}
