import { isGivenOut, type ScanState } from '../../files/domain/scan.js'

/** Pictures run nothing, and browsers keep the viewer of PDFs apart from every page. What the bytes are was looked at when they came. */
const SAFE_TYPES: readonly string[] = ['image/png', 'image/jpeg', 'application/pdf']

export const isPicture = (mediaType: string): boolean => mediaType.startsWith('image/') && SAFE_TYPES.includes(mediaType)

/** Whether a browser may show a file by itself: of a type that cannot run script in a page of ours, whole, and given out at all. */
export const maySafelyBeShown = ({ mediaType, scan, readable }: { mediaType: string; scan: ScanState; readable: boolean }): boolean =>
  isGivenOut(scan) && readable && SAFE_TYPES.includes(mediaType)
