import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'

import { TestApp } from '../support/test-app.js'
import { anOpenRequirement, aPublicRequirement, inSeconds, placeIn } from '../support/world.js'
import { Browsing } from './browsing.js'

const DAY = 86_400

interface Feed {
  broken: number
  root: string
  lacking: string[]
  titles: string[]
  links: string[]
}

/** Fetches the feed that the page names, and reads it by the browser's parser of XML. */
const READ_FEED = `(async () => {
  const named = document.querySelector('link[type="application/atom+xml"]').href
  const feed = new DOMParser().parseFromString(await (await fetch(named)).text(), 'application/xml')
  const children = (of, name) => [...of.children].filter(each => each.localName === name)
  const entries = children(feed.documentElement, 'entry')
  const lacksOf = (of, names) => names.filter(name => children(of, name).length !== 1 || (children(of, name)[0].textContent.trim() === '' && name !== 'link'))
  const moments = [...feed.querySelectorAll('updated, published')].filter(({ textContent }) => Number.isNaN(Date.parse(textContent)))
  return {
    broken: feed.querySelectorAll('parsererror').length,
    root: feed.documentElement.namespaceURI + ' ' + feed.documentElement.localName,
    lacking: [
      ...lacksOf(feed.documentElement, ['id', 'title', 'updated']),
      ...entries.flatMap(each => lacksOf(each, ['id', 'title', 'updated', 'published', 'author', 'summary', 'link'])),
      ...moments.map(({ textContent }) => textContent),
    ],
    titles: entries.map(each => children(each, 'title')[0].textContent),
    links: [...feed.querySelectorAll('link')].map(each => each.getAttribute('href')),
  }
})()`

/** The way of somebody who knows nothing of this market to an opportunity and what it asks. */
describe('Somebody without an account', () => {
  let test: TestApp
  let browsing: Browsing
  const ids: string[] = []

  beforeAll(async () => {
    test = await TestApp.start()
    const { agreementId, categoryId } = await placeIn(test, 'AI-DPS-1')
    for (const title of ['Finding street lamps that fail', 'Counting owls at night'])
      ids.push(
        await anOpenRequirement(test, {
          agreementId,
          categoryIds: [categoryId],
          title,
          submissionDeadline: await inSeconds(test, 14 * DAY),
        }),
      )
    browsing = await Browsing.start(test)
  })
  afterEach(() => browsing.close())
  afterAll(async () => {
    await browsing.stop()
    await test.stop()
  })

  it('finds an opportunity by a misspelt word and reads what a bid is held to, without script', async () => {
    const page = await browsing.open({ script: false })
    await page.goto('/')
    await page.getByLabel('Search for what public bodies need').fill('stret lmaps')
    await page.getByRole('button', { name: 'Search' }).click()
    expect(await page.getByText('What you see was found by').innerText()).toContain('street lamps')
    expect(await page.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(['Finding street lamps that fail'])
    await page.getByRole('link', { name: 'Finding street lamps that fail' }).click()
    expect(await page.locator('[data-countdown]').innerText()).toMatch(
      /13 days and 23 hours left\s+It was .+\((GMT|BST)\) by the clock of the marketplace/,
    )
    await page.getByRole('link', { name: 'See the questions and the rules' }).click()
    expect(await page.getByRole('heading', { name: 'What can keep a bid from being sent' }).count()).toBe(1)
    await page.getByRole('link', { name: 'Back', exact: true }).click()
    expect(new URL(page.url()).pathname).toBe(`/opportunities/${ids[0]}`)
  })

  it('keeps a search in its address, and is told what to do where it finds nothing', async () => {
    const page = await browsing.open({ script: false })
    await page.goto('/opportunities')
    await page.getByLabel('Search', { exact: true }).fill('zeppelin')
    await page.getByLabel('Order').selectOption('newest')
    await page.getByRole('button', { name: 'Search' }).click()
    expect(page.url()).toContain('q=zeppelin')
    await page.getByText('Nothing fits this search.').waitFor()
    await page.getByRole('link', { name: 'Start again without a search' }).click()
    expect(await page.getByRole('heading', { level: 3 }).count()).toBe(2)
  })

  it('sees the time that is left go on, with script', async () => {
    const page = await browsing.open({ script: true })
    await page.goto(`/opportunities/${ids[1]}`)
    const left = page.locator('[data-countdown-left]')
    const first = await left.innerText()
    expect(first).toMatch(/^13 days, 23 hours, \d+ minutes? and \d+ seconds? left$/)
    await page.getByText(first, { exact: true }).waitFor({ state: 'detached' })
  })

  it('follows a search in a feed that a parser of XML reads as Atom, whatever its buyers wrote', async () => {
    const { agreementId, categoryId } = await placeIn(test, 'AI-DPS-1')
    const title = 'Lamps & <bridges> ]]> "at night"'
    await anOpenRequirement(test, {
      agreementId,
      categoryIds: [categoryId],
      title: `${title}\u0008`,
      submissionDeadline: await inSeconds(test, 14 * DAY),
    })
    const page = await browsing.open({ script: true })
    await page.goto('/opportunities?q=lamps')
    const found = await page.evaluate<Feed>(READ_FEED)
    expect(found.broken).toBe(0)
    expect(found.root).toBe('http://www.w3.org/2005/Atom feed')
    // RFC 4287, 4.1.1 and 4.1.2: exactly one of each; an author and a summary stand in every entry.
    expect(found.lacking).toEqual([])
    expect(found.titles).toEqual([title, 'Finding street lamps that fail'])
    expect(found.links.every(link => link.startsWith(test.config.publicUrl))).toBe(true)
  })

  it('leafs through a long list and back to its beginning, in the same order, without script', async () => {
    for (let place = 0; place < 26; place += 1) await aPublicRequirement(test)
    const page = await browsing.open()
    await page.goto('/opportunities?sort=newest')
    const first = (): Promise<string | null> => page.locator('h3 a').first().getAttribute('href')
    const newest = await first()
    await page.getByRole('link', { name: 'More opportunities' }).click()
    await page.waitForURL(/after=/)
    expect(await first()).not.toBe(newest)
    await page.getByRole('link', { name: 'Back to the beginning of the list' }).click()
    await page.waitForURL(url => url.search === '?sort=newest')
    expect(await first()).toBe(newest)
  })
})
