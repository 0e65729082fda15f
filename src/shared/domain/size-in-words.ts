const KB = 1024

/** A size as people say it, cut to a whole number. */
export function sizeInWords(bytes: number): string {
  if (bytes < KB) return `${bytes} bytes`
  return bytes < KB * KB ? `${Math.floor(bytes / KB)} KB` : `${Math.floor(bytes / KB / KB)} MB`
}
