import { randomBytes } from 'node:crypto'

import type { Receipt } from '../../src/modules/bids/domain/receipt.js'
import { aboutEnvelope, sealEnvelope } from '../../src/modules/bids/envelope.js'
import { ReceiptKeys } from '../../src/modules/bids/receipt-keys.js'
import { commitmentTo, hashOfOffer, qualityPart, shownHashOf } from '../../src/modules/bids/version-parts.js'
import type { PublicKey } from '../../src/modules/keys/key-service.js'
import { canonicalBytes, shownHash } from '../../src/shared/canonical.js'
import { storedVersion } from './stored-version.js'
import type { TestApp } from './test-app.js'

interface Copied {
  bidId: string
  number: number
  inputHash: string
  receipt: Buffer
  key: PublicKey
}

/** Versions that the database copied open as nobody's: seals and signs each as if its own supplier had submitted the content of that bid. */
export async function submitCopies(test: TestApp, requirementId: string, originalId: string): Promise<void> {
  const { quality, report } = await storedVersion(test, originalId)
  const { files: _files, ...said } = quality
  const content = canonicalBytes(said)
  const copies = await test.rows<Copied>(
    `SELECT v.bid_id AS "bidId", v.number, v.input_hash AS "inputHash", v.receipt, k.public_key AS key
     FROM bid b JOIN bid_version v ON v.bid_id = b.id JOIN opening_key k ON k.requirement_id = b.requirement_id AND k.envelope = 'quality'
     WHERE b.requirement_id = $1 AND b.id <> $2`,
    [requirementId, originalId],
  )
  await test.rows('ALTER TABLE bid_version DISABLE TRIGGER USER')
  for (const { bidId, number, inputHash, receipt, key } of copies) {
    const [salt, price, checked] = [randomBytes(32), shownHashOf(Buffer.of()), canonicalBytes({ ...report, inputHash })]
    const commitment = commitmentTo(salt, hashOfOffer(shownHashOf(content), price))
    const part = qualityPart(content, checked, { price, salt: salt.toString('hex') })
    const sealed = sealEnvelope(part, { opening: key, supplier: key }, aboutEnvelope('quality', bidId, number))
    const { kid: _kid, signature: _signature, ...facts } = JSON.parse(receipt.toString('utf8')) as Receipt
    const own = {
      bidId,
      requirementId,
      version: number,
      files: [],
      contentCommitment: shownHash(commitment),
      reportHash: shownHashOf(checked),
    }
    const signed = test.app.get(ReceiptKeys).sign({ ...facts, ...own })
    await test.rows('UPDATE bid_version SET quality = $2, commitment = $3, receipt = $4 WHERE bid_id = $1', [
      bidId,
      sealed,
      commitment,
      canonicalBytes(signed),
    ])
  }
  await test.rows('ALTER TABLE bid_version ENABLE TRIGGER USER')
}
