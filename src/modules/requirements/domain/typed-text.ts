/** What a form holds, by the name of its inputs. */
export type Fields = Readonly<Record<string, string | readonly string[]>>

export const all = (fields: Fields, name: string): readonly string[] => [fields[name] ?? []].flat()

/** One value of an input, or nothing. */
export const one = (fields: Fields, name: string): string => all(fields, name)[0] ?? ''

/** The number, or the text where it is none, to be refused as such. */
export function numberIn(typed: string): number | string | undefined {
  const figure = plain(typed)
  if (figure === '') return undefined
  return /^\d{1,15}$/.test(figure) ? Number(figure) : figure
}

/** A list as it is typed: one thing on each line. */
export const linesIn = (typed: string): string[] =>
  typed
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

/** What people put around a figure counts for nothing: a pound sign, a per cent sign, spaces, and commas between thousands. */
export function plain(typed: string): string {
  const figure = typed.trim().replace(/^£\s*/, '').replace(/\s*%$/, '')
  return /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(figure) ? figure.replaceAll(',', '') : figure
}
