import { describe, expect, it } from '@jest/globals'

import { addressOf, isForPages, ownPage } from './page-addresses.js'

describe('addressOf', () => {
  it.each([
    ['/api/v1/bids?x=1', '/api/v1/bids?x=1'],
    ['*', '/*'],
    ['http://localhost:3000/api/v1/bids', '/api/v1/bids'],
    ['HTTPS://market.example/opportunities?next=https://x/', '/opportunities?next=https://x/'],
    ['http://market.example', '/'],
    ['http://market.example?q=x', '/?q=x'],
    ['http:///api', '/api'],
    ['/http://market.example/api', '/http://market.example/api'],
    ['*api/v1', '*api/v1'],
    ['//market.example/api', '//market.example/api'],
  ])('%s asks for %s', (target, address) => {
    expect(addressOf(target)).toBe(address)
  })
})

describe('isForPages', () => {
  it.each(['/', '/opportunities', '/nothing', '/apidocs', '/healthy', '/?a=/api/'])('%s is for people', url => {
    expect(isForPages(url)).toBe(true)
  })
  it.each(['/api', '/api/v1/bids', '/api?x', '/assets/x/main.css', '/health/live', '/metrics', '/.well-known/security.txt'])(
    '%s is data',
    url => {
      expect(isForPages(url)).toBe(false)
    },
  )
})

describe('ownPage', () => {
  it.each([
    ['/', '/'],
    ['/opportunities?after=x%2Fy', '/opportunities?after=x%2Fy'],
    ['/organisation?next=%2F%2Fevil.example', '/organisation?next=%2F%2Fevil.example'],
    ['/a/../b#c', '/b'],
  ])('%s leads to %s', (wanted, page) => {
    expect(ownPage(wanted)).toBe(page)
  })

  it.each([
    undefined,
    ['/a', '/b'],
    '',
    'opportunities',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/..//evil.example',
    '/.//evil.example',
    '/%2e%2e//evil.example',
    'https://evil.example',
    'https:/evil.example',
    'javascript:alert(1)',
    ' /opportunities',
    '/é',
    '/api/v1/sessions',
    '/x/../api/v1/sessions',
    `/${'x'.repeat(3000)}`,
  ])('%j leads to the start page', wanted => {
    expect(ownPage(wanted)).toBe('/')
  })
})
