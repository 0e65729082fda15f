import type { Test } from 'supertest'

import { aPdf } from '../../src/modules/files/files.fixture.js'
import { answerPath } from './library.js'
import type { Newcomer, Player, TestApp } from './test-app.js'

type Writer = Player | Newcomer

export interface AnswerFile {
  id: string
  name: string
  sha256: string
  size: number
  scan: string
}

/** Uploads a file to an answer; of a claim, about a product. */
export const uploadTo = (
  test: TestApp,
  question: string,
  name: string,
  bytes: Buffer,
  { product, as = 'supplier-admin' }: { product?: string; as?: Writer } = {},
): Test =>
  test
    .api(as)
    .post(answerPath(question, product, '/files'))
    .attach('file', bytes, name)

/** A small PDF with an answer, unlike every other of another name. */
export async function anAnswerFile(
  test: TestApp,
  question: string,
  name = 'certificate.pdf',
  of: { product?: string; as?: Writer } = {},
): Promise<AnswerFile> {
  const { body } = await uploadTo(test, question, name, aPdf(name), of).expect(201)
  return body as AnswerFile
}

/** The ETag of an answer, and the files it names. */
export async function filesOf(
  test: TestApp,
  question: string,
  { product, as = 'supplier-admin' }: { product?: string; as?: Writer } = {},
): Promise<{ etag: string; names: string[]; items: AnswerFile[] }> {
  const { body } = await test
    .api(as)
    .get(answerPath(question, product, '/files'))
    .expect(200)
  const { etag, items } = body as { etag: string; items: AnswerFile[] }
  return { etag, items, names: items.map(({ name }) => name) }
}
