import { describe, expect, it } from '@jest/globals'

import type { Answer } from '../../guidelines/domain/answers.js'
import { mergeSection } from './section-merge.js'
import { fingerprint } from './typed-answers.js'

const [A, B, C]: [Answer, Answer, Answer] = [{ text: 'a' }, { text: 'b' }, { text: 'c' }]

/** What comes of one answer that was shown, typed, and is saved by now. */
const merged = (shown: Answer | null, typed: Answer | null, saved: Answer | null) =>
  mergeSection({ answers: { Q: typed }, was: { Q: fingerprint(shown) } }, saved === null ? {} : { Q: saved })

describe('An answer that one person typed', () => {
  it.each<[string, Answer | null, Answer | null, Answer | null, object, string[]]>([
    ['is saved when nobody else touched it', A, B, A, { Q: B }, []],
    ['is saved as the first', null, B, null, { Q: B }, []],
    ['is deleted when it was emptied', A, null, A, { Q: null }, []],
    ['is left alone when they did not touch it', A, A, B, {}, []],
    ['is left deleted when they did not touch it', A, A, null, {}, []],
    ['is nothing to save when both wrote the same', A, B, B, {}, []],
    ['clashes when both wrote something else', A, B, C, {}, ['Q']],
    ['clashes when one wrote and the other deleted', A, B, null, {}, ['Q']],
    ['clashes when one emptied and the other wrote', A, null, B, {}, ['Q']],
  ])('%s', (_what, shown, typed, saved, changes, clashes) => {
    expect(merged(shown, typed, saved)).toEqual({ changes, clashes })
  })

  it('clashes rather than wins where the form does not say what was shown', () => {
    expect(mergeSection({ answers: { Q: A }, was: {} }, { Q: B })).toEqual({ changes: {}, clashes: ['Q'] })
  })
})
