import { describe, expect, it } from '@jest/globals'

import { type Assurance, assuranceOf, assuranceOfFile, type AssuranceLevel, type NamedFile } from './assurance.js'
import { CURRENT_METHOD } from './audit-method.js'

const AROUND = { supplierName: 'First Example Supplier Ltd', day: '2026-11-26', method: CURRENT_METHOD }

const CERTIFICATE: NamedFile = {
  name: 'iso.pdf',
  type: 'ISO 27001 certificate',
  issuer: 'Example Certification Body',
  expiryDate: '2027-05-01',
  scan: 'clean',
  readable: true,
}

describe('A file lends', () => {
  it.each<[string, Partial<NamedFile>, AssuranceLevel]>([
    ['A2 when somebody independent certified it', {}, 'A2'],
    ['A2 on the last day it is good', { expiryDate: '2026-11-26' }, 'A2'],
    ['A2 as an audit report', { type: 'Audit report' }, 'A2'],
    ['A2 as a pen-test', { type: 'Pen-test letter' }, 'A2'],
    ['A1 when it ran out before the bid came', { expiryDate: '2026-11-25' }, 'A1'],
    ['A1 when the supplier issued it', { issuer: ' first example-supplier LTD' }, 'A1'],
    ['A1 when nobody is named as issuer', { issuer: '  ' }, 'A1'],
    ['A1 when it is a description', { type: 'System description' }, 'A1'],
    ['A1 when the word stands only inside another', { type: 'Auditorium plan' }, 'A1'],
    ['nothing when it carries malware', { scan: 'infected' }, 'A0'],
    ['nothing when no scanner could look into it', { scan: 'unscannable' }, 'A0'],
    ['what it says when it waits to be looked through', { scan: 'pending' }, 'A2'],
    ['nothing when it cannot be read', { readable: false }, 'A0'],
  ])('%s', (_what, change, level) => {
    const { level: found, reason } = assuranceOfFile({ ...CERTIFICATE, ...change }, AROUND)
    expect([found, reason]).toEqual([level, expect.stringMatching(/^.+\.$/)])
  })
})

describe('A claim is assured', () => {
  const file = (level: AssuranceLevel, name: string = level): Assurance & { name: string } => ({
    name,
    level,
    reason: `Because of ${name}.`,
  })

  it.each<[string, (Assurance & { name: string })[], string | null, AssuranceLevel, string]>([
    ['by nothing', [], null, 'A0', 'No file is attached: the supplier says so.'],
    ['by the best of its files', [file('A1'), file('A2'), file('A0')], null, 'A2', 'A2: Because of A2.'],
    ['by several that are alike', [file('A1', 'a'), file('A1', 'b')], null, 'A1', 'a: Because of a. and b: Because of b.'],
    ['by a file that shows nothing', [file('A0')], null, 'A0', 'A0: Because of A0.'],
    ['by what an officer checked', [file('A1')], 'The number.', 'A3', 'An officer checked it: The number.'],
  ])('%s', (_what, files, checked, level, reason) => {
    expect(assuranceOf(files, checked)).toEqual({ level, reason })
  })
})
