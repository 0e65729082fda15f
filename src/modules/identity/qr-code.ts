import { encodeQR } from 'qr'

/** Lighter modules that a reader needs around a code (ISO/IEC 18004: four). */
const BORDER = 4

/** A QR code as a picture of so many units: the outlines of its dark parts, for the path of an SVG. */
export interface QrPicture {
  size: number
  path: string
}

export function qrPicture(text: string): QrPicture {
  const modules = encodeQR(text, 'raw', { border: BORDER })
  return { size: modules.length, path: modules.flatMap(runsIn).join('') }
}

/** Each dark run of a row as one box. */
function runsIn(row: readonly boolean[], y: number): string[] {
  const starts = row.flatMap((dark, x) => (dark && row[x - 1] !== true ? [x] : []))
  return starts.map(x => {
    const end = row.indexOf(false, x)
    const length = (end === -1 ? row.length : end) - x
    return `M${x} ${y}h${length}v1h-${length}z`
  })
}
