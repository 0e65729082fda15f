import { isDeepStrictEqual } from 'node:util'

import type { ScriptedClarification } from '../cases/worked-case.js'
import type { Answer } from './api-client.js'
import { idOf, must, type Walk } from './walk.js'

/** A supplier asks, and the buyer answers to all; then everybody reads the same, and nobody who asked. */
export async function clarify(walk: Walk, requirementId: string, clarifications: readonly ScriptedClarification[]): Promise<void> {
  walk.chapter('A supplier asks, and the buyer answers to all')
  const path = `/requirements/${requirementId}/clarifications`
  for (const clarification of clarifications) await askAndAnswer(walk, path, clarification)
  const published = clarifications.map((clarification, place) => ({ number: place + 1, ...clarification }))
  const read = await (await walk.as('rival-admin')).get(path)
  mustShowJust(walk.step(read, 200, 'Another supplier reads questions and answers, and not who asked'), published)
  for (const { number, question, answer } of published) {
    walk.detail(`${number}  ${question}`)
    walk.detail(`   ${answer}`)
  }
  for (const who of ['buyer-author', 'procurement-officer']) mustShowJust(must(await (await walk.as(who)).get(path), 200), published)
  walk.detail('buyer and operator read the same: the asker is not shown to anybody')
}

async function askAndAnswer(walk: Walk, path: string, { question, answer, material }: ScriptedClarification): Promise<void> {
  const [supplier, author] = [await walk.as('bid-writer'), await walk.as('buyer-author')]
  const id = idOf(walk.step(await supplier.post(path, { question }), 201, 'A supplier asks'))
  const waiting = await author.get(`${path}/waiting`)
  mustShowJust(walk.step(waiting, 200, 'The buyer reads what waits for an answer, and not who asked'), [{ id, question }])
  walk.step(await author.post(`/clarifications/${id}/answer`, { question, answer, material }), 201, 'The buyer answers to all')
}

/** Stops the walk when a page lacks one of these questions, or says more of them than when: more could tell who asked. */
export function mustShowJust({ asked, body }: Answer, questions: readonly object[]): void {
  const items = body['items'] as Record<string, unknown>[]
  const said = items.map(({ askedOn: _askedOn, answeredAt: _answeredAt, ...rest }) => rest)
  if (isDeepStrictEqual({ ...body, items: said }, { items: questions, nextCursor: null })) return
  throw new Error(
    `${asked.who}, GET ${asked.path}: expected just the questions ${JSON.stringify(questions)}, was answered ${JSON.stringify(body)}`,
  )
}
