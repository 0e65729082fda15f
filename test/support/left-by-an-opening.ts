import { type FileOfKey, openFileKey, saveOpenedKeys } from '../../src/modules/bids/evidence-keys.js'
import { openedKeyOf, Sealing } from '../../src/modules/bids/sealing.js'
import { insertMessage } from '../../src/modules/ethics-audits/audit-messages.js'
import { SupplierKeys } from '../../src/modules/keys/supplier-keys.js'
import { marketNow } from '../../src/shared/database/market-now.js'
import { UnitOfWork } from '../../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../../src/shared/domain/actor.js'
import type { TestApp } from './test-app.js'

/** The rows that an opening writes for one of the files. */
export async function openOneFile(test: TestApp, bidId: string, fileId: string): Promise<void> {
  const [file] = await test.rows<FileOfKey & { supplierId: string; sealed: Buffer }>(
    `SELECT f.id, f.bid_id AS "bidId", f.sha256, f.file_key AS sealed, b.supplier_id AS "supplierId"
     FROM evidence_file f JOIN bid b ON b.id = f.bid_id WHERE f.id = $1`,
    [fileId],
  )
  if (file === undefined) throw new Error('There is no file.')
  await test.rows(
    `INSERT INTO opened_bid (bid_id, version, requirement_id, quality, report) SELECT id, 1, requirement_id, '{}', '{}' FROM bid WHERE id = $1`,
    [bidId],
  )
  const key = await test.app.get(UnitOfWork).read(SYSTEM, view => test.app.get(SupplierKeys, { strict: false }).open(view, file.supplierId))
  const fileKey = await openFileKey(file.sealed, key, 'supplier', file)
  await test.app
    .get(UnitOfWork)
    .run(SYSTEM, tx =>
      saveOpenedKeys(tx, [file], [test.app.get(Sealing).sealSecret(Buffer.from(fileKey ?? []), openedKeyOf(file.supplierId, fileId))]),
    )
}

/** A message as an audit of the opened bid leaves it. */
export async function askAboutIt(test: TestApp, bidId: string, text: string): Promise<void> {
  const [audit] = await test.rows<{ id: string; supplierId: string; personId: string }>(
    `INSERT INTO ethics_audit (id, bid_id, requirement_id, supplier_id, state, tier, method, seed, drawn_at, due_at, referrals, contradictions)
     SELECT gen_random_uuid(), id, requirement_id, supplier_id, 'open', 'low', '1.0.0', decode(repeat('00', 32), 'hex'), now(), now(), 0, 0
     FROM bid WHERE id = $1 RETURNING id, supplier_id AS "supplierId", (SELECT id FROM person LIMIT 1) AS "personId"`,
    [bidId],
  )
  if (audit === undefined) throw new Error('There is no audit.')
  await test.app.get(UnitOfWork).run(SYSTEM, async tx => {
    const at = await marketNow(tx)
    const message = { questionId: 'Q906', side: 'operator' as const, revision: 1, text, writtenAt: at, dueAt: at }
    await insertMessage(tx, test.app.get(Sealing), audit, { ...message, personId: audit.personId })
  })
}
