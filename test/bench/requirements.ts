import type pg from 'pg'

/**
 * Characters of titles and descriptions of 180 published UK notices, at every twentieth of them: Sell2Wales and Public Contracts Scotland,
 * January to March 2025. The last is the longest description that was seen.
 */
const TITLES = [5, 21, 25, 27, 30, 34, 36, 41, 44, 47, 50, 54, 56, 58, 61, 67, 72, 77, 87, 97, 138]
const DESCRIPTIONS = [12, 60, 102, 145, 158, 184, 218, 248, 291, 320, 359, 389, 414, 456, 491, 548, 613, 731, 877, 1070, 5622]

/** Of all that is open, the newest; the others closed long ago. */
const OPEN = 2_000
/** Of what is open, what is Practice, which the public does not see. */
const OPEN_PRACTICE = 200

const WORDS = [
  'road,camera,image,defect,bridge,lamp,water,leak,meter,energy,forecast,school,bus,route,hospital,bed,triage,letter,invoice,archive',
  'search,map,drone,forest,river,flood,tax,claim,benefit,caseworker,officer,council,library,museum,planning,permit,noise,air,quality,waste',
  'bin,recycling,translation,speech,caption,chat,question,answer,tenant,repair,boiler,street,tree,parking,traffic,signal,ferry,harbour,port',
  'the,of,and,for,with,from,that,which,each,every,within,without,into,across,between,during,against,under,over,about',
]
  .join(',')
  .split(',')

/**
 * Fills the market up to so many requirements, the same ones for the same seed: copies of one that is open, with titles and problem
 * statements as long as those of real notices. Their words are kept by the trigger, as for any other.
 */
export async function fillUpTo(owner: pg.Client, total: number, seed: number): Promise<void> {
  const { rows } = await owner.query<{ count: number }>('SELECT count(*)::int AS count FROM requirement')
  const there = rows[0]?.count ?? 0
  await owner.query('SELECT setseed($1)', [seed / 1000])
  await owner.query(TEXTS)
  for (let from = there; from < total; from += AT_ONCE) {
    await owner.query(COPIES, [from, Math.min(from + AT_ONCE, total), OPEN, OPEN_PRACTICE])
  }
  await owner.query('ANALYZE')
}

const AT_ONCE = 50_000

const lengths = (quantiles: readonly number[]): string => `(ARRAY[${quantiles.join(', ')}])[1 + floor(random() * ${quantiles.length})::int]`

/** A thousand texts to draw from: making a text for each row would take longer than anything measured. */
const TEXTS = `
  CREATE TEMPORARY TABLE IF NOT EXISTS notice_text AS
  SELECT n, left(initcap(t.words), ${lengths(TITLES)}) AS title, left(t.words, ${lengths(DESCRIPTIONS)}) AS description
  FROM generate_series(0, 999) n, LATERAL (
    SELECT string_agg((ARRAY['${WORDS.join(`', '`)}'])[1 + floor(random() * ${WORDS.length})::int], ' ') AS words FROM generate_series(1, 900) WHERE n >= 0
  ) t`

const COPIES = `
  INSERT INTO requirement
  SELECT copy.*
  FROM (SELECT * FROM requirement WHERE state = 'open' AND NOT practice AND tier = 'low' ORDER BY id LIMIT 1) t,
       generate_series($1::int, $2::int - 1) place JOIN notice_text x ON x.n = place % 1000,
       jsonb_populate_record(NULL::requirement, to_jsonb(t) || jsonb_build_object(
    'id', gen_random_uuid(),
    'title', x.title || ' ' || place,
    'content', t.content || jsonb_build_object('title', x.title || ' ' || place, 'problemStatement', x.description),
    'practice', place < $4,
    'state', CASE WHEN place < $3 THEN 'open' ELSE 'closed' END,
    'tier', (ARRAY['low', 'medium', 'high'])[1 + place % 3],
    'published_at', market_now() - make_interval(mins => place),
    'created_at', market_now() - make_interval(mins => place),
    'submission_deadline', CASE WHEN place < $3 THEN market_now() + make_interval(days => 10, mins => place) ELSE market_now() - make_interval(mins => place) END
  )) copy`
