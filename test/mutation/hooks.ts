import { existsSync, readFileSync } from 'node:fs'
import type { LoadHook, ResolveHook } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Places {
  /** Where the specs and what they test were built. */
  dist: string
  /** One folder for each mutant, with the changed file at its own path. */
  mutants: string
  /** What specs get in place of @jest/globals. */
  globals: string
}

let places: Places = { dist: '', mutants: '', globals: '' }

export function initialize(given: Places): void {
  places = given
}

const numberOf = (url: string | undefined): string | null => /\?mutant=(\d+)$/.exec(url ?? '')?.[1] ?? null

/** Whatever a mutant's specs import of ours is loaded anew for that mutant. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  const mutant = numberOf(context.parentURL)
  if (mutant === null) return next(specifier, context)
  if (specifier === '@jest/globals') return { url: places.globals, format: 'module', shortCircuit: true }
  const resolved = await next(specifier, context)
  const isOurs = resolved.url.startsWith('file:') && fileURLToPath(resolved.url).startsWith(join(places.dist, 'src'))
  return isOurs && numberOf(resolved.url) === null ? { ...resolved, url: `${resolved.url}?mutant=${mutant}` } : resolved
}

export const load: LoadHook = (url, context, next) => {
  const mutant = numberOf(url)
  if (mutant === null) return next(url, context)
  const changed = join(places.mutants, mutant, relative(places.dist, fileURLToPath(url)))
  if (!existsSync(changed)) return next(url, context)
  return { format: 'module', source: readFileSync(changed), shortCircuit: true }
}
