import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'

import { FileStorage } from '../../src/shared/storage/file-storage.js'
import { pathOfFile } from './evidence.js'
import type { TestApp } from './test-app.js'

export interface FileContent {
  id: string
  content: Buffer
}

/** Files as a release left them that did not seal: in the storage as they were sent, with no keys. */
export async function leaveFilesReadable(test: TestApp, files: readonly FileContent[]): Promise<void> {
  const ids = files.map(({ id }) => id)
  for (const table of ['evidence_file', 'opened_file']) await test.rows(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  await test.rows('DELETE FROM opened_file WHERE file_id = ANY ($1)', [ids])
  for (const { id, content } of files) {
    const { key } = await new FileStorage(test.storageFolder).put(Readable.from([content]), Infinity)
    await rm(await pathOfFile(test, id), { force: true })
    await test.rows('UPDATE evidence_file SET storage_key = $2, file_key = NULL, stored_sha256 = NULL WHERE id = $1', [id, key])
  }
  for (const table of ['evidence_file', 'opened_file']) await test.rows(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
}

/** Works without the rule that files are sealed, which is afterwards as a migration makes it where there are files. */
export async function withoutRuleOfFiles(test: TestApp, work: () => Promise<void>): Promise<void> {
  const [row] = await test.rows<{ rule: string }>(
    `SELECT pg_get_constraintdef(oid) AS rule FROM pg_constraint WHERE conname = 'evidence_files_are_sealed'`,
  )
  const rule = String(row?.rule).replace(/ NOT VALID$/, '')
  await test.rows('ALTER TABLE evidence_file DROP CONSTRAINT evidence_files_are_sealed')
  await work()
  await test.rows(`ALTER TABLE evidence_file ADD CONSTRAINT evidence_files_are_sealed ${rule} NOT VALID`)
}
