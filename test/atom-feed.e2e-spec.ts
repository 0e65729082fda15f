import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import request from 'supertest'

import { Changes } from './support/changes.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, inSeconds, placeIn } from './support/world.js'

const DAY = 86_400

describe('The feed of opportunities', () => {
  let test: TestApp
  let id: string
  let practice: string

  beforeAll(async () => {
    test = await TestApp.start()
    const { agreementId, categoryId } = await placeIn(test, 'AI-DPS-1')
    practice = await anOpenRequirement(test)
    id = await anOpenRequirement(test, {
      agreementId,
      categoryIds: [categoryId],
      title: 'Lamps & <bridges> \u0008"at night"',
      submissionDeadline: await inSeconds(test, 14 * DAY),
    })
  })
  afterAll(() => test.stop())

  const feed = (query = '') => request(test.app.getHttpServer()).get(`/opportunities/feed.atom${query}`)

  it('is Atom 1.0 with whole addresses, ids that stay, an author and a moment for each entry', async () => {
    const { text, headers } = await feed().expect(200).expect('Content-Type', 'application/atom+xml; charset=utf-8')
    const site = test.config.publicUrl
    expect(text).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www.w3.org\/2005\/Atom" xml:lang="en">/)
    expect(text).toContain(`<id>${site}/opportunities/feed.atom</id>`)
    expect(text).toContain(`<link rel="self" type="application/atom+xml" href="${site}/opportunities/feed.atom"/>`)
    const [entry = ''] = /<entry>.*?<\/entry>/s.exec(text) ?? []
    expect(entry).toContain(`<id>urn:uuid:${id}</id>`)
    expect(entry).toContain('<title>Lamps &amp; &lt;bridges&gt; &quot;at night&quot;</title>')
    expect(entry).toMatch(/<author><name>.+<\/name><\/author>/)
    expect(entry).toMatch(/<updated>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z<\/updated>/)
    expect(entry).toContain(`href="${site}/opportunities/${id}"`)
    expect(headers['cache-control']).toBe('public, no-cache')
  })

  it('has nothing of Practice in it, whoever asks', async () => {
    const { text } = await feed()
      .set('Authorization', `Bearer ${String(test.tokens.get('auditor'))}`)
      .expect(200)
    expect(text).not.toContain(practice)
  })

  it('is not sent again until something changes', async () => {
    const { headers } = await feed().expect(200)
    await feed().set('If-None-Match', String(headers['etag'])).expect(304)
    await new Changes(test).extend(id, 20 * DAY)
    const { text } = await feed().set('If-None-Match', String(headers['etag'])).expect(200)
    const [, published, updated] = /<published>(.+)<\/published>\s*<updated>(.+)<\/updated>/.exec(text) ?? []
    expect(String(updated) > String(published)).toBe(true)
  })

  it('follows a search', async () => {
    expect((await feed('?q=lamps&state=open').expect(200)).text).toContain(id)
    const { text } = await feed('?q=zeppelin').expect(200)
    expect(text).not.toContain('<entry>')
    expect(text).toContain('<updated>1970-01-01T00:00:00Z</updated>')
    await feed('?tier=purple').expect(400)
  })
})
