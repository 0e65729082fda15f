import { acceptTheRest, aLowAudit, judge } from '../support/auditing.js'
import { hire } from '../support/people.js'
import { act, aWaiting, claim, inWorkingDays, look, noInterestIn, productOf, supplierOf } from '../support/deciding.js'
import { aNoticedMember } from '../support/standing.js'
import { anOpenRequirement, invitationsWritten } from '../support/world.js'
import { LONG } from './long-text.js'
import type { StateTable } from './state-table.js'

/** The dashboard of a supplier that was asked about an answer, and of one that has done nothing yet. */
export const SUPPLIER_PAGES: StateTable<null> = {
  options: { working: true },
  prepare: async test => {
    await hire(test, 'new-bid-writer', 'Fourth Example Supplier', 'bid-writer')
    const { auditId, requirementId } = await aLowAudit(test)
    await acceptTheRest(test, auditId)
    await judge(test, auditId, { questionId: 'Q906', finding: 'queried', reason: 'Who confirms that the copies are deleted?' })
    await test.api('bid-writer').post(`/requirements/${requirementId}/problem-reports`).send({ text: LONG }).expect(201)
    await invitationsWritten(test, await anOpenRequirement(test))
    await noInterestIn(test, await supplierOf(test), 'procurement-officer')
    await productOf(test)
    const application = await aWaiting(test)
    await claim(test, application).expect(200)
    const asked = { text: 'Which of the references is for work of this kind?', question: 'L501', replyBy: await inWorkingDays(test, 3) }
    await act(test, application, 'ask', (await look(test, application)).etag, asked).expect(200)
    await aNoticedMember(test)
    return null
  },
  states: [
    { route: 'GET /supplier', state: 'nothing yet', as: 'new-bid-writer', show: page => page.goto('/supplier') },
    { route: 'GET /supplier', state: 'queries and problems', as: 'bid-writer', show: page => page.goto('/supplier') },
    {
      route: 'GET /supplier',
      state: 'replies and invitations',
      as: 'bid-writer',
      show: async page => {
        await page.goto('/supplier')
        await page.getByRole('link', { name: 'A question about your application' }).waitFor()
        await page.getByRole('link', { name: 'A notice that you may be removed' }).waitFor()
        await page.getByRole('link', { name: 'Answer the invitation to' }).first().waitFor()
      },
    },
  ],
}
