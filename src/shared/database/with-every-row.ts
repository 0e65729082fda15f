import type { NamedAct } from './named-acts.js'
import type { Readable } from './unit-of-work.js'

/** Works past the row policies inside a person's transaction, as the act that it names. Ask first whether they may; nothing else runs meanwhile. */
export async function withEveryRow<T>(view: Readable, act: NamedAct, work: () => Promise<T>): Promise<T> {
  await view.query(`SELECT set_config('market.act', $1, true)`, [act])
  const result = await work()
  await view.query(`SELECT set_config('market.act', '', true)`)
  return result
}
