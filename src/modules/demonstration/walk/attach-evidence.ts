import type { Answers } from '../../guidelines/domain/answers.js'
import { evidencePdf } from '../cases/evidence-pdf.js'
import type { EvidenceDocument, Offer } from '../cases/worked-case.js'
import { idOf, type Walk } from './walk.js'

/** Uploads every document of the offer as a PDF; answers the answers, which name the files by their ids from now on. */
export async function attachEvidence(walk: Walk, bidId: string, { bidder, answers, evidence }: Offer): Promise<Answers> {
  const supplier = await walk.as(bidder)
  let named = JSON.stringify(answers)
  for (const [key, document] of Object.entries(evidence)) {
    const upload = { name: document.name, bytes: await evidencePdf(document), said: saidOf(document) }
    const stored = walk.step(await supplier.upload(`/bids/${bidId}/files`, upload), 201, `Evidence is attached: ${document.title}`)
    named = named.replaceAll(`"${key}"`, `"${idOf(stored)}"`)
  }
  return JSON.parse(named) as Answers
}

const saidOf = ({ type, issuer, issueDate, expiryDate, scope, confidentiality }: EvidenceDocument): Record<string, string> => ({
  type,
  issuer,
  issueDate,
  ...(expiryDate === null ? {} : { expiryDate }),
  scope,
  ...(confidentiality === undefined ? {} : { confidentiality }),
})
