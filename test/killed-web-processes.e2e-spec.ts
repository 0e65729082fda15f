import { describe } from '@jest/globals'

import { KILL_AT_THE_SURGE } from './experiments/e1-kill-at-the-surge.js'
import { itHolds } from './support/short-version.js'

describe('E1, small', () => {
  itHolds(KILL_AT_THE_SURGE)
})
