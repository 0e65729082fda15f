import { describe, expect, it } from '@jest/globals'

import { renderedOnce } from './rendered-once.js'

const PAGE = {
  ...{ assets: '/assets/0', path: '/privacy', account: null, isKnownWho: true, told: null, beginning: null, offered: {}, shownTo: '' },
  key: 'the-key',
}

const WITHOUT_FORM = 'pages/views/privacy.njk'

describe('A page that is the same for everybody', () => {
  it('is rendered once, whatever the key of the form that it does not have', () => {
    const first = renderedOnce(WITHOUT_FORM, { day: '2026-01-01' }, PAGE)
    expect(renderedOnce(WITHOUT_FORM, { day: '2026-01-01' }, { ...PAGE, key: 'another-key' })).toBe(first)
    expect(first.bytes.toString()).toContain('<h1')
    expect(first.etag).toMatch(/^W\/"[\w-]{43}"$/)
  })

  it.each<[string, string, object, object]>([
    ['another view', 'pages/views/accessibility.njk', { day: '2026-01-01' }, PAGE],
    ['other data', WITHOUT_FORM, { day: '2026-01-02' }, PAGE],
    ['another address', WITHOUT_FORM, { day: '2026-01-01' }, { ...PAGE, path: '/privacy?after=1' }],
  ])('is rendered anew with %s', (_, view, data, page) => {
    const first = renderedOnce(WITHOUT_FORM, { day: '2026-01-01' }, PAGE)
    expect(renderedOnce(view, data, page as typeof PAGE)).not.toBe(first)
  })

  it('is rendered anew with data that differ within a map', () => {
    const [one, other] = ['2026-01-01', '2026-01-02'].map(day => renderedOnce(WITHOUT_FORM, { days: new Map([['of', day]]) }, PAGE))
    expect(other).not.toBe(one)
  })

  it('is rendered each time where it has a form, with the key of the moment', () => {
    const [view, data] = ['identity/views/confirm-email.njk', { form: { values: {}, errors: {}, summary: [] } }]
    for (const key of ['one-key', 'another-key']) {
      const { bytes } = renderedOnce(view, data, { ...PAGE, key })
      expect(bytes.toString().split(key)).toHaveLength(2)
    }
  })
})
