/** Where a rule names what it found in one bid. */
const NAMED = /\{\w+\}/

/** What each of these rules says is wrong, by its id. */
export const rulesInGeneral = (rules: readonly { id: string; message: string }[]): ReadonlyMap<string, string> =>
  new Map(rules.map(({ id, message }) => [id, messageInGeneral(message)]))

/** The message of a rule as it stands before there is a bid: without what it would name there. */
export function messageInGeneral(message: string): string {
  const [first = '', ...more] = message.split(/(?<=\.) /)
  const begun = first.replace(/: \{\w+\}\.?$/, '.')
  return [begun.replaceAll(/\{\w+\}/g, '…'), ...more.filter(sentence => !NAMED.test(sentence))].join(' ')
}
