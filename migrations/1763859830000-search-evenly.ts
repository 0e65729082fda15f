import type { MigrationInterface, QueryRunner } from 'typeorm'

const OF_WORDS_AND_CATEGORIES = ['by_words', 'open_by_words', 'in_category'].map(name => `published_requirement_${name}`)

const keptAtOnce = (atOnce: boolean): string =>
  OF_WORDS_AND_CATEGORIES.map(index => `ALTER INDEX ${index} ${atOnce ? 'SET (fastupdate = off)' : 'RESET (fastupdate)'};`).join('\n')

/**
 * A list or a search costs the same however much was published before. What is open is listed by an index of its own. The indexes of words and
 * categories take each requirement in when it is published: what waits beside them is read by every search. And they are cleaned of what has closed
 * after so many changes, where Postgres by itself would wait for a fifth of all rows to change, and then leave indexes alone while few pages are
 * concerned: until then every search in what is open reads what was open once.
 */
export class SearchEvenly1763859830000 implements MigrationInterface {
  readonly name = 'SearchEvenly1763859830000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX published_requirement_open_newest ON published_requirement (published_at DESC, id DESC) WHERE state = 'open' AND NOT practice;
      ${keptAtOnce(true)}
      ALTER TABLE published_requirement SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, vacuum_index_cleanup = on);
    `)
    for (const index of OF_WORDS_AND_CATEGORIES) await runner.query(`SELECT gin_clean_pending_list('${index}')`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE published_requirement RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold, vacuum_index_cleanup);
      ${keptAtOnce(false)}
      DROP INDEX published_requirement_open_newest;
    `)
  }
}
