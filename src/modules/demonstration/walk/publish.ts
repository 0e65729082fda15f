import type { WorkedCase } from '../cases/worked-case.js'
import type { ApiClient } from './api-client.js'
import { idOf, type Walk } from './walk.js'

/** When a competition ends; the same for all walks, so that they wait together. */
export interface Deadlines {
  clarificationDeadline: string
  submissionDeadline: string
  awardDate: string
}

/** From a draft to an open requirement; answers its id. */
export async function publishRequirement(walk: Walk, worked: WorkedCase, deadlines: Deadlines): Promise<string> {
  walk.chapter('The buyer writes down what it needs')
  const [author, approver] = [await walk.as('buyer-author'), await walk.as('buyer-approver')]
  const content = { ...worked.requirement, ...(await practicePlace(author, worked.category)), ...deadlines }
  const id = idOf(walk.step(await author.post('/requirements', content), 201, 'A buyer drafts a requirement'))
  const ready = await author.post(`/requirements/${id}/readiness-check`)
  const { tier, gates, outcome } = walk.step(ready, 200, 'The readiness check applies the buyer’s own duties').body
  walk.detail(`tier ${String(tier)}${(gates as string[]).map(gate => ` ${gate}`).join('')}, outcome ${String(outcome)}`)
  const waiting = walk.step(await author.post(`/requirements/${id}/submit-for-approval`), 200, 'The draft is frozen for approval')
  const approved = await approver.post(`/requirements/${id}/approve`, undefined, waiting.etag)
  walk.step(approved, 200, 'Another person approves exactly what was read')
  const open = walk.step(await author.post(`/requirements/${id}/publish`), 200, 'The requirement is published and the members are invited')
  walk.detail(`open until ${String(open.body['submissionDeadline'])}`)
  return id
}

interface Agreement {
  id: string
  practice: boolean
  categories: { id: string; code: string }[]
}

/** Where a whole competition fits into a minute. */
async function practicePlace(author: ApiClient, code: string): Promise<{ agreementId: string; categoryIds: string[] }> {
  const { body } = await author.get('/agreements')
  const practice = (body['items'] as Agreement[]).find(agreement => agreement.practice)
  const category = practice?.categories.find(each => each.code === code)
  if (practice === undefined || category === undefined)
    throw new Error('There is no Practice agreement here. The demonstration data is needed.')
  return { agreementId: practice.id, categoryIds: [category.id] }
}
