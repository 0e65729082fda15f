/** Where a rule names what it found in one bid. */
const NAMED = /\{\w+\}/

/** The message of a rule as it stands before there is a bid: without what it would name there. */
export function messageInGeneral(message: string): string {
  const [first = '', ...more] = message.split(/(?<=\.) /)
  const begun = first.replace(/: \{\w+\}\.?$/, '.')
  return [begun.replaceAll(/\{\w+\}/g, '…'), ...more.filter(sentence => !NAMED.test(sentence))].join(' ')
}
