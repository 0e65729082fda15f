import { setFlagsFromString } from 'node:v8'

/**
 * Imported first, keeps what a request leaves behind cheap to collect. V8 learns where in the code things live long, and then puts what is made
 * there among what is old, with all that hangs on it. Of a page's garbage it learnt wrongly, most likely while templates were compiled within
 * their first rendering: with this flag a seventeenth of it grows old (docs/performance.md).
 */
setFlagsFromString('--no-allocation-site-pretenuring')

/**
 * Collects what is old once the heap is a fifth larger than what lived after the last time. Left to itself V8 lets it become up to four times as
 * large where the machine has memory to spare, which is others' memory, and answers no faster for it (docs/performance.md).
 */
setFlagsFromString('--heap-growing-percent=20')
