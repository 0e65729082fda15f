import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'

import { loadConfig } from './config.js'
import { withMasterKey } from './keep-master-key.js'

describe('withMasterKey', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-marketplace-key-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const keyIn = async (dataDir: string): Promise<string> =>
    (await withMasterKey(loadConfig({ DATA_DIR: dataDir }))).masterKey.export().toString('hex')

  it('makes a key once, for this account only, and finds it again', async () => {
    const data = join(folder, 'not', 'there', 'yet')
    const made = await keyIn(data)
    expect(await keyIn(data)).toBe(made)
    expect((await stat(join(data, 'master-key'))).mode & 0o777).toBe(0o600)
    expect(await readdir(data)).toEqual(['master-key'])
    expect(await keyIn(folder)).not.toBe(made)
  })

  it('gives one key to all that start at once', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => keyIn(folder)))
    expect(new Set(keys).size).toBe(1)
    expect(await readdir(folder)).toEqual(['master-key'])
  })

  it('takes the given key and leaves the folder alone', async () => {
    const MASTER_KEY = '4b8d0f6e21c97a35d2e8107f9cb364a85b1ef2937dc04a6689d1350eaf72cb1d'
    const { masterKey } = await withMasterKey(loadConfig({ DATA_DIR: folder, MASTER_KEY }))
    expect(masterKey.export().toString('hex')).toBe(MASTER_KEY)
    expect(await readdir(folder)).toEqual([])
  })

  it.each(['', 'x', '0'.repeat(64)])('refuses to go on with %j in the file, and keeps it', async text => {
    await writeFile(join(folder, 'master-key'), text)
    await expect(keyIn(folder)).rejects.toThrow(/master-key does not hold a master key any more\. Put the file back/)
    expect(await readdir(folder)).toEqual(['master-key'])
  })

  it('says what is wrong with a folder it may not write', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(keyIn(join(folder, 'file'))).rejects.toThrow(/ENOTDIR|EEXIST/)
  })
})
