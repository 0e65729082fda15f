import { beforeEach, describe, expect, it, jest } from '@jest/globals'

const argon2 = await import('@node-rs/argon2')

/** What argon2 was asked to do, and how much of it at once. */
const work = { hashes: 0, compared: [] as string[], running: 0, most: 0 }

async function counted<T>(step: () => Promise<T>): Promise<T> {
  work.running += 1
  work.most = Math.max(work.most, work.running)
  try {
    return await step()
  } finally {
    work.running -= 1
  }
}

jest.unstable_mockModule('@node-rs/argon2', () => ({
  hash: (password: string, options: object) => {
    work.hashes += 1
    return counted(() => argon2.hash(password, options))
  },
  hashRaw: argon2.hashRaw,
  verify: (stored: string, password: string) => {
    work.compared.push(stored)
    return counted(() => argon2.verify(stored, password))
  },
}))

const { Passwords } = await import('./passwords.js')

describe('Passwords', () => {
  beforeEach(() => {
    Object.assign(work, { hashes: 0, compared: [], running: 0, most: 0 })
  })

  it('fit their own hash only', async () => {
    const passwords = new Passwords()
    const stored = await passwords.hash('correct horse')
    expect(await passwords.fits('correct horse', stored)).toBe(true)
    expect(await passwords.fits('correct horse ', stored)).toBe(false)
    expect(await passwords.fits('', stored)).toBe(false)
  })

  it('are kept as Argon2id with 19 MiB, two passes and a salt of their own', async () => {
    const passwords = new Passwords()
    const [one, other] = await Promise.all([passwords.hash('same'), passwords.hash('same')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(other)
  })

  it('of an unknown account are compared once, with a hash of the same cost, and never fit', async () => {
    const passwords = new Passwords()
    const stored = await passwords.hash('right')
    await passwords.fits('wrong', stored)
    await passwords.fits('wrong', null)
    await passwords.fits('no account has this password', null)
    expect(work.compared).toHaveLength(3)
    const costs = work.compared.map(hash => hash.split('$').slice(0, 4).join('$'))
    expect(new Set(costs).size).toBe(1)
    expect(await passwords.fits('no account has this password', null)).toBe(false)
  })

  it('cost one comparison more for nobody, known or unknown, once the first has been compared', async () => {
    const passwords = new Passwords()
    const stored = await passwords.hash('right')
    await passwords.fits('wrong', stored)
    const { hashes } = work
    await passwords.fits('wrong', null)
    await passwords.fits('wrong', stored)
    expect(work.hashes).toBe(hashes)
  })

  it('are worked on four at a time, and all get their turn', async () => {
    const passwords = new Passwords()
    const stored = await passwords.hash('right')
    const answers = await Promise.all(Array.from({ length: 20 }, (_, place) => passwords.fits(place % 2 === 0 ? 'right' : 'wrong', stored)))
    expect(answers).toEqual(Array.from({ length: 20 }, (_, place) => place % 2 === 0))
    expect(work.most).toBe(4)
  })

  it('give up their turn when the work fails', async () => {
    const passwords = new Passwords()
    const failures = await Promise.allSettled(Array.from({ length: 8 }, () => passwords.fits('x', 'not a hash')))
    expect(failures.map(({ status }) => status)).toEqual(Array(8).fill('rejected'))
    const stored = await passwords.hash('right')
    expect(await Promise.all(Array.from({ length: 8 }, () => passwords.fits('right', stored)))).toEqual(Array(8).fill(true))
    expect(work.most).toBe(4)
  })
})
