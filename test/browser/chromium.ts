import { mkdir } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

import packed from '@sparticuz/chromium'

/** Where the workers of a run find the browser. */
export const BROWSER_VARIABLE = 'MARKETPLACE_TEST_BROWSER'

/** Unpacks the browser that came with npm, once for each user: its folder is closed to others. Answers where it is. */
export async function unpackBrowser(): Promise<string> {
  const folder = join(tmpdir(), `ai-marketplace-browser-${userInfo().uid}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    return await packed.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}
