import type { TestApp } from '../../support/test-app.js'
import { instantOf, type Micros } from './market-clock.js'

const LATE = ['deadline-passed', 'requirement-not-open']

/** Has the buyer move the deadline; false where the clock had reached it, read when the requirement was held. */
export async function extendDeadline(test: TestApp, requirementId: string, to: Micros): Promise<boolean> {
  const { status, body } = await test
    .api('buyer-author')
    .post(`/requirements/${requirementId}/extend`)
    .send({ submissionDeadline: instantOf(to), reason: 'The marketplace was slow.' })
  const { code } = body as { code?: string }
  if (status === 200 || (status === 409 && LATE.includes(String(code)))) return status === 200
  throw new Error(`An extension was answered ${status} ${String(code)}.`)
}
