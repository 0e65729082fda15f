import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Identifiers } from './domain/identifiers.js'

interface SimilarNamesRule {
  /** Share of three-letter runs that two names have in common, from which they are shown; pg_trgm counts, and finds none below 0.3. */
  atLeast: number
  mostShown: number
  source: string
  confirmed: boolean
}

const RULE = JSON.parse(readFileSync(join(import.meta.dirname, 'similar-names.json'), 'utf8')) as SimilarNamesRule

/** An organisation, or one that waits to be registered, that may be the same as another. */
export interface SimilarName extends Identifiers {
  id: string
  kind: string
  name: string
  /** Whether it waits for an officer still. */
  isWaiting: boolean
  /** Whether the names come down to the same: they differ in case, punctuation, legal form or look-alike letters at the most. */
  isSame: boolean
}

const COLUMNS = 'id, kind, name, companies_house_number, ppon, duns'

/** What may be the same as a registration by its name, likeliest first. It is for officers to look at, and refuses nothing. */
export const listSimilarNames = (view: Readable, registrationId: string): Promise<SimilarName[]> =>
  likeNameIn(view, 'registration', registrationId)

/** The same of an organisation that is on the marketplace. */
export const listNamesLike = (view: Readable, organisationId: string): Promise<SimilarName[]> =>
  likeNameIn(view, 'organisation', organisationId)

const likeNameIn = (view: Readable, table: 'registration' | 'organisation', id: string): Promise<SimilarName[]> =>
  rows<SimilarName>(
    view,
    `WITH asked AS (SELECT id, name_key(name) AS key FROM ${table} WHERE id = $1),
     known AS (
       SELECT ${COLUMNS.replaceAll(/(\w+)/g, 'o.$1')}, false AS waiting, a.key FROM asked a JOIN organisation o ON name_key(o.name) % a.key AND o.id <> a.id
       UNION ALL
       SELECT ${COLUMNS.replaceAll(/(\w+)/g, 'r.$1')}, true, a.key FROM asked a
       JOIN registration r ON r.state = 'waiting' AND name_key(r.name) % a.key AND r.id <> a.id)
     SELECT id, kind, name, companies_house_number AS "companiesHouseNumber", ppon, duns, waiting AS "isWaiting", name_key(name) = key AS "isSame"
     FROM known WHERE similarity(name_key(name), key) >= $2 ORDER BY similarity(name_key(name), key) DESC, id LIMIT $3`,
    [id, RULE.atLeast, RULE.mostShown],
  )
