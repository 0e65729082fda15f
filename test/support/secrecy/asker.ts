import { GuidelinesService } from '../../../src/modules/guidelines/guidelines.service.js'
import { type Answer, bearer, type HttpClient } from '../http-client.js'
import type { Newcomer, Player, TestApp } from '../test-app.js'
import { placeIn } from '../world.js'
import type { Asked, Things } from './every-request.js'

export type Somebody = Player | Newcomer | 'nobody'

/** What addresses name while a bid is secret. */
export async function thingsOf(test: TestApp, requirementId: string, bidId: string): Promise<Things> {
  const { guideline, edition, questionnaire, ruleSet } = test.app.get(GuidelinesService).current()
  const { agreementId } = await placeIn(test, 'PRACTICE')
  const byName = {
    requirements: requirementId,
    bids: bidId,
    agreements: agreementId,
    guidelines: guideline,
    edition,
    questionnaires: questionnaire,
    'rule-sets': ruleSet,
    diff: ruleSet,
    receipts: '1',
    versions: '1',
    acknowledgements: 'SR-31',
  }
  return { byName, secret: bidId }
}

/** Sends a request as somebody; one that would change something with an empty body, and as if nothing had changed before. */
export function ask(client: HttpClient, test: TestApp, who: Somebody, { method, path }: Asked): Promise<Answer> {
  const signedIn = who === 'nobody' ? {} : bearer(String(test.tokens.get(who)))
  return method === 'GET' ? client.ask(method, path, signedIn) : client.ask(method, path, { ...signedIn, 'If-Match': '"1"' }, {})
}

export const metricsOf = async (metricsPort: number): Promise<string> => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
