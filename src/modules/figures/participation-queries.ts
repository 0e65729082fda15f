import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { RUNNING } from '../memberships/directory-queries.js'
import type { MonthJoined } from './domain/counted-until.js'
import type { CountedPart } from './domain/participation.js'

/** The filter whose values are regions. */
const LOCATION = 'location'

/** How many suppliers joined in each month up to a day that ends one, each counted where it first did: of one agreement, or of all that are not for practice. */
export const listJoined = (view: Readable, agreementId: string | null, until: string): Promise<MonthJoined[]> =>
  rows<MonthJoined>(
    view,
    `WITH ${RUNNING}
     SELECT (joined.month + interval '1 month - 1 day')::date::text AS "lastDay", count(*)::int AS suppliers
     FROM (SELECT date_trunc('month', min(admitted_at) AT TIME ZONE 'Europe/London') AS month
           FROM membership WHERE agreement_id IN (SELECT id FROM running WHERE $1::uuid IS NULL OR id = $1) GROUP BY supplier_id) joined
     WHERE joined.month <= $2::date GROUP BY joined.month ORDER BY joined.month`,
    [agreementId, until],
  )

/**
 * The suppliers that were active members when a day in London was over, in every division at once: of one agreement, or of all that are not for
 * practice; nobody where there is no day. The size of a supplier is that of its newest membership; it is a newcomer where its first membership is
 * among these. What changed after that day, a standing or an offer, counts as it was.
 */
export const countParticipation = (view: Readable, agreementId: string | null, until: string | null): Promise<CountedPart[]> =>
  rows<CountedPart>(
    view,
    `WITH ${RUNNING},
     asked AS MATERIALIZED (SELECT * FROM running WHERE $1::uuid IS NULL OR id = $1),
     day AS MATERIALIZED (SELECT ($2::date + 1)::timestamp AT TIME ZONE 'Europe/London' AS over),
     was AS MATERIALIZED (
       SELECT changed.membership_id,
              coalesce((SELECT c.kind FROM membership_change c WHERE c.membership_id = changed.membership_id AND c.kind <> 'offer' AND c.changed_at < (SELECT over FROM day)
                        ORDER BY c.changed_at DESC, c.id DESC LIMIT 1), 'admitted') IN ('admitted', 'restored') AS active,
              (SELECT c.offer FROM membership_change c WHERE c.membership_id = changed.membership_id AND c.offer IS NOT NULL AND c.changed_at < (SELECT over FROM day)
               ORDER BY c.changed_at DESC, c.id DESC LIMIT 1) AS offer
       FROM (SELECT DISTINCT membership_id FROM membership_change WHERE changed_at >= (SELECT over FROM day)) changed),
     member AS MATERIALIZED (
       SELECT m.supplier_id, m.agreement_id, m.category_id, coalesce(was.offer, m.offer) AS offer, m.supplier_size, m.newcomer, m.admitted_at
       FROM membership m LEFT JOIN was ON was.membership_id = m.id
       WHERE m.agreement_id IN (SELECT id FROM asked) AND m.admitted_at < (SELECT over FROM day) AND coalesce(was.active, m.state = 'active')),
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
    [agreementId, until],
  )
