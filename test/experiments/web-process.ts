import type { Operator } from '../support/product.js'
import type { TestApp } from '../support/test-app.js'
import { KeptProcess } from './kept-process.js'

/** A web process of the product on the database of the test, without background work. */
export const startWeb = (operator: Operator, test: TestApp, more: Record<string, string> = {}): Promise<KeptProcess> =>
  KeptProcess.start(operator, 'main', { ...test.environment, RUN_WORKER: 'false', ...more })
