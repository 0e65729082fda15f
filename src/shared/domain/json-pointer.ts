/** A name as a JSON pointer writes it (RFC 6901). */
export const escapedInPointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')
