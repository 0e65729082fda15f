import type { Answers } from '../../guidelines/domain/answers.js'
import type { Offer } from '../cases/worked-case.js'
import { saveAnswers } from './answer-questions.js'
import type { Answer } from './api-client.js'
import { attachEvidence } from './attach-evidence.js'
import { idOf, type Walk } from './walk.js'

interface Finding {
  rule: string
  outcome: string
  message: string
  fix: string
}

const findingsOf = ({ body }: Answer): Finding[] => body['findings'] as Finding[]

/** A bid from its start: refused as a first draft, mended, submitted, and its receipt verified; answers its id. */
export async function bidFromFirstDraft(walk: Walk, requirementId: string, offer: Offer, firstDraft: Answers): Promise<string> {
  walk.chapter('A supplier bids: the first draft')
  const bidId = await startBid(walk, requirementId, offer)
  const supplier = await walk.as(offer.bidder)
  const answered = await saveAnswers(supplier, bidId, firstDraft)
  walk.step(answered, 200, 'A first draft of the ethics answers is saved, section by section')
  tellFindings(walk, await supplier.post(`/bids/${bidId}/ethics-check`), 'The ethics answers are checked against the guidelines')
  walk.step(await supplier.post(`/bids/${bidId}/submit`), 422, 'The bid cannot be submitted like this')
  walk.chapter('The supplier mends what was found')
  await completeAndSubmit(walk, bidId, offer)
  return bidId
}

/** A bid that goes straight in; answers its id. */
export async function bidAtOnce(walk: Walk, requirementId: string, offer: Offer): Promise<string> {
  walk.chapter('A second supplier bids')
  const bidId = await startBid(walk, requirementId, offer)
  await completeAndSubmit(walk, bidId, offer)
  return bidId
}

async function startBid(walk: Walk, requirementId: string, { bidder, bid }: Offer): Promise<string> {
  const supplier = await walk.as(bidder)
  const who = bidder === 'rival-admin' ? 'A second supplier' : 'A supplier'
  const started = walk.step(await supplier.post(`/requirements/${requirementId}/bids`), 201, `${who} starts a bid`)
  const id = idOf(started)
  walk.step(await supplier.patch(`/bids/${id}`, bid, started.etag), 200, 'Award answers, prices and declarations are saved')
  return id
}

async function completeAndSubmit(walk: Walk, bidId: string, offer: Offer): Promise<void> {
  const supplier = await walk.as(offer.bidder)
  const answers = await attachEvidence(walk, bidId, offer)
  walk.step(await saveAnswers(supplier, bidId, answers), 200, 'The complete ethics answers are saved, each with its evidence')
  const checked = await supplier.post(`/bids/${bidId}/ethics-check`)
  tellFindings(walk, checked, 'The ethics answers are checked again')
  await acknowledge(walk, bidId, offer, findingsOf(checked))
  const receipt = walk.step(await supplier.post(`/bids/${bidId}/submit`), 201, 'The bid is submitted and receipted')
  const { version, receivedAt, contentCommitment } = receipt.body
  walk.detail(`version ${String(version)} received at ${String(receivedAt)}, ${String(contentCommitment)}`)
  walk.step(await supplier.post(`/bids/${bidId}/submit`), 200, 'Submitting again without a change answers the same receipt')
  await verify(walk, offer, receipt.body)
}

/** Tells the buyer, for each warning, why the bid goes in all the same. */
async function acknowledge(walk: Walk, bidId: string, { bidder, acknowledgements }: Offer, findings: readonly Finding[]): Promise<void> {
  const supplier = await walk.as(bidder)
  const warnings = findings.filter(({ outcome }) => outcome === 'warn')
  if (warnings.length > 0) walk.step(await supplier.post(`/bids/${bidId}/submit`), 422, 'Nothing blocks, but a warning needs an answer')
  for (const { rule } of warnings) {
    const acknowledged = await supplier.put(`/bids/${bidId}/acknowledgements/${rule}`, { reason: acknowledgements[rule] })
    walk.step(acknowledged, 200, `The supplier acknowledges ${rule} with a reason that the buyer will read`)
  }
}

async function verify(walk: Walk, { bidder }: Offer, receipt: Answer['body']): Promise<void> {
  const supplier = await walk.as(bidder)
  const genuine = walk.step(await supplier.post('/receipts/verify', receipt), 200, 'Anybody can verify the receipt').body
  if (genuine['valid'] !== true) throw new Error(`The receipt is not genuine: ${JSON.stringify(genuine)}`)
  walk.detail(`genuine, signed with the key ${String(genuine['kid'])}`)
  const forged = await supplier.post('/receipts/verify', { ...receipt, version: 2 })
  if (walk.step(forged, 200, 'A receipt with another version number is found out').body['valid'] !== false)
    throw new Error('A forged receipt was taken for genuine.')
}

function tellFindings(walk: Walk, report: Answer, what: string): void {
  walk.step(report, 200, what)
  walk.detail(`outcome ${String(report.body['outcome'])}`)
  for (const { rule, outcome, message, fix } of findingsOf(report)) {
    walk.detail(`${rule}  ${outcome}: ${message}`)
    walk.detail(`       ${fix}`)
  }
}
