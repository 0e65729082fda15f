import { expect, it } from '@jest/globals'

import { FUZZ } from './experiments/fuzz/fuzz.js'

it('whatever is sent, the API answers as documented, never breaks, and tells nobody what is another’s (a short run)', async () => {
  const { failures } = await FUZZ.run({ seed: 1, scale: 0.002, say: line => process.stderr.write(`${line}\n`) })
  expect(failures).toEqual([])
})
