import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Test } from 'supertest'

import { aPdf } from '../../src/modules/files/files.fixture.js'
import type { GoldenBid } from '../../src/modules/guidelines/golden-bids.js'
import { hitsIn } from './sweep.js'
import type { TestApp } from './test-app.js'
import type { Bidder } from './world.js'

export interface Evidence {
  id: string
  sha256: string
  size: number
}

/** Uploads a file with what is said of it. */
export function upload(
  test: TestApp,
  bidId: string,
  name: string,
  bytes: Buffer,
  said: Readonly<Record<string, string>> = {},
  bidder: Bidder | 'bid-writer' = 'supplier-admin',
): Test {
  const request = test.api(bidder).post(`/bids/${bidId}/files`)
  for (const [field, value] of Object.entries(said)) void request.field(field, value)
  return request.attach('file', bytes, name)
}

/** A small PDF in the bid. */
export async function aFile(test: TestApp, bidId: string, name = 'evidence.pdf', bidder: Bidder = 'supplier-admin'): Promise<Evidence> {
  const { body } = await upload(test, bidId, name, aPdf(name), { issueDate: '2026-11-02' }, bidder).expect(201)
  return body as Evidence
}

/** Uploads a PDF for each file that the golden bid names; answers its answers with the ids of those. */
export async function attachAll(test: TestApp, bidId: string, { facts, passing }: GoldenBid): Promise<GoldenBid['passing']> {
  let answers = JSON.stringify(passing)
  for (const [placeholder, known] of Object.entries(facts.files)) {
    const { name, ...dates } = known as { name: string; issueDate: string; expiryDate: string | null }
    const said = { issueDate: dates.issueDate, ...(dates.expiryDate === null ? {} : { expiryDate: dates.expiryDate }) }
    const { body } = await upload(test, bidId, name, aPdf(placeholder), said).expect(201)
    answers = answers.replaceAll(`"${placeholder}"`, `"${(body as Evidence).id}"`)
  }
  return JSON.parse(answers) as GoldenBid['passing']
}

/** All that lies in the storage: whole objects, and what was begun. */
export async function storedFiles(test: TestApp): Promise<string[]> {
  const entries = await readdir(test.storageFolder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile() && entry.name !== 'owner').map(({ name }) => name)
}

/** Where the bytes of a file lie. */
export async function pathOfFile(test: TestApp, id: string): Promise<string> {
  const [row] = await test.rows<{ key: string }>('SELECT storage_key AS key FROM evidence_file WHERE id = $1', [id])
  const key = String(row?.key)
  return join(test.storageFolder, 'objects', key.slice(0, 2), key.slice(2, 4), key)
}

/** How often and how the storage holds the texts, in whatever lies in it. */
export async function hitsInStorage(test: TestApp, texts: readonly string[]): Promise<string[]> {
  const entries = await readdir(test.storageFolder, { recursive: true, withFileTypes: true })
  const hits: string[] = []
  for (const entry of entries.filter(each => each.isFile()))
    hits.push(...hitsIn(await readFile(join(entry.parentPath, entry.name)), texts).map(hit => `${entry.name} ${hit}`))
  return hits
}
