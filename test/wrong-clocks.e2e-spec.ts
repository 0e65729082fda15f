import { describe } from '@jest/globals'

import { CLOCK_SKEW } from './experiments/e7-clock-skew.js'
import { itHolds } from './support/short-version.js'

describe('E7, small', () => {
  itHolds(CLOCK_SKEW)
})
