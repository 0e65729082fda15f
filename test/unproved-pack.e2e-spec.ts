import { cp, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { Operator } from './support/product.js'

const BUILT = fileURLToPath(new URL('..', import.meta.url))
const RULES = 'src/modules/guidelines/packs/ai-procurement/2020-06-08/rules/completeness-and-form.json'

describe('A start with a pack whose rules do not do what its cases say', () => {
  const operator = new Operator()
  let copy: string

  beforeAll(async () => {
    copy = await operator.aFolder()
    await cp(join(BUILT, 'src'), join(copy, 'dist/src'), { recursive: true })
    await cp(join(BUILT, 'migrations'), join(copy, 'dist/migrations'), { recursive: true })
    for (const beside of ['node_modules', 'package.json']) await symlink(join(BUILT, '..', beside), join(copy, beside))
    const rules = await readFile(join(copy, 'dist', RULES), 'utf8')
    await writeFile(join(copy, 'dist', RULES), rules.replace(/"fires": "[^"]+"/, '"fires": "no such case"'))
  })
  afterAll(() => operator.putAway())

  it('is refused, and names the case', async () => {
    const started = operator.runScript(pathToFileURL(join(copy, 'dist/src/main.js')), { DATA_DIR: await operator.aFolder(), PORT: '0' })
    const { code } = await started.ended
    expect(code).toBeGreaterThan(0)
    expect(started.out + started.errors).toContain('there is no case “no such case”')
  })
})
