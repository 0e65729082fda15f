import type { Operator } from '../support/product.js'
import type { TestApp } from '../support/test-app.js'
import { KeptProcess } from './kept-process.js'

/** A web process of the product on the database of the test, without background work. */
export const startWeb = (operator: Operator, test: TestApp, more: Record<string, string> = {}): Promise<KeptProcess> =>
  KeptProcess.start(operator, 'main', { ...test.environment, RUN_WORKER: 'false', ...more })

/** For drivers that ask more often than any person. */
export const WITHOUT_LIMITS = {
  RATE_ANONYMOUS: '1000000',
  RATE_PERSON: '1000000',
  RATE_SIGN_IN: '1000000',
  RATE_SIGN_IN_ACCOUNT: '1000000',
}
