import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

import { compile } from 'sass'

/** Where the server looks for them. */
const BUILT = join(import.meta.dirname, 'dist/src/web/assets')
const SOURCES = join(import.meta.dirname, 'src/web/assets')
const GOVUK = join(import.meta.dirname, 'node_modules/govuk-frontend/dist/govuk')

const files = {
  'main.css': Buffer.from(
    compile(join(SOURCES, 'main.scss'), { loadPaths: [join(import.meta.dirname, 'node_modules')], style: 'compressed' }).css,
  ),
  'main.js': readFileSync(join(SOURCES, 'main.js')),
  'audit-keys.js': readFileSync(join(SOURCES, 'audit-keys.js')),
  'autosave.js': readFileSync(join(SOURCES, 'autosave.js')),
  'live-tier.js': readFileSync(join(SOURCES, 'live-tier.js')),
  'countdown.js': readFileSync(join(SOURCES, 'countdown.js')),
  'upload.js': readFileSync(join(SOURCES, 'upload.js')),
  'keep-in-sight.js': readFileSync(join(SOURCES, 'keep-in-sight.js')),
  'watch.js': readFileSync(join(SOURCES, 'watch.js')),
  'ethics-section.js': readFileSync(join(SOURCES, 'ethics-section.js')),
  'govuk-frontend.min.js': readFileSync(join(GOVUK, 'govuk-frontend.min.js')),
  'favicon.svg': readFileSync(join(SOURCES, 'favicon.svg')),
}

// One hash of them all stands in their address, so that they find each other and a browser may keep them for ever.
const hash = createHash('sha256')
for (const [name, content] of Object.entries(files)) hash.update(`${name} ${content.length}\n`).update(content)
const folder = join(BUILT, hash.digest('hex').slice(0, 16))

rmSync(BUILT, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const [name, content] of Object.entries(files)) {
  writeFileSync(join(folder, name), content)
  writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }))
  writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
}
