import type { MigrationInterface, QueryRunner } from 'typeorm'

const OF_WORDS_AND_CATEGORIES = ['by_words', 'open_by_words', 'in_category'].map(name => `published_requirement_${name}`)

const keptAtOnce = (atOnce: boolean): string =>
  OF_WORDS_AND_CATEGORIES.map(index => `ALTER INDEX ${index} ${atOnce ? 'SET (fastupdate = off)' : 'RESET (fastupdate)'};`).join('\n')

/**
 * A list or a search costs the same however much was published before. What is open is listed by an index of its own; and the indexes of words and
 * categories take each requirement in when it is published: what waits beside them is read by every search until it is taken in, which comes the
 * later the larger the table is.
 */
export class SearchEvenly1763859830000 implements MigrationInterface {
  readonly name = 'SearchEvenly1763859830000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX published_requirement_open_newest ON published_requirement (published_at DESC, id DESC) WHERE state = 'open' AND NOT practice;
      ${keptAtOnce(true)}
    `)
    for (const index of OF_WORDS_AND_CATEGORIES) await runner.query(`SELECT gin_clean_pending_list('${index}')`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX published_requirement_open_newest;
      ${keptAtOnce(false)}
    `)
  }
}
