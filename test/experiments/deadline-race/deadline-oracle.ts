import { type Micros, microsOf } from './market-clock.js'

/** One submission of one bid, with the database's clock as the driver read it before sending and after the answer. */
export interface Try {
  bidId: string
  sentAt: Micros
  answeredAt: Micros
  status: number
  /** The answer's body, read as JSON. */
  body: Readonly<Record<string, unknown>>
}

/** A version as the database keeps it. */
export interface StoredVersion {
  bidId: string
  receivedAt: Micros
}

/** When the product decided on a try by its own account: the receipt's time, or the server's time of the refusal. */
export function decidedAt({ status, body }: Try): Micros | null {
  const moment = status === 201 ? body['receivedAt'] : body['serverTime']
  return typeof moment === 'string' ? microsOf(moment) : null
}

/** What is wrong with the outcome of a try, given the deadline in force and what was stored of its bid. Nothing, when the promise held. */
export function faultsOf(attempt: Try, deadline: Micros, stored: readonly StoredVersion[]): string[] {
  const accepted = attempt.status === 201
  const refusedAsLate = attempt.status === 409 && attempt.body['code'] === 'deadline-passed'
  const decided = decidedAt(attempt)
  const claims: [wrong: boolean, words: string][] = [
    [!accepted && !refusedAsLate, `answered ${attempt.status} ${String(attempt.body['code'])}`],
    [accepted && attempt.sentAt >= deadline, 'accepted although sent at or after the deadline'],
    [refusedAsLate && attempt.answeredAt < deadline, 'refused as late although answered before the deadline'],
    [decided === null, 'tells no time of its decision'],
    [decided !== null && (decided < attempt.sentAt || decided > attempt.answeredAt), 'decided outside of the time it took'],
    [accepted && decided !== null && decided >= deadline, 'accepted with a receipt not before the deadline'],
    [refusedAsLate && decided !== null && decided < deadline, 'refused as late by a clock before the deadline'],
    [refusedAsLate && attempt.body['submissionDeadline'] === undefined, 'refused without the deadline'],
    [refusedAsLate && microsOf(String(attempt.body['submissionDeadline'])) !== deadline, 'refused by a deadline that is not in force'],
    [stored.length !== (accepted ? 1 : 0), `${accepted ? 'accepted' : 'refused'} with ${stored.length} versions stored`],
    [accepted && stored.some(({ receivedAt }) => receivedAt !== decided), 'stored with another time than the receipt’s'],
  ]
  return claims.filter(([wrong]) => wrong).map(([, words]) => `${attempt.bidId} ${words}`)
}
