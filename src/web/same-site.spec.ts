import type { IncomingHttpHeaders } from 'node:http'

import { describe, expect, it } from '@jest/globals'

import { refuseCrossSite } from './same-site.js'

describe('refuseCrossSite', () => {
  const HTTPS = 'https://market.example'
  const HTTP = 'http://localhost:3000'
  const judge = (method: string, headers: IncomingHttpHeaders, publicUrl: string) => () => {
    refuseCrossSite(method, headers, publicUrl)
  }

  it.each<[string, string, IncomingHttpHeaders, string]>([
    ['our own page', 'POST', { 'sec-fetch-site': 'same-origin' }, HTTPS],
    ['our own page, whatever Origin says', 'POST', { 'sec-fetch-site': 'same-origin', origin: 'null' }, HTTPS],
    ['our own page on plain http', 'POST', { origin: HTTP }, HTTP],
    ['our own page under a path', 'POST', { origin: HTTPS }, `${HTTPS}/market`],
    ['our own page at the default port', 'POST', { origin: HTTPS }, `${HTTPS}:443`],
    ['a link from anywhere', 'GET', { 'sec-fetch-site': 'cross-site' }, HTTPS],
    ['nowhere, for reading', 'GET', {}, HTTPS],
    ['anywhere, for HEAD', 'HEAD', { origin: 'https://evil.example' }, HTTPS],
    ['anywhere, for OPTIONS', 'OPTIONS', { origin: 'https://evil.example' }, HTTPS],
  ])('lets a request pass from %s (%s)', (_from, method, headers, publicUrl) => {
    expect(judge(method, headers, publicUrl)).not.toThrow()
  })

  it.each<[string, IncomingHttpHeaders, string]>([
    ['another site', { 'sec-fetch-site': 'cross-site' }, HTTPS],
    ['another site that claims our Origin', { 'sec-fetch-site': 'cross-site', origin: HTTPS }, HTTPS],
    ['a sister of our host', { 'sec-fetch-site': 'same-site' }, HTTPS],
    ['the address bar', { 'sec-fetch-site': 'none' }, HTTPS],
    ['nowhere', {}, HTTPS],
    ['a hidden origin', { origin: 'null' }, HTTPS],
    ['another origin', { origin: 'https://evil.example' }, HTTPS],
    ['an origin that begins like ours', { origin: 'https://market.example.evil.example' }, HTTPS],
    ['our host on plain http', { origin: 'http://market.example' }, HTTPS],
    ['our host on another port', { origin: 'http://localhost:3001' }, HTTP],
  ])('refuses every change from %s', (_from, headers, publicUrl) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])
      expect(judge(method, headers, publicUrl)).toThrow(expect.objectContaining({ kind: 'forbidden', code: 'cross-site-request' }))
  })
})
