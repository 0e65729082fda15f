import { counted, percentile, spread } from './figures.js'
import { isAcknowledged, type Try } from './ledger.js'

/** A p99 of fewer answers than this would only be the slowest one. */
const ENOUGH_FOR_P99 = 100
const P99_BOUND_MS = 2_000

export const answerTimes = (tries: readonly Try[]): number[] =>
  tries.flatMap(({ sentAt, ackAt }) => (ackAt === null ? [] : [ackAt - sentAt]))

/** How the clients fared, as figures. */
export function figuresOfSurge(tries: readonly Try[], ended: readonly Try[]): [string, string][] {
  const firstSent = new Map<string, number>()
  for (const { key, sentAt } of tries) firstSent.set(key, Math.min(sentAt, firstSent.get(key) ?? sentAt))
  const waits = ended.filter(isAcknowledged).map(({ key, ackAt }) => Number(ackAt) - Number(firstSent.get(key)))
  return [
    ['suppliers', String(ended.length)],
    ['tries', String(tries.length)],
    ['tries without an answer', String(tries.filter(({ status }) => status === null).length)],
    ['answers', counted(tries.flatMap(({ status, code }) => (status === null ? [] : [`${status} ${code ?? ''}`.trim()])))],
    ['acknowledged', String(ended.filter(isAcknowledged).length)],
    ['time of an answer', spread(answerTimes(tries))],
    ['time from the first try to the acknowledgement', spread(waits)],
  ]
}

/** Nobody who kept trying is left without an acknowledgement. */
function faultsOfAccess(ended: readonly Try[]): string[] {
  const left = ended.filter(last => !isAcknowledged(last)).length
  return left === 0 ? [] : [`${left} suppliers who kept trying before the deadline were not acknowledged`]
}

/** And answers come soon. */
export function faultsOfService(tries: readonly Try[], ended: readonly Try[]): string[] {
  const times = answerTimes(tries)
  const p99 = percentile(times, 0.99)
  return [
    ...faultsOfAccess(ended),
    ...(times.length < ENOUGH_FOR_P99 || p99 < P99_BOUND_MS ? [] : [`99 % of the answers took up to ${p99.toFixed(0)} ms`]),
  ]
}
