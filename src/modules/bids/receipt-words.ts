import type { ReceiptFault } from './domain/receipt.js'

const WORDS: Record<ReceiptFault, string> = {
  'key-unknown':
    'It names a key that is not among the published ones. Take the keys from /.well-known/receipt-keys.json of the marketplace.',
  'signature-wrong': 'The signature is not of this text: something was changed, added or left out, or the key never signed it.',
  'commitment-wrong':
    'The signature is right, but salt and content hash do not give the commitment in the receipt: one of them is of something else.',
}

export const wordsForFault = (fault: ReceiptFault): string => WORDS[fault]
