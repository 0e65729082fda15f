import pg from 'pg'

/** The cluster every test database lives on: embedded, or the one that DATABASE_URL and DATABASE_OWNER_URL name. */
export interface TestCluster {
  /** Application role and owner role, both of the maintenance database. */
  url: string
  ownerUrl: string
  redisUrl: string | null
}

export const TEMPLATE = 'market_template_test'

/** How global set-up tells the workers where the cluster is. */
export const CLUSTER_VARIABLE = 'MARKET_TEST_CLUSTER'

/** How the owner looks past the row policies: it says what it is there for. */
export const EVERY_ROW = '-c jit=off -c market.act=owner'

/** The same role on another database of the cluster. */
export function onDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.toString()
}

/** Runs statements as the owner of a database, one connection for all. */
export async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, options: EVERY_ROW })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
