import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from '@jest/globals'

import { render } from './templates.js'

const SOURCE = join(import.meta.dirname, '../..')

const TEMPLATES = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.njk'))

const textOf = (name: string): string => readFileSync(join(SOURCE, name), 'utf8')

/** What a template does that could let somebody's text through as markup, or send a form unguarded. */
function faultsIn(text: string): string[] {
  const set = [...text.matchAll(/{%-?\s*set (\w+)\s*-?%}/g)].map(([, name]) => name)
  const given = [...text.matchAll(/\b\w*html\w*["']?\s*:\s*([^\s,}]+)/gi)].map(([, value]) => value)
  const forms = [...text.matchAll(/<form method="post"[\s\S]*?<\/form>/g)].map(([form]) => form)
  return [
    ...(/\|\s*(safe|dump)|autoescape|<script|\son\w+=|\sstyle=|javascript:/i.test(
      text.replace('<script type="module" src="{{ page.assets }}/main.js">', ''),
    )
      ? ['unescaped or inline']
      : []),
    ...given.filter(value => !set.includes(value)).map(value => `html from ${String(value)}`),
    ...forms.filter(form => !/{{ hiddenFields\(page\) }}|for field in fields/.test(form)).map(() => 'a form without its hidden fields'),
  ]
}

/** Sentences that would run into each other: the line break after a condition is taken out, and so is what stands before the next one. */
const runTogether = (text: string): string[] =>
  [...text.matchAll(/\.(?:{% endif %})+\n\s*{% if [^%]*%}(?=[A-Z{])/g)].map(([found]) => found)

describe('A template', () => {
  it.each(TEMPLATES)('%s lets nobody’s text through as markup, and guards its forms', name => {
    expect(faultsIn(textOf(name))).toEqual([])
  })

  it.each([
    '{{ text | safe }}',
    '{{ text|safe }}',
    '{% autoescape false %}',
    '{{ govukTag({ html: text }) }}',
    '{{ govukTag({ html: "<b>" + text }) }}',
    '<form method="post" action="/x"><button>x</button></form>',
    '<script>x</script>',
    '<p onclick="x">',
    '<p style="x">',
  ])('that has %s would be found', text => {
    expect(faultsIn(text)).toHaveLength(1)
  })

  it.each(TEMPLATES)('%s keeps its sentences apart', name => {
    expect(runTogether(textOf(name))).toEqual([])
  })

  it.each([
    ['{% if a %}One.{% endif %}\n  {% if b %}Two.{% endif %}', 1],
    ['{% if a %}One.{% endif %}\n  {% if b %} Two.{% endif %}', 0],
  ])('that says %j has %d places where sentences run together', (text, places) => {
    expect(runTogether(text)).toHaveLength(places)
  })

  it('may feed html from a block, which escapes', () => {
    expect(faultsIn('{% set words %}<b>{{ text }}</b>{% endset %}{{ govukTag({ html: words }) }}')).toEqual([])
  })

  it('escapes what it prints', () => {
    const page = { assets: '', path: '/', account: null, isKnownWho: false, told: null, shownTo: '', key: '' }
    const html = render('pages/views/problem.njk', {
      page,
      requestId: 'x',
      problem: { status: 422, code: 'x', detail: '<script>x</script>' },
    })
    expect(html).toContain('&lt;script&gt;x&lt;/script&gt;')
    expect(html).not.toContain('<script>x')
  })
})
