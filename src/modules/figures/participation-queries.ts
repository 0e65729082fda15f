import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { RUNNING } from '../memberships/directory-queries.js'
import type { CountedPart } from './domain/participation.js'

/** The filter whose values are regions. */
const LOCATION = 'location'

/**
 * The suppliers that are active members by the clock, in every division at once: of one agreement, or of all that are not for practice. The size of
 * a supplier is that of its newest membership; it is a newcomer where its first membership is among these.
 */
export const countParticipation = (view: Readable, agreementId: string | null): Promise<CountedPart[]> =>
  rows<CountedPart>(
    view,
    `WITH ${RUNNING},
     asked AS MATERIALIZED (SELECT * FROM running WHERE $1::uuid IS NULL OR id = $1),
     member AS MATERIALIZED (
       SELECT m.supplier_id, m.agreement_id, m.category_id, m.offer, m.supplier_size, m.newcomer, m.admitted_at
       FROM membership m WHERE m.state = 'active' AND m.agreement_id IN (SELECT id FROM asked)),
     supplier AS MATERIALIZED (
       SELECT supplier_id, (array_agg(supplier_size ORDER BY admitted_at DESC) FILTER (WHERE supplier_size IS NOT NULL))[1] AS size,
              bool_or(newcomer) AS newcomer
       FROM member GROUP BY supplier_id),
     region AS (
       SELECT v.value->>'key' AS key, v.value->>'title' AS title, (v.value->>'retired')::boolean AS retired, v.place
       FROM (SELECT facets FROM filter_edition ORDER BY number DESC LIMIT 1) f
       CROSS JOIN LATERAL jsonb_array_elements(f.facets) facet
       CROSS JOIN LATERAL jsonb_array_elements(facet.value->'values') WITH ORDINALITY AS v (value, place)
       WHERE facet.value->>'key' = '${LOCATION}'),
     at AS MATERIALIZED (
       SELECT substr(token, ${LOCATION.length + 2}) AS key, count(DISTINCT supplier_id)::int AS number
       FROM member CROSS JOIN LATERAL unnest(offer) token WHERE token LIKE '${LOCATION}/%' GROUP BY token)
     SELECT figure, key, title, number FROM (
       SELECT 'all' AS figure, '' AS key, NULL AS title, count(*)::int AS number, '' AS place FROM supplier
       UNION ALL SELECT 'sizes', coalesce(size, 'not-known'), NULL, count(*)::int, '' FROM supplier GROUP BY 2
       UNION ALL SELECT 'newcomers', CASE newcomer WHEN true THEN 'newcomer' WHEN false THEN 'member-before' ELSE 'not-known' END, NULL, count(*)::int, ''
         FROM supplier GROUP BY 2
       UNION ALL SELECT 'regions', r.key, r.title, coalesce(at.number, 0), to_char(r.place, 'FM000000')
         FROM region r LEFT JOIN at ON at.key = r.key WHERE NOT r.retired OR at.number > 0
       UNION ALL SELECT 'categories', c.id::text, c.title || ' (' || a.reference || ')', count(m.supplier_id)::int, a.reference || ' ' || c.code
         FROM asked a JOIN category c ON c.agreement_id = a.id LEFT JOIN member m ON m.category_id = c.id GROUP BY c.id, c.title, a.reference, c.code
       UNION ALL SELECT 'agreements', a.id::text, a.name || ' (' || a.reference || ')', count(DISTINCT m.supplier_id)::int, a.reference
         FROM asked a LEFT JOIN member m ON m.agreement_id = a.id GROUP BY a.id, a.name, a.reference) counted
     ORDER BY figure, place, key`,
    [agreementId],
  )
