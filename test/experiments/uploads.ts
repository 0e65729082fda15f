import setUp from '../support/global-setup.js'
import tearDown from '../support/global-teardown.js'
import { TestApp } from '../support/test-app.js'
import { anOpenRequirement, aWorkingCopy } from '../support/world.js'
import type { Experiment, Outcome, Setting } from './experiment.js'
import { hostileUploads, type Tried, tryUpload } from './hostile-uploads.js'

const FLOOD_BYTES = 5_000_000_000
const LEAST_FLOOD_BYTES = 50_000_000

/** E10: uploads that are too large, broken, or not what they say. */
export const UPLOADS: Experiment = {
  id: 'UPLOADS',
  promise:
    'An upload is taken whole or leaves nothing behind; the server reads no more than the limit and 1 MB of it, and grows by less than 100 MB.',
  async run(setting) {
    await setUp()
    try {
      const test = await TestApp.start()
      try {
        return await tryAll(test, setting)
      } finally {
        await test.stop()
      }
    } finally {
      await tearDown()
    }
  },
}

async function tryAll(test: TestApp, { scale, say }: Setting): Promise<Outcome> {
  const limit = test.config.evidence.mostBytes
  const flood = Math.max(LEAST_FLOOD_BYTES, Math.round(FLOOD_BYTES * scale))
  const bidId = await aWorkingCopy(test, await anOpenRequirement(test, { closesIn: 86_400 }))
  const tried: Tried[] = []
  for (const upload of hostileUploads(limit, flood)) {
    say(upload.what)
    tried.push(await tryUpload(test, bidId, upload))
  }
  return {
    figures: [
      ['kinds of uploads', String(tried.length)],
      ['largest file that is taken, bytes', String(limit)],
      ['flood, bytes', String(flood)],
      ['most read of one upload, bytes', String(Math.max(...tried.map(({ read }) => read)))],
      ['most growth during one upload, bytes', String(Math.max(...tried.map(({ grownBytes }) => grownBytes)))],
    ],
    failures: tried.flatMap(({ failures }) => failures),
  }
}
