import { describe } from '@jest/globals'

import { DUPLICATE_DELIVERY } from './experiments/e4-duplicate-delivery.js'
import { itHolds } from './support/short-version.js'

describe('E4, small', () => {
  itHolds(DUPLICATE_DELIVERY)
})
