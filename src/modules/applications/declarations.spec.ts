import { describe, expect, it } from '@jest/globals'

import { currentDeclaration, findDeclaration, readDeclarations } from './declarations.js'

describe('A declaration', () => {
  it('is what was published under its name, or nothing starts', () => {
    expect(() => readDeclarations({ 'joining-1.0.0.json': 'sha256-0' })).toThrow('is not what was published')
    expect(() => readDeclarations({})).toThrow('is not what was published')
  })

  it('is found by its name as long as there are applications that were signed with it', () => {
    const { name, statements } = currentDeclaration()
    expect(findDeclaration(name)?.statements).toBe(statements)
    expect(findDeclaration('joining 0.0.1')).toBeNull()
  })

  it('says what it says in sentences, with where it comes from', () => {
    const { statements, sources } = currentDeclaration()
    expect(statements.filter(each => !each.endsWith('.'))).toEqual([])
    expect(sources.length).toBeGreaterThan(0)
  })
})
