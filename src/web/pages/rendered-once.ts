import { serialize } from 'node:v8'

import { LruMap } from 'toad-cache'

import { sha256 } from '../../shared/canonical.js'
import { render } from './templates.js'

/** A page or feed as it goes out, with the tag that tells it from every other. */
export interface Rendered {
  bytes: Buffer
  etag: string
}

/** Own figure: the start page, the lists and what is asked for most; some 30 kB each. */
const MOST_KEPT = 100

const kept = new LruMap<Rendered>(MOST_KEPT)

/**
 * Renders a page, or finds it where the same view was rendered with the same data not long ago (docs/adr/0035): a view prints its data and
 * nothing else. A page with a form is rendered each time, as its key is for one showing.
 */
export function renderedOnce(view: string, data: object, page: { key: string }): Rendered {
  const { key, ...shell } = page
  const name = hashOf(serialize([view, data, shell]))
  const before = kept.get(name)
  if (before !== undefined) return before
  const rendered = tagged(render(view, { ...data, page }))
  if (!rendered.bytes.includes(key)) kept.set(name, rendered)
  return rendered
}

export function tagged(text: string): Rendered {
  const bytes = Buffer.from(text)
  return { bytes, etag: `W/"${hashOf(bytes)}"` }
}

const hashOf = (bytes: Buffer): string => sha256(bytes).toString('base64url')
