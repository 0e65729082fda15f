import { zipEndIn } from './zip-directory.js'

/** So much of both ends of a file is looked at for a second file in it. */
export const HEAD_BYTES = 65_536

/** What a browser or a server would run, had it been told that this is a page. */
const PAGE = /<(script|html|svg|iframe|!doctype\s+html|\?php)\b/i

const asText = (bytes: Buffer): string => bytes.toString('latin1')

/**
 * What a picture or a PDF is besides; null where it is nothing else. Pictures hold no page anywhere near their ends; the content of a PDF may be
 * about pages, so only what stands around it counts.
 */
export function alsoIn(kind: 'pdf' | 'picture', head: Buffer, tail: Buffer, size: number): string | null {
  if (zipEndIn(tail, size) !== null) return 'a ZIP archive too'
  const around = kind === 'picture' ? asText(head) + asText(tail) : beforeTheContent(asText(head)) + afterTheEnd(asText(tail))
  return PAGE.test(around) ? 'a page with scripts too' : null
}

/** A PDF begins with its name and remarks; its content is objects. */
function beforeTheContent(head: string): string {
  const begin = head.search(/\d\s+obj\b/)
  return begin < 0 ? head : head.slice(0, begin)
}

function afterTheEnd(tail: string): string {
  const end = tail.lastIndexOf('%%EOF')
  return end < 0 ? '' : tail.slice(end)
}
