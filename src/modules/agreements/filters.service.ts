import { Injectable } from '@nestjs/common'

import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Forbidden, Refused } from '../../shared/domain/errors.js'
import { StaleVersion } from '../../shared/domain/revision.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit, type Subject } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { mayPublishFilters, mayReadFilterEditions } from './domain/agreement-policy.js'
import { changedFacets, type FilterChange, type FilterFault } from './domain/filters.js'
import {
  currentFilters,
  type FilterEdition,
  type FilterEditionRecord,
  getFilters,
  insertFilters,
  listFilterEditions,
} from './filter-queries.js'
import { noteFiltersChanged } from './note-market-notice.js'

/** More editions than anybody reads. */
const MOST_LISTED = 100

@Injectable()
export class FiltersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** The edition in force. */
  current(): Promise<FilterEdition> {
    return this.unitOfWork.readPublic(currentFilters)
  }

  get(number: number): Promise<FilterEdition> {
    return this.unitOfWork.readPublic(view => getFilters(view, number))
  }

  /** The newest hundred editions, without their values. */
  async list(actor: Actor): Promise<FilterEditionRecord[]> {
    if (!mayReadFilterEditions(actor)) throw new FiltersNotYours()
    return this.unitOfWork.read(actor, (view: Readable) => listFilterEditions(view, MOST_LISTED))
  }

  /** Publishes the edition after `number` with one change; nothing where somebody published another meanwhile. Answers its number. */
  async change(actor: Actor, number: number, change: FilterChange, reason: string, repeat: RepeatKey | null): Promise<number> {
    const refusal: RefusalRecord = { action: 'filters.publication-refused' }
    const { published } = await this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const current = await currentFilters(tx)
        refusal.subject = filterSubject(current.id)
        if (!mayPublishFilters(actor)) throw new FiltersNotYours()
        if (current.number !== number) throw new StaleVersion()
        const facets = changedFacets(current.facets, change)
        if (typeof facets === 'string') throw new FilterChangeRefused(facets)
        const next = { id: newId(), number: number + 1, facets, reason }
        if (!(await insertFilters(tx, next, actor.personId))) throw new StaleVersion()
        await noteFiltersChanged(tx, change.facet, next.id)
        await recordAudit(tx, actor, 'filters.published', filterSubject(next.id), { ...change, reason })
        return { published: next.number }
      }),
    )
    return published
  }
}

const filterSubject = (id: string): Subject => ({ type: 'filters', id, stream: 'market' })

class FiltersNotYours extends Forbidden {
  constructor() {
    super('filters-not-yours', 'A senior officer who works for no supplier publishes filters; officers and auditors see which there were.')
  }
}

const FAULTS: Readonly<Record<FilterFault, readonly [pointer: string, detail: string]>> = {
  'facet-unknown': ['/facet', 'There is no such filter. Choose one that is listed.'],
  'value-unknown': ['/value', 'The filter has no such value. Choose one that is listed.'],
  'parent-unknown': ['/parent', 'It cannot stand under that value. Choose one of the filter that is in use and under no other.'],
  'title-taken': [
    '/title',
    'The filter has this value already, or it has no letter or figure. Choose another title, or take the retired value back into use.',
  ],
  'parent-retired': [
    '/value',
    'What the value is a part of is retired. Take that back into use first, which brings back none of its parts, and then this one.',
  ],
  'nothing-changed': ['/value', 'The value is so already. Nothing was changed.'],
}

class FilterChangeRefused extends Refused {
  constructor(fault: FilterFault) {
    const [pointer, detail] = FAULTS[fault]
    super('filters-unfit', 'The filters cannot be changed like this. See errors.', [{ pointer, code: fault, detail }])
  }
}
