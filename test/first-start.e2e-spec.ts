import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

import { afterAll, describe, expect, it } from '@jest/globals'

import { verifyLogNow } from '../src/modules/audit/verify-log.js'
import { loadConfig } from '../src/shared/config.js'
import { withDataSource } from '../src/shared/database/data-source.js'
import { findFreePort } from '../src/shared/database/embedded/free-port.js'
import { withMasterKey } from '../src/shared/keep-master-key.js'
import { asOwner } from './support/cluster.js'
import { inventoryOf, WHOLE_DEMONSTRATION } from './support/demonstration.js'
import { Operator, ownerUrlIn, READY, servesIn } from './support/product.js'

const KILLS = 6
/** Node has loaded the program after about so long, and a first start is busy for about so long after that. */
const [LOADED_MS, BUSY_MS] = [700, 2_500]

const operator = new Operator()
afterAll(() => operator.putAway())

describe('A first start', () => {
  it('that finds its port taken says so, and leaves no server behind', async () => {
    const folder = await operator.aFolder()
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as { port: number }
    const running = operator.run('main', { DATA_DIR: folder, PORT: String(port) })
    expect(await running.ended).toEqual({ code: 1, signal: null })
    taken.close()
    expect(running.errors).toContain(
      `EADDRINUSE: address already in use 127.0.0.1:${port}. Something else listens there: stop it, or set PORT`,
    )
    expect(running.errors).not.toMatch(/^\s+at /m)
    expect(await servesIn(folder)).toBe(false)
  })

  it('may be killed again and again at any moment, and still ends with the whole demonstration, once', async () => {
    const folder = await operator.aFolder()
    const moments = Array.from({ length: KILLS }, () => LOADED_MS + Math.floor(Math.random() * BUSY_MS))
    const port = String(await findFreePort())
    for (const moment of moments) {
      const running = operator.run('main', { DATA_DIR: folder, PORT: port })
      await pause(moment)
      await running.kill('SIGKILL')
    }
    const product = operator.run('main', { DATA_DIR: folder, PORT: port })
    await product.says(READY)
    const keys = await withMasterKey(loadConfig({ NODE_ENV: 'test', DATA_DIR: folder }))
    const inventory = await asOwner(await ownerUrlIn(folder), client =>
      inventoryOf(async sql => (await client.query(sql)).rows as never[], keys),
    )
    expect({ moments, ...inventory }).toEqual({ moments, ...WHOLE_DEMONSTRATION })
    const heads = await withDataSource(await ownerUrlIn(folder), source => verifyLogNow(source))
    expect({ moments, faults: heads.faults }).toEqual({ moments, faults: [] })
    expect(await product.kill('SIGTERM')).toEqual({ code: 0, signal: null })
  })
})
