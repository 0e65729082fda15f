import type { RequirementSummary } from './requirement-queries.js'

/** One JSON document, a page at a time. */
export async function* requirementsAsJson(pages: AsyncIterable<readonly RequirementSummary[]>): AsyncGenerator<string> {
  let before = '{"items":['
  for await (const page of pages) {
    if (page.length === 0) continue
    yield before + page.map(each => JSON.stringify(each)).join(',')
    before = ','
  }
  yield before === ',' ? ']}' : '{"items":[]}'
}
