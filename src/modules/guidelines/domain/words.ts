import type { Json } from './json.js'

/** What is no text has no words. */
export const countWords = (text: unknown): number => (typeof text === 'string' ? (text.match(/\S+/gu)?.length ?? 0) : 0)

/** Text as it is compared: trimmed, case folded, with spaces, hyphens and underscores alike. */
export function folded(text: string): string {
  const lower = text.trim().toLowerCase()
  return IS_FOLDED.test(lower) ? lower : lower.replace(/[\s_-]+/gu, ' ')
}

/** Most texts that are compared; it saves looking for what would be replaced. */
const IS_FOLDED = /^[a-z0-9]+(?: [a-z0-9]+)*$/

/** A text, or each text of a list, folded. */
export const foldedValue = (value: Json): Json => {
  if (typeof value === 'string') return folded(value)
  return Array.isArray(value) ? value.map(foldedValue) : value
}

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
