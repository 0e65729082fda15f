import { FUZZ } from './experiments/fuzz/fuzz.js'
import { itHolds } from './support/short-version.js'

itHolds(FUZZ)
