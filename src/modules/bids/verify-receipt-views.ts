import type { DomainError } from '../../shared/domain/errors.js'
import { type FormView, freshForm } from '../../web/pages/form.js'
import { NoReceipt } from './given-receipt.form.js'
import { wordsForFault } from './receipt-words.js'
import type { ReceiptVerdict } from './verify-receipt.service.js'

/** The page with its form, with the verdict on what was given, or with why that is no receipt. */
export const verifyReceiptView = (
  form: FormView = freshForm(),
  { verdict = null, refusal = null }: { verdict?: ReceiptVerdict | null; refusal?: DomainError | null } = {},
) => ({
  form,
  pasted: form.values['receipt'] ?? '',
  verdict: verdict === null ? null : verdictView(verdict),
  missing: refusal instanceof NoReceipt ? refusal.faults : [],
})

function verdictView({ given: { receipt, salt, contentHash }, faults }: ReceiptVerdict) {
  return {
    isGenuine: faults.length === 0,
    faults: faults.map(wordsForFault),
    receivedAt: receipt.receivedAt,
    version: receipt.version,
    bidId: receipt.bidId,
    requirementId: receipt.requirementId,
    files: receipt.files.length,
    kid: receipt.kid,
    isCompared: salt !== null && contentHash !== null,
  }
}
