/** Why a part of an office document keeps the document from being taken; null where it does not. */
type Complaint = 'macros' | 'encrypted' | 'reaches out' | null

/** Programs in Office and in OpenDocument files. */
const MACRO_PARTS = [/(^|\/)vba(project|data)[^/]*\.(bin|xml)$/i, /(^|\/)(macrosheets|activex)\//i, /^(basic|scripts)\/./i]

const ENCRYPTED_PARTS = [/^encryptedpackage$/i, /^encryptioninfo$/i]

export function complaintOfName(name: string): Complaint {
  const path = name.replaceAll('\\', '/').replace(/^\/+/, '')
  if (MACRO_PARTS.some(part => part.test(path))) return 'macros'
  return ENCRYPTED_PARTS.some(part => part.test(path)) ? 'encrypted' : null
}

/** Parts that say what the others are, and what they fetch. */
export const isTelling = (name: string): boolean => /(^|\/)(\[content_types\]\.xml|manifest\.xml|[^/]*\.rels)$/i.test(name)

/** What is fetched or run when the document is opened. Links that a reader follows, and tables that ask first, are not among them. */
const FETCHED = /attachedtemplate|oleobject|frame|subdocument|afchunk/i

/** Of such a part. References to characters are read as what they stand for, so that none hides behind them. */
export function complaintOfText(xml: string): Complaint {
  const text = xml.replaceAll(/&#(?:x([\da-f]{1,6})|(\d{1,7}));/gi, (_, hex?: string, decimal?: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
  if (/macroenabled|vbaproject|application\/vnd\.sun\.star\.basic/i.test(text)) return 'macros'
  if (/<(\w+:)?encryption-data\b/i.test(text)) return 'encrypted'
  const relations = [...text.matchAll(/<(?:\w+:)?relationship\b[^>]*>/gi)].map(([relation]) => relation)
  return relations.some(relation => /targetmode\s*=\s*["']\s*external/i.test(relation) && FETCHED.test(typeOf(relation)))
    ? 'reaches out'
    : null
}

const typeOf = (relation: string): string => /\btype\s*=\s*["']([^"']*)/i.exec(relation)?.[1] ?? ''

/** XML that defines words of its own could say anything; office programs write none, and none in another encoding than UTF-8. */
export const isPlainXml = (bytes: Buffer): boolean =>
  !/<!(doctype|entity)/i.test(bytes.toString('latin1')) &&
  !bytes.includes(0) &&
  !/^[^>]*encoding\s*=\s*["'](?!utf-8["'])/i.test(bytes.toString('latin1', 0, 200))
