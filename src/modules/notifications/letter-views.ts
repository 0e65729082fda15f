import { render } from '../../web/pages/templates.js'
import type { Letter } from './domain/letter.js'

/** What stands below every letter: the way out, without an address to click. */
const FOOT =
  'The AI Marketplace sent this mail by itself, and nobody reads an answer to it. If something is wrong or hard to understand, open the marketplace as you always do and choose “Report a problem” at the foot of its pages.'

/** The letter for programs that show plain text. */
export const textOf = ({ paragraphs }: Letter): string => `${paragraphs.join('\n\n')}\n\n-- \n${FOOT}\n`

/** The same words for programs that show HTML. Only addresses of the marketplace itself can be clicked. */
export const htmlOf = ({ subject, paragraphs }: Letter, publicUrl: string): string =>
  render('notifications/views/letter.njk', { subject, paragraphs: paragraphs.map(text => partsOf(text, publicUrl)), foot: FOOT })

interface Part {
  text: string
  isAddress: boolean
}

/** The text by its words and blanks, with those words told apart that are addresses of ours. What ends a sentence is no part of one. */
const partsOf = (text: string, publicUrl: string): Part[] =>
  text.split(/(\s+)/).flatMap(word => {
    if (!word.startsWith(`${publicUrl}/`)) return { text: word, isAddress: false }
    const address = word.replace(/[.,:;]+$/, '')
    return [
      { text: address, isAddress: true },
      { text: word.slice(address.length), isAddress: false },
    ]
  })
