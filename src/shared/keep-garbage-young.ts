import { setFlagsFromString } from 'node:v8'

/**
 * Imported first, keeps what a request leaves behind cheap to collect. V8 learns while a process starts where in the code things live long, and
 * from then on puts what is made there among what is old. Templates are compiled within their first rendering, so that it took the variables of
 * every later one for old, and moved all that hangs on them there too: a sixth of the time of a page, and twice the memory (docs/performance.md).
 */
setFlagsFromString('--no-allocation-site-pretenuring')
