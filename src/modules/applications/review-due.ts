import type { Readable } from '../../shared/database/unit-of-work.js'
import { listLegalFigures } from '../law/legal-figures.js'
import { dueAfter } from './domain/application-due.js'

/** The last day that officers set themselves for a review that is opened on a day in London, by the figure in force. */
export async function reviewDue(view: Readable, openedOn: string): Promise<string> {
  const figure = (await listLegalFigures(view, openedOn)).find(({ key }) => key === 'review-decision')
  if (figure === undefined) throw new Error(`There is no figure review-decision on ${openedOn}.`)
  return dueAfter(openedOn, figure).dueOn
}
