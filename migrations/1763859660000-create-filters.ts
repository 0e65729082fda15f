import type { MigrationInterface, QueryRunner } from 'typeorm'

interface Value {
  key: string
  title: string
  parent: string | null
  retired: boolean
}

const keyOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

const valuesOf = (titles: readonly string[], parent: string | null = null): Value[] =>
  titles.map(title => ({ key: keyOf(title), title, parent, retired: false }))

const MEDICAL = 'Medical AI technology'

/** Seen of the official tree are the first two levels and a part of the third; the other facets are suggestions, to be edited. */
const FACETS: readonly { key: string; title: string; values: Value[] }[] = [
  {
    key: 'scope',
    title: 'Scope of engagement',
    values: valuesOf(['AI discovery (consultancy)', 'Licensing, customisation and support', 'End-to-end partnership']),
  },
  {
    key: 'ai-type',
    title: 'Type of AI',
    values: [
      ...valuesOf([
        'AI applications',
        'Augmented decision making',
        'Data and analytics, machine learning included',
        'Virtual assistants and chatbots',
        MEDICAL,
      ]),
      ...valuesOf(['Medical imaging software', 'Non-imaging diagnostic software', 'Symptom-based software'], keyOf(MEDICAL)),
    ],
  },
  {
    key: 'sector',
    title: 'Sector',
    values: valuesOf([
      'Central government',
      'Health',
      'Local government',
      'Education',
      'Police and fire',
      'Defence',
      'Devolved administrations',
    ]),
  },
  {
    key: 'location',
    title: 'Location',
    values: valuesOf([
      'North East',
      'North West',
      'Yorkshire and the Humber',
      'East Midlands',
      'West Midlands',
      'East of England',
      'London',
      'South East',
      'South West',
      'Scotland',
      'Wales',
      'Northern Ireland',
      'Overseas',
    ]),
  },
  {
    key: 'clearance',
    title: 'Clearance',
    values: valuesOf(['None', 'Baseline Personnel Security Standard', 'Counter-Terrorist Check', 'Security Check', 'Developed Vetting']),
  },
  {
    key: 'size',
    title: 'Size of contract',
    values: valuesOf(['Up to £100,000', 'Up to £1,000,000', 'Up to £5,000,000', 'More than £5,000,000']),
  },
]

/** What suppliers say they offer and buyers filter by, in editions of which none changes (docs/adr/0044). */
export class CreateFilters1763859660000 implements MigrationInterface {
  readonly name = 'CreateFilters1763859660000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE filter_edition (
        number integer PRIMARY KEY CHECK (number > 0),
        id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
        facets jsonb NOT NULL CHECK (jsonb_typeof(facets) = 'array'),
        reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 5000),
        published_by uuid REFERENCES person,
        published_at timestamptz NOT NULL
      );
      COMMENT ON COLUMN filter_edition.published_by IS 'Null for the edition that the marketplace came with.';
      CREATE INDEX filter_edition_by_person ON filter_edition (published_by);
      CREATE TRIGGER filter_edition_is_final BEFORE UPDATE OR DELETE ON filter_edition FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER filter_edition_is_kept BEFORE TRUNCATE ON filter_edition FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `)
    await runner.query(`INSERT INTO filter_edition (number, facets, reason, published_at) VALUES (1, $1, $2, '2026-11-23')`, [
      JSON.stringify(FACETS),
      'The filters that the marketplace came with: levels 1 to 3 as far as they are seen of RM6200, the rest suggested.',
    ])
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE filter_edition')
  }
}
