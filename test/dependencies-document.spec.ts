import { readFileSync } from 'node:fs'

import { describe, expect, it } from '@jest/globals'

interface Locked {
  version: string
  license?: string
  dev?: boolean
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
const { dependencies, overrides, allowScripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>
  overrides: Record<string, string>
  allowScripts: Record<string, boolean>
}
const DOCUMENT = readFileSync('docs/dependencies.md', 'utf8')

const LOCKED = Object.entries(packages).filter(([path]) => path !== '')
const IN_PRODUCTION = LOCKED.filter(([, { dev }]) => dev !== true)

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
const distinct = (names: readonly string[]): string[] => [...new Set(names)].toSorted()

/** The rows of the table below a heading, cell by cell, without those of its head. */
function tableBelow(heading: string): string[][] {
  const [, below = ''] = DOCUMENT.split(`\n## ${heading}\n`)
  const [section = ''] = below.split('\n## ')
  const lines = section.split('\n').filter(line => line.startsWith('|'))
  const ruled = lines.findIndex(line => /^\| *-/.test(line))
  return lines.slice(ruled + 1).map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  )
}

const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

/** What stands for a name, where "a-*" stands for all that begin like that. */
const fits = (name: string, written: string): boolean => (written.endsWith('*') ? name.startsWith(written.slice(0, -1)) : name === written)

describe('The document of dependencies', () => {
  it('has each package that is used directly, with its version and licence', () => {
    const written = tableBelow('Used directly').map(([name = '', version, licence]) => [name.replaceAll('`', ''), version, licence])
    const locked = Object.keys(dependencies).map(name => {
      const { version, license } = packages[`node_modules/${name}`] ?? { version: 'none' }
      return [name, version, license]
    })
    expect(written.toSorted()).toEqual(locked.toSorted())
  })

  it('names whatever else is in production, and nothing more', () => {
    const written = tableBelow('What comes with them').flatMap(([, names = '']) => quoted(names))
    const others = distinct(IN_PRODUCTION.map(([path]) => nameOf(path)).filter(name => !(name in dependencies)))
    expect(others.length).toBeGreaterThan(200)
    expect(others.filter(name => written.filter(each => fits(name, each)).length !== 1)).toEqual([])
    expect(written.filter(each => !others.some(name => fits(name, each)))).toEqual([])
    for (const each of written.filter(name => name.endsWith('*')))
      expect(DOCUMENT).toContain(`\`${each}\` (${others.filter(name => fits(name, each)).length}, one for each platform)`)
  })

  it('counts packages and licences', () => {
    const counted = (all: typeof LOCKED, licence: string): number =>
      all.filter(([, { license = 'MIT, by a file' }]) => license === licence).length
    const inDevelopment = LOCKED.filter(([, { dev }]) => dev === true)
    expect(DOCUMENT).toContain(`${IN_PRODUCTION.length} in production, ${inDevelopment.length} more for development`)
    const licences = distinct(LOCKED.map(([, { license = 'MIT, by a file' }]) => license))
    const expected = licences.map(each => [each, String(counted(IN_PRODUCTION, each)), String(counted(inDevelopment, each))])
    expect(tableBelow('Licences').toSorted()).toEqual(expected.toSorted())
  })

  it('says which install scripts run', () => {
    const written = tableBelow('Install scripts').map(([name = '', runs]) => ({ name: name.replaceAll('`', ''), runs: runs === 'yes' }))
    const wrong = Object.entries(allowScripts).filter(([name, allowed]) => written.find(each => fits(name, each.name))?.runs !== allowed)
    expect(wrong).toEqual([])
    expect(written.filter(each => !Object.keys(allowScripts).some(name => fits(name, each.name)))).toEqual([])
  })

  it('gives a reason for each override', () => {
    const written = tableBelow('Overrides').map(([name = '', version]) => [name.replaceAll('`', ''), version])
    expect(written).toEqual(Object.entries(overrides))
    expect(tableBelow('Overrides').filter(([, , why = '']) => why.length < 20)).toEqual([])
  })

  it('tells of advisories by the release that is there', () => {
    const told = tableBelow('Advisories').flatMap(([cell = '']) => [...cell.matchAll(/`([^`]+)` ([\d., ]+[\d])/g)])
    expect(told.length).toBeGreaterThan(15)
    const wrong = told.flatMap(([, name = '', versions = '']) => {
      const there = IN_PRODUCTION.filter(([path]) => nameOf(path) === name).map(([, { version }]) => version)
      return versions
        .split(', ')
        .filter(version => !there.includes(version))
        .map(version => `${name} ${version}: ${there.join()}`)
    })
    expect(wrong).toEqual([])
  })
})
