import { describe } from '@jest/globals'

import { QUEUE_LOSS } from './experiments/e3-queue-loss.js'
import { itHolds } from './support/short-version.js'

describe('E3, small', () => {
  itHolds(QUEUE_LOSS)
})
