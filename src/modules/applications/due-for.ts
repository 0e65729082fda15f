import type { Readable } from '../../shared/database/unit-of-work.js'
import { listLegalFigures } from '../law/legal-figures.js'
import type { Application } from './application-queries.js'
import { dueAfter, type DueBasis } from './domain/application-due.js'

/** The last day for a decision, by the figure of its law that is in force on the day of receipt. */
export async function dueFor(
  view: Readable,
  { regime }: Pick<Application, 'regime'>,
  receivedOn: string,
  key: 'join-decision' | 'join-decision-extended' = 'join-decision',
): Promise<{ dueOn: string; dueBy: DueBasis }> {
  const figure = (await listLegalFigures(view, receivedOn)).find(each => each.key === key && each.regime === regime)
  if (figure === undefined) throw new Error(`There is no figure ${key} for ${regime} on ${receivedOn}.`)
  return dueAfter(receivedOn, figure)
}
