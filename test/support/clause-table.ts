import type { ClauseSource, PackSource } from '../../src/modules/guidelines/domain/pack-source.js'

export const TABLE_STARTS = '<!-- clauses: written by npm run docs -->'
export const TABLE_ENDS = '<!-- end of clauses -->'

/** Which questions ask about each clause and which rules test it, as a Markdown table in the order of the register. */
export function clauseTable(source: PackSource): string {
  const questions = source.sections.flatMap(section => section.questions)
  const rules = [...source.supplierRules, ...source.buyerRules]
  const citing = (things: readonly { id: string; clauses: string[] }[], { id }: ClauseSource): string =>
    things
      .filter(({ clauses }) => clauses.includes(id))
      .map(thing => thing.id)
      .join(' ') || '–'
  const rows = source.clauses.map(clause =>
    [clause.id, clause.binds, clause.confirmed ? 'yes' : 'no', citing(questions, clause), citing(rules, clause)].join(' | '),
  )
  return [
    '| Clause | Binds | Wording confirmed | Questions | Rules |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(row => `| ${row} |`),
  ].join('\n')
}

/** The document with the table of today between its two marks. */
export function withClauseTable(document: string, source: PackSource): string {
  const [before = '', rest = ''] = document.split(TABLE_STARTS)
  const [, after = ''] = rest.split(TABLE_ENDS)
  return `${before}${TABLE_STARTS}\n\n${clauseTable(source)}\n\n${TABLE_ENDS}${after}`
}
