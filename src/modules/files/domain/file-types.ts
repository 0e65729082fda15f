/** How the last bytes of a whole file look, where the format has such an end. */
interface End {
  has: Buffer
  /** In so many of the last bytes. */
  within: number
}

/** What is looked into, and how. */
export type Inside = 'pdf' | 'picture' | 'office' | 'table'

export interface FileType {
  /** As the bytes are recognised; null for text, which has no mark of its own. */
  mediaType: string | null
  /** Why files of this type are taken. */
  because: string
  end?: End
  /** What harm it could carry that can be seen without a scanner; left out where there is none. */
  inside?: Inside
}

const PDF_END: End = { has: Buffer.from('%%EOF'), within: 1024 }
/** A ZIP ends with its directory's end record and a comment of at most 64 KiB. */
const ZIP_END: End = { has: Buffer.from('PK\u0005\u0006'), within: 22 + 65_535 }
const PNG_END: End = { has: Buffer.from('IEND'), within: 12 }

/**
 * What evidence comes as, by extension. Left out on purpose: pages and drawings that carry scripts (HTML, SVG), documents with macros and the
 * old binary Office formats, archives, and picture formats no scanner or office makes.
 */
export const FILE_TYPES = {
  pdf: { mediaType: 'application/pdf', because: 'certificates, reports, letters', end: PDF_END, inside: 'pdf' },
  png: { mediaType: 'image/png', because: 'screens as the affected person sees them', end: PNG_END, inside: 'picture' },
  jpg: { mediaType: 'image/jpeg', because: 'scanned and photographed certificates', inside: 'picture' },
  jpeg: { mediaType: 'image/jpeg', because: 'scanned and photographed certificates', inside: 'picture' },
  docx: office('wordprocessingml.document', 'documents'),
  xlsx: office('spreadsheetml.sheet', 'test results and inventories'),
  pptx: office('presentationml.presentation', 'training material'),
  odt: openDocument('text', 'documents in the open format of government'),
  ods: openDocument('spreadsheet', 'tables in the open format of government'),
  csv: { mediaType: null, because: 'test results as data', inside: 'table' },
  txt: { mediaType: null, because: 'licences and plain notes' },
} satisfies Record<string, FileType>

function office(name: string, because: string): FileType {
  return { mediaType: `application/vnd.openxmlformats-officedocument.${name}`, because, end: ZIP_END, inside: 'office' }
}

function openDocument(name: string, because: string): FileType {
  return { mediaType: `application/vnd.oasis.opendocument.${name}`, because, end: ZIP_END, inside: 'office' }
}

export const EXTENSIONS = Object.keys(FILE_TYPES)

export const findFileType = (extension: string | null): FileType | null =>
  extension !== null && Object.hasOwn(FILE_TYPES, extension) ? FILE_TYPES[extension as keyof typeof FILE_TYPES] : null
