import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { Conflict, Forbidden, Refused } from '../../shared/domain/errors.js'
import { listLegalFigures } from '../law/legal-figures.js'
import type { Subject } from '../audit/record-audit.js'
import { type AgreementContent, isWhole, problemsOf, type WholeContent } from './domain/agreement-content.js'
import { notChoosable } from './domain/filters.js'
import { type Breach, breachesOf } from './domain/stricter-only.js'
import type { FilterEdition } from './filter-queries.js'

/** In the chain of the marketplace: an agreement belongs to no organisation. */
export const agreementSubject = (id: string): Subject => ({ type: 'agreement', id, stream: 'market' })

export class AgreementsNotYours extends Forbidden {
  constructor() {
    super(
      'agreements-not-yours',
      'Officers who work for no supplier write agreements, a senior officer opens and changes them, and auditors read along.',
    )
  }
}

export class OpeningNotYours extends Forbidden {
  constructor() {
    super('agreement-opening-not-yours', 'A senior officer who wrote no part of this agreement, and works for no supplier, must open it.')
  }
}

export class EndingNotYours extends Forbidden {
  constructor() {
    super('agreement-ending-not-yours', 'A senior officer who wrote no part of this agreement, and works for no supplier, must end it.')
  }
}

/** Where the draft is laxer than the figures in force on the day it begins; see stricter-only.ts. */
export async function findBreaches(view: Readable, content: AgreementContent, today: string): Promise<Breach[]> {
  const { regime, validFrom = today } = content
  const figures = await listLegalFigures(view, validFrom > today ? validFrom : today)
  return breachesOf(
    content,
    figures.filter(figure => figure.regime === regime || figure.regime === 'both'),
  )
}

/** Throws unless the draft could open today: complete, no laxer than the law, with filters in use and a reference of its own. */
export async function refuseUnfit(view: Readable, content: AgreementContent, filters: FilterEdition, today: string): Promise<WholeContent> {
  const problems = problemsOf(content, today)
  if (problems.length > 0 || !isWhole(content))
    throw new Refused('agreement-incomplete', 'The agreement is not complete. See errors.', problems)
  refuseBreaches(await findBreaches(view, content, today))
  refuseRetired(content, filters)
  await refuseTakenReference(view, content)
  return content
}

export function refuseBreaches(breaches: readonly Breach[]): void {
  if (breaches.length === 0) return
  throw new Refused(
    'laxer-than-law',
    'An agreement may be stricter than the law, and never laxer. See errors.',
    breaches.map(({ pointer, rule, detail }) => ({ pointer, code: rule, detail })),
    { breaches: breaches.map(({ rule, figure, source }) => ({ rule, figure, source })) },
  )
}

function refuseRetired({ facets }: WholeContent, { facets: offered }: FilterEdition): void {
  const [retired] = notChoosable(offered, facets, [])
  if (retired === undefined) return
  throw new Refused('filter-retired', 'A filter of the agreement is not in use any more. See errors.', [
    { pointer: '/facets', code: 'filter-retired', detail: `Take out “${retired}”: no value of it can be chosen.` },
  ])
}

async function refuseTakenReference(view: Readable, { reference }: WholeContent): Promise<void> {
  const taken = await rows(view, 'SELECT 1 FROM agreement WHERE reference = $1', [reference])
  if (taken.length > 0) throw new ReferenceTaken()
}

export class ReferenceTaken extends Conflict {
  constructor() {
    super('agreement-reference-taken', 'Another agreement has this reference. Give this one a reference of its own.')
  }
}
