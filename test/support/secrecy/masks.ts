import type { Answer } from '../http-client.js'

/** What differs between two runs by nature, and so is taken out before they are compared. Nothing else is. */
const HEADERS: Readonly<Record<string, string>> = {
  date: 'the moment of the answer',
  'x-request-id': 'made anew for each request',
}

const ID = /[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}/g
const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z/g
/** How a refusal tells the time in words. */
const TIME_IN_WORDS = /It was \d{1,2} \w+ \d{4} at [\d:.]+ \(\w+\) by the server/g

/** Where a list goes on: base64url of a list that holds the moment and id of its last item. */
const CURSOR = /"nextCursor":"([\w-]+)"/g

/** By which a browser is known again; whoever has none is given one. */
const DEVICE = /(?<=^set-cookie:.*\bdevice=)[\w-]{43}/gm

/** The moments between which a run went on, by the database's clock, and by the clock that ids are made from. */
export interface Span {
  fromMs: number
  toMs: number
  /** How far the database's clock is ahead. */
  aheadMs: number
}

/** An answer as text, without what was made in the run itself: ids by their own time, and moments. */
export function masked({ status, headers, text }: Answer, span: Span): string {
  const told = Object.entries(headers).filter(([name]) => HEADERS[name] === undefined)
  return [String(status), ...told.map(([name, value]) => `${name}: ${String(value)}`), text]
    .join('\n')
    .replaceAll(CURSOR, (_all, cursor: string) => `"nextCursor":${Buffer.from(cursor, 'base64url').toString()}`)
    .replaceAll(ID, id => (isWithin(parseInt(id.replace('-', '').slice(0, 12), 16), span) ? 'an id made in the run' : id))
    .replaceAll(MOMENT, moment => (isMomentOf(span, Date.parse(moment)) ? 'a moment of the run' : moment))
    .replaceAll(DEVICE, 'a token')
    .replaceAll(TIME_IN_WORDS, 'It was a moment of the run by the server')
}

/** By the database's clock, before it was moved ahead or after; or when a session ends that began then. */
const isMomentOf = (span: Span, at: number): boolean =>
  [0, span.aheadMs, SESSION_MS, SESSION_MS + span.aheadMs].some(laterMs => isWithin(at - laterMs, span))

const SESSION_MS = 12 * 3_600_000

const isWithin = (at: number, { fromMs, toMs }: Span): boolean => at >= fromMs && at <= toMs

/** Metrics of the process itself (memory, processor, event loop, collection of garbage, its clock, its connections), and how long things took; counts stay. */
const OF_THE_PROCESS = /^(# (HELP|TYPE) )?(process_|nodejs_|clock_skew|database_connections)/
const DURATION = /^(http_request_seconds_(?:bucket|sum)|bidding_request_seconds|closing_lag_seconds|sweep_age_seconds)(\{.*\})? .+$/

export const maskedMetrics = (text: string): string =>
  text
    .split('\n')
    .filter(line => !OF_THE_PROCESS.test(line))
    .map(line => line.replace(DURATION, '$1$2 a duration'))
    .join('\n')
