/** As streams of the audit log are named: “organisation:” and its id. */
const OF_A_KIND = /\b([a-z]+):([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})/g
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g
const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g
const HASH = /\b[\da-f]{64}\b/g

/** Members that differ from run to run, whatever they look like; some by what the audit's sample drew. */
const VOLATILE = [
  ...['askedOn', 'awardDate', 'kid', 'nextCursor', 'salt', 'seed', 'sequence', 'signature'],
  ...['drawn', 'judgedBecause', 'obstacles', 'revision'],
]

/** Puts a stable name in the place of everything that another run would have otherwise: ids, moments, hashes, keys. */
export class StandIns {
  private readonly names = new Map<string, string>()
  private readonly taken = new Map<string, number>()

  /** The path of a request; an id is named for the collection it stands in. */
  inPath(path: string): string {
    return path.replace(
      /([a-z-]+)s\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})/g,
      (_, noun: string, id: string) => `${noun}s/${this.nameOf(id, noun)}`,
    )
  }

  /** A JSON value; "id" in it is named for the thing it is of. */
  inValue(value: unknown, thing: string, member = ''): unknown {
    if (value !== null && VOLATILE.includes(member)) return `<${member}>`
    if (typeof value === 'string') return this.inText(value, member === 'id' ? thing : member.replace(/(Id)?s?$/, ''))
    if (Array.isArray(value)) return value.map(each => this.inValue(each, singularOf(member) ?? thing, member))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.inValue(each, thing, name)]))
  }

  private inText(text: string, noun: string): string {
    return text
      .replace(OF_A_KIND, (_, kind: string, id: string) => `${kind}:${this.nameOf(id, kind)}`)
      .replace(UUID, id => this.nameOf(id, noun))
      .replace(MOMENT, '<moment>')
      .replace(HASH, '<hash>')
  }

  /** The name an id got when it was first seen. */
  private nameOf(id: string, noun: string): string {
    const known = this.names.get(id)
    if (known !== undefined) return known
    const count = (this.taken.get(noun) ?? 0) + 1
    this.taken.set(noun, count)
    const name = count === 1 ? `{${noun}}` : `{${noun} ${count}}`
    this.names.set(id, name)
    return name
  }
}

/** What a list called so is a list of, where its things carry an id of their own. */
const singularOf = (list: string): string | undefined => ({ files: 'file', messages: 'message', items: 'item' })[list]
