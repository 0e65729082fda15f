/** As much of @jest/globals as the specs of the guidelines use, so that they run without starting jest for each mutant. */
export { expect } from 'expect'

type Body = (...given: never[]) => unknown

interface SpecTest {
  name: string
  body: () => unknown
}

const collected: SpecTest[] = []
const within: string[] = []

/** The tests of the spec that was imported last. */
export const takeTests = (): SpecTest[] => collected.splice(0)

const eachOf =
  (add: (name: string, body: () => unknown) => void) =>
  (table: readonly unknown[]) =>
  (name: string, body: Body): void => {
    table.forEach((row, place) => {
      const given = (Array.isArray(row) ? row : [row]) as never[]
      add(`${name} ${place}`, () => body(...given))
    })
  }

const addTest = (name: string, body: () => unknown): void => {
  collected.push({ name: [...within, name].join(' › '), body })
}

const addGroup = (name: string, body: () => unknown): void => {
  within.push(name)
  body()
  within.pop()
}

export const it = Object.assign(addTest, { each: eachOf(addTest) })
export const describe = Object.assign(addGroup, { each: eachOf(addGroup) })
