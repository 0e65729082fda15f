import { describe } from '@jest/globals'

import { OPENING_FAILURES } from './experiments/opening-failures/e14-opening-failures.js'
import { SECRECY_SWEEP } from './experiments/secrecy-sweep/e13-secrecy-sweep.js'
import { TAMPER_DRILLS } from './experiments/tamper-drills/e12-tamper-drills.js'
import { itHolds } from './support/short-version.js'

describe('Sealed bids (E12, E13 and E14, short runs)', () => {
  itHolds(TAMPER_DRILLS)
  itHolds(SECRECY_SWEEP)
  itHolds(OPENING_FAILURES)
})
