import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

import { describe, expect, it } from '@jest/globals'

import { readPackSource } from '../src/modules/guidelines/guideline-packs.js'
import { SETTINGS } from '../src/shared/settings.js'
import { withClauseTable } from './support/clause-table.js'

const ROOT = process.cwd()
const README = readFileSync(join(ROOT, 'README.md'), 'utf8')

const cellsOf = (row: string): string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map(cell => cell.trim())

describe('The README', () => {
  it('tells every setting once, with the meaning it has in the code', () => {
    const rows = README.split('\n').filter(line => /^\| `[A-Z_]+`/.test(line))
    const told = rows.map(cellsOf).map(([name = '', , meaning]) => [name.replaceAll('`', ''), meaning])
    const meant = Object.entries(SETTINGS).map(([name, { desc }]) => [name, desc])
    expect(told.toSorted()).toEqual(meant.toSorted())
  })
})

const DOCUMENTS = ['README.md', 'CHANGELOG.md', ...documentsBelow('docs')]

function documentsBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.md'))
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)))
}

describe('A document', () => {
  it.each(DOCUMENTS)('leads to files that are there: %s', document => {
    const links = [...readFileSync(join(ROOT, document), 'utf8').matchAll(/\]\(((?!https?:|mailto:|#)[^)#\s]+)/g)].map(([, path]) =>
      String(path),
    )
    if (document === 'README.md') expect(links.length).toBeGreaterThan(3)
    expect(links.filter(link => !existsSync(join(ROOT, dirname(document), link)))).toEqual([])
  })
})

describe('The guide to the guidelines', () => {
  const guide = readFileSync(join(ROOT, 'docs/guidelines.md'), 'utf8')
  const source = readPackSource('ai-procurement/2020-06-08')

  it('has the table of clauses, questions and rules as the pack has it', () => {
    const plain = (markdown: string): string => markdown.replace(/ +/g, ' ').replace(/-{3,}/g, '---')
    expect(plain(withClauseTable(guide, source))).toBe(plain(guide))
  })

  it('names every clause that is left to people', () => {
    const left = source.clauses.filter(({ judgement }) => judgement === true).map(({ id }) => id)
    expect(left.filter(id => !guide.includes(`- **${id}**`))).toEqual([])
  })
})

/** Every TypeScript file below a folder, as paths from the root. */
function sourcesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return sourcesBelow(path)
    return path.endsWith('.ts') ? [path] : []
  })
}

const importsOf = (path: string): string[] =>
  [...readFileSync(join(ROOT, path), 'utf8').matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'/gms)].map(([, from]) => String(from))

describe('A domain folder', () => {
  const sources = sourcesBelow('src').filter(path => path.includes('/domain/') && !/\.(spec|fixture)\.ts$/.test(path))

  it('imports nothing outside domain folders but hashes', () => {
    expect(sources.length).toBeGreaterThan(20)
    const foreign = sources.flatMap(path =>
      importsOf(path)
        .filter(from => !['node:crypto'].includes(from))
        .filter(from => !join(path, '..', from).includes('/domain/'))
        .map(from => `${path} imports ${from}`),
    )
    expect(foreign).toEqual([])
  })
})
