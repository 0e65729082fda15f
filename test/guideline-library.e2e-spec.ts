import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { GuidelinesService } from '../src/modules/guidelines/guidelines.service.js'
import { TestApp } from './support/test-app.js'

const EDITION = '/guidelines/ai-procurement/2020-06-08'

const hrefsIn = (html: string): string[] => [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href)

describe('The guideline library', () => {
  let test: TestApp
  const pages = new Map<string, string>()

  beforeAll(async () => {
    test = await TestApp.start()
    await readOn(EDITION)
  })
  afterAll(() => test.stop())

  const read = async (url: string) => test.app.inject({ url })

  /** Reads a page and every page of the edition that a link on it leads to. */
  async function readOn(path: string): Promise<void> {
    if (pages.has(path)) return
    const { statusCode, body } = await read(path)
    expect([path, statusCode]).toEqual([path, 200])
    pages.set(path, body)
    for (const href of hrefsIn(body).filter(each => each.startsWith(EDITION))) await readOn(href.replace(/#.*/, ''))
  }

  it('leads from its contents to every clause, section and rule', () => {
    const { clauses, sections, supplierRules, buyerRules } = test.app.get(GuidelinesService).book('ai-procurement', '2020-06-08')
    const wanted = [
      ...clauses.map(({ id }) => `${EDITION}/clauses/${id}`),
      ...sections.map(({ id }) => `${EDITION}/questions/${id}`),
      ...[...supplierRules, ...buyerRules].map(({ id }) => `${EDITION}/rules/${id}`),
    ]
    expect(wanted.length).toBeGreaterThan(100)
    expect(wanted.filter(path => !pages.has(path))).toEqual([])
  })

  it('has no link to a place that is not there', () => {
    const places = [...pages].flatMap(([path, html]) => [path, ...[...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => `${path}#${id}`)])
    const known = new Set(places)
    const dead = [...pages].flatMap(([path, html]) =>
      hrefsIn(html)
        .map(href => (href.startsWith('#') ? path + href : href))
        .filter(href => href.startsWith(EDITION) && !known.has(href))
        .map(href => `${path}: ${href}`),
    )
    expect(dead).toEqual([])
  })

  it('tells of every question its help, and has words for all that rules ask', () => {
    const { questions } = test.app.get(GuidelinesService).book('ai-procurement', '2020-06-08')
    const all = [...pages.values()].join('\n')
    const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('"', '&quot;')
    const untold = questions.filter(({ help }) => ![help.whyWeAsk, help.whatGoodLooksLike].every(text => all.includes(escaped(text))))
    expect(untold.map(({ id }) => id)).toEqual([])
    // The words for an operator that nobody has put into English yet.
    expect(all).not.toMatch(/is found by “|what is read/)
    expect(all).not.toMatch(/\[object Object\]|undefined/)
  })

  it.each([
    ['/guidelines/ai-procurement/2020-06-09'],
    ['/guidelines/other/2020-06-08'],
    ['/guidelines/__proto__/constructor'],
    [`${EDITION}/clauses/AIP-99`],
    [`${EDITION}/clauses/${encodeURIComponent('<script>')}`],
    [`${EDITION}/questions/Z`],
    [`${EDITION}/rules/SR-999`],
    [`${EDITION}/rules/${'x'.repeat(90)}`],
  ])('%s is not there, and says so', async path => {
    const { statusCode, headers } = await read(path)
    expect([statusCode, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
  })

  it('is kept by a browser and asked for again by its ETag', async () => {
    const { headers } = await read(`${EDITION}/rules/SR-01`)
    expect(headers['cache-control']).toBe('public, no-cache')
    const again = await test.app.inject({ url: `${EDITION}/rules/SR-01`, headers: { 'if-none-match': String(headers.etag) } })
    expect(again.statusCode).toBe(304)
  })
})
