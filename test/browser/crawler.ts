import { type HTMLElement, parse } from 'node-html-parser'
import type { Page } from 'playwright-core'

import { askingForms } from '../support/page-forms.js'
import type { Player } from '../support/test-app.js'
import { type Browsing, ZOOMED } from './browsing.js'

/** More than any role sees of the world of the crawl; whoever comes here goes round in circles. */
const MOST_PAGES = 800

/** As many pages of each kind are laid out in the browser; all are read. */
const LAID_OUT = 2

interface Anchor {
  words: string
  href: URL
}

export interface Visit {
  path: string
  /** What is wrong with the page, in words. */
  faults: string[]
  text: string
}

/** The pages of the library, which are made in the same way and say the same to everybody: whoever is signed in sees the first of each kind. */
const SAME_FOR_ALL = /^\/guidelines\/.+\/(?:clauses|questions|rules)\//

/** Makes addresses of one kind alike: an id of any sort stands as a star, and what is asked for is left out. */
const kindOf = (path: string): string =>
  path
    .replace(/\?.*/, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '*')
    .replaceAll(/\/[A-Z]*-?\d[\w.-]*/g, '/*')

/**
 * Follows every link and every form that asks, from the start page, with the cookies of a browser without script, and lays the first pages of each
 * kind out on its screen of 320 pixels. Answers every page once.
 */
export async function crawl(browsing: Browsing, as: Player | undefined): Promise<Visit[]> {
  const page = await browsing.open({ as, width: ZOOMED.width, height: ZOOMED.height })
  const seen = new Set(['/'])
  const known = new Map<string, number>()
  const visits: Visit[] = []
  for (const path of seen) {
    const kind = kindOf(path)
    const before = known.get(kind) ?? 0
    known.set(kind, before + 1)
    if (before > 0 && as !== undefined && SAME_FOR_ALL.test(path)) continue
    if (visits.length > MOST_PAGES) throw new Error(`The crawl does not end: ${[...seen].slice(-5).join(' ')}`)
    const { visit, leadsTo } = await visited(page, path)
    if (isPage(path) && before < LAID_OUT) visit.faults.push(...(await layoutFaults(page, path)))
    visits.push(visit)
    for (const next of leadsTo) seen.add(next)
  }
  return visits
}

/** In what is no page nothing is followed. */
const isPage = (path: string): boolean => !/^\/(api|assets|\.well-known)\/|\/content$|\/csv$|\.(json|atom)$|\.atom\?/.test(path)

async function visited(page: Page, path: string): Promise<{ visit: Visit; leadsTo: string[] }> {
  const answer = await page.request.get(path)
  const faults = answer.status() === 200 ? [] : [`is answered with ${answer.status()}`]
  if (!isPage(path)) return { visit: { path, faults, text: '' }, leadsTo: [] }
  const document = parse(await answer.text())
  const base = new URL(answer.url())
  const anchors = document
    .querySelectorAll('a[href]')
    .map(anchor => ({ words: wordsOf(anchor), href: new URL(anchor.getAttribute('href') ?? '', base) }))
  faults.push(...pageFaults(document, path), ...wordFaults(anchors))
  const leadsTo = [...anchors.map(({ href }) => href), ...askingForms(document).map(address => new URL(address, base))]
    .filter(address => address.origin === base.origin)
    .map(({ pathname, search }) => pathname + search)
  return { visit: { path, faults, text: document.text }, leadsTo }
}

const wordsOf = ({ text }: HTMLElement): string => text.replaceAll(/\s+/g, ' ').trim()

function pageFaults(document: HTMLElement, path: string): string[] {
  const faults: string[] = []
  const headings = document.querySelectorAll('h1').length
  if (headings !== 1) faults.push(`has ${headings} first headings`)
  const title = document.querySelector('title')?.text ?? ''
  if (!/^.+ – AI Marketplace$/.test(title.trim())) faults.push(`has the title “${title}”`)
  // What stands in the navigation is reached from everywhere, whatever is chosen there.
  const ways = document.querySelectorAll(`.govuk-back-link, .govuk-service-navigation a[href="${path.split('?')[0]}"]`).length
  if (path.split('/').length > 2 && ways === 0) faults.push('leads nowhere back')
  return faults
}

async function layoutFaults(page: Page, path: string): Promise<string[]> {
  await page.goto(path)
  const width = await page.evaluate<number>('document.documentElement.scrollWidth')
  return width > ZOOMED.width ? [`is ${width} pixels wide`] : []
}

/** Two links of one page that say the same lead to the same. */
function wordFaults(anchors: readonly Anchor[]): string[] {
  const targets = new Map<string, Set<string>>()
  for (const { words, href } of anchors) targets.set(words, (targets.get(words) ?? new Set()).add(href.href))
  return [...targets].filter(([, hrefs]) => hrefs.size > 1).map(([words, hrefs]) => `says “${words}” of ${[...hrefs].join(' and ')}`)
}
