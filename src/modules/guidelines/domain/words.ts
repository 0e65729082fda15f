import type { Json } from './json.js'

export const countWords = (text: Json): number =>
  typeof text === 'string'
    ? text
        .trim()
        .split(/\s+/u)
        .filter(word => word !== '').length
    : 0

/** Text as it is compared: trimmed, case folded, with spaces, hyphens and underscores alike. */
export const folded = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/gu, ' ')

/** Whether the words of the phrase stand in the text one after the other, as whole words. */
export function containsPhrase(text: string, phrase: string): boolean {
  const [within, sought] = [text, phrase].map(
    each =>
      ` ${each
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()} `,
  )
  return within !== undefined && sought !== undefined && sought.trim() !== '' && within.includes(sought)
}
