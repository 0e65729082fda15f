import { describe } from '@jest/globals'

import { POSTGRES_CRASH } from './experiments/e2-postgres-crash.js'
import { itHolds } from './support/short-version.js'

describe('E2, small', () => {
  itHolds(POSTGRES_CRASH)
})
