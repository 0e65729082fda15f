import type { TestApp } from './test-app.js'

type Ask = TestApp['rows']

export interface ColumnFacts {
  table: string
  column: string
  type: string
  isArray: boolean
  nullable: boolean
  hasDefault: boolean
}

/** Every column of our schema, as Postgres has it. */
export const columnsOf = (ask: Ask): Promise<ColumnFacts[]> =>
  ask<ColumnFacts>(`
    SELECT c.relname AS table, a.attname AS column, format_type(coalesce(nullif(t.typelem, 0), t.oid), NULL) AS type,
           t.typcategory = 'A' AS "isArray", NOT a.attnotnull AS nullable, a.atthasdef AS "hasDefault"
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, 2`)

export interface ForeignKey {
  name: string
  refersTo: string
  indexed: boolean
}

/** Every foreign key, and whether a whole index begins with one of its columns. */
export const foreignKeysOf = (ask: Ask): Promise<ForeignKey[]> =>
  ask<ForeignKey>(`
    SELECT c.conname AS name, c.confrelid::regclass::text AS "refersTo",
           EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = ANY(c.conkey) AND i.indpred IS NULL) AS indexed
    FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace ORDER BY 1`)

/** All that migrations make, as the statements that would make it again, the rights of roles included; of an extension nothing. */
export const definitionsOf = async (ask: Ask): Promise<string[]> => {
  const found = await ask<{ definition: string }>(`
    WITH ours AS (SELECT oid, relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'schema_migration%')
    SELECT table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable || coalesce(' DEFAULT ' || column_default, '')
           || coalesce(' GENERATED ' || generation_expression, '') || ' ' || ordinal_position AS definition
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'schema_migration'
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN ours ON ours.oid = conrelid
    UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN ours ON ours.oid = indrelid
    UNION ALL SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN ours ON ours.oid = tgrelid WHERE NOT tgisinternal
    UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
              AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e')
    UNION ALL SELECT relname || ' IS ' || obj_description(oid, 'pg_class') FROM ours WHERE obj_description(oid, 'pg_class') IS NOT NULL
    UNION ALL SELECT table_name || ' ' || grantee || ' ' || privilege_type FROM information_schema.table_privileges
              WHERE table_schema = 'public' AND table_name <> 'schema_migration'
    ORDER BY 1`)
  return found.map(({ definition }) => definition)
}

const RIGHTS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'] as const

/** What a role may really do with each table, in the words of a GRANT. */
export async function rightsOf(ask: Ask, role: string): Promise<Record<string, string>> {
  const found = await ask<{ table: string; rights: string | null }>(
    `SELECT c.relname AS table, string_agg(r.name, ', ' ORDER BY r.place) FILTER (WHERE has_table_privilege($1, c.oid, r.name)) AS rights
     FROM pg_class c, unnest($2::text[]) WITH ORDINALITY AS r (name, place)
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p') GROUP BY 1`,
    [role, RIGHTS],
  )
  return Object.fromEntries(found.map(({ table, rights }) => [table, rights ?? 'nothing']))
}
