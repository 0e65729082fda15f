import { acceptTheRest, aLowAudit, judge } from '../support/auditing.js'
import { hire } from '../support/people.js'
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
    return null
  },
  states: [
    { route: 'GET /supplier', state: 'nothing yet', as: 'new-bid-writer', show: page => page.goto('/supplier') },
    { route: 'GET /supplier', state: 'queries and problems', as: 'bid-writer', show: page => page.goto('/supplier') },
  ],
}
