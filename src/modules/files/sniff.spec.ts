import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { DomainError } from '../../shared/domain/errors.js'
import { FileStorage } from '../../shared/storage/file-storage.js'
import { openSealed, putSealed } from '../../shared/storage/sealed-object.js'
import { EXTENSIONS } from './domain/file-types.js'
import { aPdf, OTHER_FILES, SMALL_FILES } from './files.fixture.js'
import { sniff } from './sniff.js'

const { pdf, png, docx, odt, txt, csv, jpg } = SMALL_FILES

describe('A stored file', () => {
  let folder: string
  let storage: FileStorage

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-marketplace-sniff-'))
    storage = new FileStorage(folder)
    await storage.prepare('11111111-1111-4111-8111-111111111111')
  })
  afterAll(() => rm(folder, { recursive: true }))

  const sniffed = async (name: string, bytes: Buffer) =>
    sniff(await openSealed(storage, await putSealed(storage, Readable.from([bytes]), 1_000_000, [])), name)

  const refusal = async (name: string, bytes: Buffer): Promise<string> => {
    try {
      return `taken as ${(await sniffed(name, bytes)).mediaType}`
    } catch (error) {
      if (error instanceof DomainError) return error.code
      throw error
    }
  }

  it('has an example for every type that is taken', () => {
    expect([...Object.keys(SMALL_FILES), 'jpeg'].toSorted()).toEqual(EXTENSIONS.toSorted())
  })

  it.each(Object.entries(SMALL_FILES))('is taken as %s when it is one, and then opens', async (extension, bytes) => {
    expect(await sniffed(`A.${extension.toUpperCase()}`, bytes)).toMatchObject({ readable: true })
  })

  it.each<[string, Buffer]>([
    ['a.jpeg', jpg],
    ['a.b.pdf', pdf],
    ['a.txt', csv],
    ['a.csv', Buffer.from('BMI,rate\n')],
    ['a.txt', Buffer.from('\ufeffwith a byte order mark')],
  ])('is taken as %s', async (name, bytes) => {
    expect(await sniffed(name, bytes)).toMatchObject({ readable: true })
  })

  it.each<[string, string, Buffer]>([
    ['a PDF called picture', 'a.png', pdf],
    ['a picture called PDF', 'a.pdf', png],
    ['a JPEG called PNG', 'a.png', jpg],
    ['a PDF called text', 'a.txt', aPdf('plain')],
    ['a document called text', 'a.csv', docx],
    ['a text called PDF', 'a.pdf', txt],
    ['an open document called Word', 'a.docx', odt],
    ['a table called document', 'a.docx', SMALL_FILES.xlsx],
    ['an archive called document', 'a.docx', OTHER_FILES.archive],
    ['macros called document', 'a.docx', OTHER_FILES.documentWithMacros],
    ['a program called PDF', 'a.pdf', OTHER_FILES.program],
    ['a GIF called PNG', 'a.png', OTHER_FILES.picture],
    ['UTF-16', 'a.csv', OTHER_FILES.utf16],
    ['Latin-1', 'a.txt', Buffer.from('Zo\u00eb', 'latin1')],
    ['text that ends within a character', 'a.txt', Buffer.from('Zoë').subarray(0, 3)],
    ['NUL in text', 'a.txt', Buffer.from('a\0b')],
  ])('is refused when it is not what its name says: %s', async (_what, name, bytes) => {
    expect(await refusal(name, bytes)).toBe('file-type-mismatch')
  })

  it.each(EXTENSIONS)('is refused when it is empty, as %s too', async extension => {
    expect(await refusal(`a.${extension}`, Buffer.alloc(0))).toBe('file-empty')
  })

  it.each(['a.html', 'a.svg', 'a.docm', 'a.doc', 'a.zip', 'a.exe', 'a.gif', 'a.pdf.html', 'a.constructor'])(
    'is refused when its type is not taken: %s',
    async name => {
      expect(await refusal(name, pdf)).toBe('file-type-not-allowed')
    },
  )

  it.each<[string, Buffer]>([
    ['a.pdf', pdf.subarray(0, -8)],
    ['a.png', png.subarray(0, -12)],
    ['a.docx', docx.subarray(0, -22)],
    ['a.odt', odt.subarray(0, -22)],
  ])('is taken but does not open when it breaks off: %s', async (name, bytes) => {
    expect(await sniffed(name, bytes)).toMatchObject({ readable: false })
  })

  it('is looked into only as far as needed, however far its directory points', async () => {
    const crowded = Buffer.concat([OTHER_FILES.archive, Buffer.alloc(900_000, 'PK\u0003\u0004')])
    expect(await refusal('a.docx', crowded)).toBe('file-type-mismatch')
  })
})
