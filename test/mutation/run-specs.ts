import { register } from 'node:module'
import { pathToFileURL } from 'node:url'

import { takeTests } from './jest-globals.js'

/** What the parent asks: to run the specs against one mutant, leaving out the tests that fail without any. */
export interface Order {
  mutant: number
  specs: readonly string[]
  except: readonly string[]
  /** Whether to stop at the first failure. */
  bail: boolean
}

/** The tests that failed, each with the spec it stands in. */
export interface Outcome {
  failed: { spec: string; test: string }[]
}

const [dist = '', mutants = ''] = process.argv.slice(2)
register(new URL('hooks.js', import.meta.url), { data: { dist, mutants, globals: new URL('jest-globals.js', import.meta.url).href } })

// Ctrl-C is for the parent, which ends this process when it has reported.
process.on('SIGINT', () => undefined)

process.on('message', order => {
  void run(order as Order).then(outcome => process.send?.(outcome))
})

async function run({ mutant, specs, except, bail }: Order): Promise<Outcome> {
  const failed: Outcome['failed'] = []
  for (const spec of specs) {
    for (const { name, body } of await testsOf(spec, mutant)) {
      if (except.includes(name)) continue
      try {
        await body()
      } catch {
        failed.push({ spec, test: name })
        if (bail) return { failed }
      }
    }
  }
  return { failed }
}

/** A spec that cannot even be loaded counts as one failed test. */
async function testsOf(spec: string, mutant: number): Promise<ReturnType<typeof takeTests>> {
  try {
    await import(`${pathToFileURL(spec).href}?mutant=${mutant}`)
    return takeTests()
  } catch (error) {
    takeTests()
    const body = (): never => {
      throw error
    }
    return [{ name: spec, body }]
  }
}
