import { describe, expect, it } from '@jest/globals'

import { Places } from './places.js'

describe('Places', () => {
  it('are given until there are none, and again once one is given back', () => {
    const places = new Places(2, 0)
    const first = places.take()
    expect([first, places.take(), places.take()]).toEqual([expect.any(Function), expect.any(Function), null])
    first?.()
    expect([places.take(), places.take()]).toEqual([expect.any(Function), null])
  })

  it('given back twice count once', () => {
    const places = new Places(1, 0)
    const leave = places.take()
    leave?.()
    leave?.()
    expect([places.take(), places.take()]).toEqual([expect.any(Function), null])
  })

  it('are handed on in the order of the line, and to nobody beside it', async () => {
    const places = new Places(1, 2)
    const first = places.take()
    const entered: string[] = []
    const waiting = ['second', 'third'].map(async name => {
      const leave = await places.join()?.entered
      entered.push(name)
      return leave
    })
    first?.()
    expect(places.take()).toBeNull()
    ;(await waiting[0])?.()
    ;(await waiting[1])?.()
    expect(entered).toEqual(['second', 'third'])
    expect(places.take()).not.toBeNull()
  })

  it('are refused at once where the line is full', async () => {
    const places = new Places(1, 1)
    const leave = places.take()
    const next = places.join()
    expect(places.join()).toBeNull()
    leave?.()
    expect(await next?.entered).toEqual(expect.any(Function))
  })

  it('are not kept for who has given up', async () => {
    const places = new Places(1, 5)
    const first = places.take()
    const gone = places.join()
    const next = places.join()
    gone?.giveUp()
    expect(await gone?.entered).toBeNull()
    first?.()
    const second = await next?.entered
    next?.giveUp()
    expect(places.take()).toBeNull()
    second?.()
    expect(places.take()).not.toBeNull()
  })
})
