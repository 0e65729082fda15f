import type { Page } from 'playwright-core'

import type { Player } from '../support/test-app.js'
import { type Browsing, ZOOMED } from './browsing.js'

/** More than any role sees of the world of the crawl; whoever comes here goes round in circles. */
const MOST_PAGES = 500

interface Anchor {
  words: string
  href: string
}

export interface Visit {
  path: string
  /** What is wrong with the page, in words. */
  faults: string[]
  text: string
}

/** The pages of the library, which are made in the same way and say the same to everybody: whoever is signed in sees the first of each kind. */
const SAME_FOR_ALL = /^\/guidelines\/.+\/(?:clauses|questions|rules)\//

/** Follows every link and every form that asks, from the start page, without script, on a screen of 320 pixels. Answers every page once. */
export async function crawl(browsing: Browsing, as: Player | undefined): Promise<Visit[]> {
  const page = await browsing.open({ as, width: ZOOMED.width, height: ZOOMED.height })
  const seen = new Set(['/'])
  const known = new Set<string | undefined>()
  const visits: Visit[] = []
  for (const path of seen) {
    const [kind] = SAME_FOR_ALL.exec(path) ?? []
    if (as !== undefined && known.has(kind)) continue
    if (kind !== undefined) known.add(kind)
    if (visits.length > MOST_PAGES) throw new Error(`The crawl does not end: ${[...seen].slice(-5).join(' ')}`)
    const { visit, leadsTo } = isPage(path) ? await visited(page, path) : await fetched(page, path)
    visits.push(visit)
    for (const next of leadsTo) seen.add(next)
  }
  return visits
}

/** What is no page is fetched, and nothing in it is followed. */
const isPage = (path: string): boolean => !/^\/(api|assets|\.well-known)\/|\/content$|\.(json|atom)$|\.atom\?/.test(path)

async function fetched(page: Page, path: string): Promise<{ visit: Visit; leadsTo: string[] }> {
  const answer = await page.request.get(path)
  return { visit: { path, faults: answer.ok() ? [] : [`is answered with ${answer.status()}`], text: '' }, leadsTo: [] }
}

async function visited(page: Page, path: string): Promise<{ visit: Visit; leadsTo: string[] }> {
  const answer = await page.goto(path)
  const anchors = await page.evaluate<Anchor[]>(
    `[...document.querySelectorAll('a[href]')].map(({ textContent, href }) => ({ words: textContent.replaceAll(/\\s+/g, ' ').trim(), href }))`,
  )
  const faults = [...statusFaults(answer?.status()), ...(await pageFaults(page, path)), ...wordFaults(anchors)]
  const origin = new URL(page.url()).origin
  const leadsTo = [...anchors.map(({ href }) => href), ...(await forms(page))]
    .map(href => new URL(href))
    .filter(address => address.origin === origin)
    .map(({ pathname, search }) => pathname + search)
  return { visit: { path, faults, text: await page.locator('body').innerText() }, leadsTo }
}

const statusFaults = (status: number | undefined): string[] => (status === 200 ? [] : [`is answered with ${status}`])

async function pageFaults(page: Page, path: string): Promise<string[]> {
  const faults: string[] = []
  const headings = await page.locator('h1').count()
  if (headings !== 1) faults.push(`has ${headings} first headings`)
  if (!/^.+ – AI Marketplace$/.test(await page.title())) faults.push(`has the title “${await page.title()}”`)
  // What stands in the navigation is reached from everywhere, whatever is chosen there.
  const ways = await page.locator(`.govuk-back-link, .govuk-service-navigation a[href="${path.split('?')[0]}"]`).count()
  if (path.split('/').length > 2 && ways === 0) faults.push('leads nowhere back')
  const width = await page.evaluate<number>('document.documentElement.scrollWidth')
  if (width > ZOOMED.width) faults.push(`is ${width} pixels wide`)
  return faults
}

/** Two links of one page that say the same lead to the same. */
function wordFaults(anchors: readonly Anchor[]): string[] {
  const targets = new Map<string, Set<string>>()
  for (const { words, href } of anchors) targets.set(words, (targets.get(words) ?? new Set()).add(href))
  return [...targets].filter(([, hrefs]) => hrefs.size > 1).map(([words, hrefs]) => `says “${words}” of ${[...hrefs].join(' and ')}`)
}

/** Where the forms that only ask lead, sent as they stand. */
const forms = (page: Page): Promise<string[]> =>
  page.evaluate(
    `[...document.querySelectorAll('form[method="get"]')].map(form => form.action + '?' + new URLSearchParams(new FormData(form)))`,
  )
