import type { Newcomer, Player, TestApp } from './test-app.js'

type Writer = Player | Newcomer

/** A product of the writer's supplier; answers its id. */
export async function aProduct(test: TestApp, name = 'Assistant', as: Writer = 'supplier-admin'): Promise<string> {
  const { body } = await test.api(as).post('/library/products').send({ name }).expect(201)
  return (body as { id: string }).id
}

export interface Saved {
  version: number
  hash: string
  etag: string
  state: string
}

/** The address of an answer; of a claim, about a product. */
export const answerPath = (question: string, product?: string, of = ''): string =>
  `/library/answers/${question}${of}${product === undefined ? '' : `?product=${product}`}`

/** Saves an answer over the newest. */
export async function saveAnswer(
  test: TestApp,
  question: string,
  answer: { values?: object; rows?: object[] },
  { product, as = 'supplier-admin' }: { product?: string; as?: Writer } = {},
): Promise<Saved> {
  const path = answerPath(question, product)
  const { headers } = await test.api(as).get(path).expect(200)
  const { body } = await test.api(as).put(path).set('If-Match', String(headers['etag'])).send({ answer }).expect(200)
  return body as Saved
}

/** A certificate that runs out on this day. */
export const aCertificate = (expiresOn: string, number = 'CE-000123') => ({
  values: {
    kind: 'cyber_essentials',
    number,
    issuer: 'A certification body',
    issuedOn: '2025-11-01',
    expiresOn,
    scope: 'The whole organisation',
  },
})

export const aClaim = (expiresOn: string, claim = 'It answers questions about opening hours, and nothing else.') => ({
  values: { claim, productVersion: '3.1', madeOn: '2026-01-15', expiresOn, evidence: 'A statement of purpose of January.' },
})

/** A product of the supplier-admin’s supplier with a claim about it; answers its id. */
export async function aClaimedProduct(test: TestApp, name = 'Claimed'): Promise<string> {
  const product = await aProduct(test, name)
  await saveAnswer(test, 'B1', aClaim('2099-12-31'), { product })
  return product
}
