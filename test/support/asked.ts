import type { Player, TestApp } from './test-app.js'

/** A request as a row of a table. */
export interface Asked {
  player: Player
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  path: string
  body?: object
  ifMatch?: string
}

export function ask(test: TestApp, { player, method, path, body, ifMatch }: Asked, headers: Readonly<Record<string, string>> = {}) {
  const made = test.api(player)[method](path).set(headers)
  if (ifMatch !== undefined) void made.set('If-Match', ifMatch)
  return body === undefined ? made : made.send(body)
}
