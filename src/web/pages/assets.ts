import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const FOLDER = join(import.meta.dirname, '../assets')
const YEAR_MS = 31_536_000_000

/** The files of the pages, as `npm run build` made them: in one folder that is named by the hash of them all. */
export const ASSETS = { address: `/assets/${builtFolder()}` }

function builtFolder(): string {
  const [built, ...more] = readdirSync(FOLDER).filter(name => /^[\da-f]{16}$/.test(name))
  if (built === undefined || more.length > 0) throw new Error('The files of the pages are not built. Run: npm run build')
  return built
}

/** Serves them, as they were compressed by the build, to be kept for ever: another content has another address. */
export async function serveAssets(fastify: FastifyInstance): Promise<void> {
  await fastify.register(fastifyStatic, {
    root: FOLDER,
    prefix: '/assets/',
    preCompressed: true,
    index: false,
    decorateReply: false,
    // A route for each file, and for nothing else: what was compressed is another form of it, and no file of its own.
    wildcard: false,
    globIgnore: ['**/*.{br,gz}'],
    immutable: true,
    maxAge: YEAR_MS,
  })
}
