import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { londonTime } from '../../src/shared/domain/london-time.js'
import type { TestApp } from '../support/test-app.js'
import { eventually } from '../support/world.js'
import type { KeptProcess } from './kept-process.js'
import { faultsOfDecision, mustBeAccepted, mustBeRefused, type NearTry, submit, submitNear } from './near-deadline.js'
import type { Scene } from './surge.js'

/** Before and after; the first is widened on a machine that does not answer in that time. */
const NEAR_MS = 100
const WIDEST_MS = 6_400
const SESSION_MS = 12 * 3_600_000
const MOMENT_MS = 10_000

export interface Found {
  figures: [string, string][]
  faults: string[]
}

/** Whether the process told that its clock is wrong, in its log and its metric. */
export async function alarmOf(web: KeptProcess, metricsPort: number, aheadSeconds: number): Promise<Found> {
  const told = await eventually(async () => {
    const line = web.logLines.find(({ msg, level }) => msg === 'clock skew' && level === 'error')
    if (line === undefined) throw new Error('no line yet')
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
    return { line, seconds: Number(/^clock_skew_seconds (\S+)$/m.exec(metrics)?.[1]) }
  }).catch(() => null)
  if (told === null) return { figures: [['alarm', 'none']], faults: ['no alarm was raised'] }
  const isRight = Math.abs(told.seconds - aheadSeconds) < MOMENT_MS / 1_000
  return { figures: [['alarm', `${told.seconds} s`]], faults: isRight ? [] : [`the alarm tells of ${told.seconds} s`] }
}

/** Submissions just before and just after the deadline, through an API whose own clock is wrong. */
export async function decisionsOf(test: TestApp, scene: Scene, address: string): Promise<Found> {
  const tries: NearTry[] = []
  const bidders = [...scene.crowd]
  let nearMs = NEAR_MS
  for (; nearMs <= WIDEST_MS; nearMs *= 2) {
    const bidder = bidders.shift()
    if (bidder === undefined) break
    const made = await submitNear(test, scene, bidder, address, nearMs)
    tries.push(made)
    if (mustBeAccepted(made)) break
  }
  const late = bidders.shift()
  if (late !== undefined) tries.push(await submitNear(test, scene, late, address, -NEAR_MS))
  return {
    figures: [['accepted before the deadline, refused after it', `${nearMs} ms, ${NEAR_MS} ms`]],
    faults: [
      ...tries.flatMap(faultsOfDecision),
      ...(tries.some(mustBeAccepted) ? [] : ['no submission was answered before the deadline']),
      ...(tries.some(mustBeRefused) ? [] : ['no submission was sent after the deadline']),
      ...tries.flatMap(faultsOfWords),
      ...(await faultsOfRepeat(test, tries.find(mustBeAccepted), address)),
      ...(await faultsOfReading(scene, address)),
    ],
  }
}

/** A refusal tells the market's time and the deadline as London has them, with the zone. */
export function faultsOfWords({ deadline, answer: { detail, serverTime } }: NearTry): string[] {
  if (serverTime === undefined) return []
  const words = `It was ${londonTime(serverTime)} by the server when this arrived; the deadline was ${londonTime(deadline)}.`
  return detail === words ? [] : [`a refusal says: ${String(detail)}`]
}

/** The deadline has passed; a repeat of what was accepted still gets its receipt, and no longer a day later. */
async function faultsOfRepeat(test: TestApp, accepted: NearTry | undefined, address: string): Promise<string[]> {
  if (accepted === undefined) return []
  const { bidder, key, answer } = accepted
  const again = await submit(bidder, key, address)
  await test.rows(`UPDATE idempotency_key SET created_at = created_at - interval '24 hours' WHERE key = $1`, [key])
  const tooLate = await submit(bidder, key, address)
  return [
    ...(again.body === JSON.stringify(answer) ? [] : [`a repeat was answered ${again.status}, another than the first`]),
    ...(tooLate.status === 409 ? [] : [`a repeat after a day was answered ${tooLate.status}`]),
  ]
}

async function faultsOfReading({ requirementId, crowd }: Scene, address: string): Promise<string[]> {
  const headers = { Authorization: `Bearer ${String(crowd[0]?.token)}` }
  const response = await fetch(`${address}/api/v1/requirements/${requirementId}`, { headers })
  const { state } = (await response.json()) as { state: string }
  return state === 'closed' ? [] : [`after the deadline the requirement reads as ${state}`]
}

/** A session begun through the API whose clock is wrong: as long as any other, good at every process, and not for ever. */
export async function sessionsOf(test: TestApp, address: string): Promise<Found> {
  const body = JSON.stringify({ email: 'supplier-admin@example.test', password: PASSWORD })
  const response = await fetch(`${address}/api/v1/sessions`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
  const { token, expiresAt } = (await response.json()) as { token: string; expiresAt: string }
  const [clock] = await test.rows<{ ms: number }>('SELECT (extract(epoch FROM market_now()) * 1000)::float8 AS ms')
  const lasts = new Date(expiresAt).getTime() - Number(clock?.ms)
  const both = [address, await test.app.getUrl()]
  const statuses = (): Promise<number[]> => Promise.all(both.map(each => statusOf(each, token)))
  const used = await statuses()
  await test.moveClock('61 minutes')
  const idle = await statuses()
  return {
    figures: [['a session lasts', `${(lasts / 3_600_000).toFixed(2)} h`]],
    faults: [
      ...(Math.abs(lasts - SESSION_MS) < MOMENT_MS ? [] : [`a session lasts ${lasts} ms`]),
      ...(used.every(status => status === 200) ? [] : [`a new session was answered ${used.join(', ')}`]),
      ...(idle.every(status => status === 401) ? [] : [`a session unused for 61 minutes was answered ${idle.join(', ')}`]),
    ],
  }
}

const statusOf = async (address: string, token: string): Promise<number> =>
  (await fetch(`${address}/api/v1/notifications`, { headers: { Authorization: `Bearer ${token}` } })).status
