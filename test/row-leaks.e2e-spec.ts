import { describe } from '@jest/globals'

import { ROW_LEAKS } from './experiments/e19-row-leaks.js'
import { itHolds } from './support/short-version.js'

describe('Row-level security (E19, a short run)', () => {
  itHolds(ROW_LEAKS)
})
