import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { controllersOf, type Route, routesOf } from '../support/routes.js'
import { TestApp } from '../support/test-app.js'
import { ALL_STATES } from './all-states.js'

const SHOWN = Object.values(ALL_STATES).flatMap(({ states }) => states.map(({ route, state }) => `${route}: ${state}`))

describe('A route outside the API', () => {
  let test: TestApp
  let pages: Route[]

  beforeAll(async () => {
    test = await TestApp.start()
    pages = routesOf(controllersOf(test.app)).filter(({ path }) => !/^\/(api|health|\.well-known)\//.test(path))
  })
  afterAll(() => test.stop())

  it('is a page that names its states, leads on to one, or gives a file', () => {
    expect(pages.length).toBeGreaterThan(10)
    const wrong = pages.filter(route => !isSound(route))
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('has a browser look at each state it names, and at none that it does not', () => {
    const declared = pages.flatMap(({ method, path, page }) => (page?.states ?? []).map(state => `${method} ${path}: ${state}`))
    expect(SHOWN.filter(shown => !shown.startsWith('any: ')).toSorted()).toEqual(declared.toSorted())
  })
})

/** A link leads to the identity provider, and the provider leads back: OpenID Connect knows no other way. */
const LEADING_LINKS = ['/sign-in/oidc', '/sign-in/oidc/callback']

/** Shown, or led on by POST, or given by GET. */
function isSound({ method, path, page }: Route): boolean {
  if (page === undefined || (page.view === null) !== (page.states.length === 0)) return false
  if (page.view !== null || LEADING_LINKS.includes(path)) return true
  return method === (page.gives === undefined ? 'POST' : 'GET')
}

describe('A table of states', () => {
  it.each(Object.keys(ALL_STATES))('%s has a spec that looks at it', name => {
    expect(existsSync(join(import.meta.dirname, `${name}.e2e-spec.js`))).toBe(true)
  })
})
