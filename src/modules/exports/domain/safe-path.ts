/** As long as every file system takes, with room for the folders above it. */
const LONGEST = 60

/**
 * A name for a file or folder of an archive, out of words that anybody may have chosen: plain letters, digits, dots and hyphens only, and a
 * number before it, so that no two are the same, none is hidden, and none is a name that Windows keeps for itself.
 */
export function safePart(place: number, name: string): string {
  const [stem, extension] = splitAtLastDot(name.normalize('NFKD').replaceAll(/\p{M}/gu, ''))
  const plain = stem.replaceAll(/[^A-Za-z0-9.]+/g, '-').replaceAll(/\.{2,}/g, '.')
  const kept = trimmed(trimmed(plain).slice(0, LONGEST - extension.length))
  return `${String(place).padStart(3, '0')}-${kept === '' ? 'unnamed' : kept}${extension}`
}

function splitAtLastDot(name: string): [stem: string, extension: string] {
  const match = /^(.*[\p{L}\p{N}].*)(\.[A-Za-z0-9]{1,8})$/su.exec(name)
  return match === null ? [name, ''] : [match[1] ?? '', match[2] ?? '']
}

const trimmed = (text: string): string => text.replaceAll(/^[-.]+|[-.]+$/g, '')
