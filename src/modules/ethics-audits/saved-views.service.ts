import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { firstRow, rows } from '../../shared/database/rows.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { refuseUnlessReader } from './audit-access.js'

/** The members of a saved filter by their names, as the query of the queue takes them. */
export type SavedFilter = Readonly<Record<string, string>>

/** A set of filters of the queue under a name, of one person and for nobody else. */
export interface SavedView {
  id: string
  name: string
  filter: SavedFilter
  savedAt: Instant
}

/** So many that nobody runs out, and that all stand on one page. */
export const MOST_VIEWS = 20

@Injectable()
export class SavedViewsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** One's own, by name. */
  list(actor: Actor): Promise<SavedView[]> {
    refuseUnlessReader(actor)
    return this.unitOfWork.read(actor, view => listViews(view, actor))
  }

  async save(actor: Actor, name: string, filter: SavedFilter, repeat: RepeatKey | null): Promise<SavedView> {
    refuseUnlessReader(actor)
    const { id } = await runOnce(this.unitOfWork, actor, repeat, async tx => ({ id: await insertView(tx, actor, name.trim(), filter) }))
    return this.unitOfWork.read(actor, view => getView(view, actor, id))
  }

  /** It tells of nothing that anybody did, so nothing of it is kept. */
  async remove(actor: Actor, id: string): Promise<void> {
    refuseUnlessReader(actor)
    await this.unitOfWork.run(actor, async tx => {
      await getView(tx, actor, id)
      await tx.query('DELETE FROM saved_view WHERE id = $1', [id])
    })
  }
}

const OWN = `SELECT id, name, filter, saved_at AS "savedAt" FROM saved_view WHERE person_id = $1`

export const listViews = (view: Readable, { personId }: Actor): Promise<SavedView[]> =>
  rows<SavedView>(view, `${OWN} ORDER BY name LIMIT $2`, [personId, MOST_VIEWS])

async function getView(view: Readable, { personId }: Actor, id: string): Promise<SavedView> {
  const found = await firstRow<SavedView>(view, `${OWN} AND id = $2`, [personId, id])
  if (found === null) throw new NotFound('saved view')
  return found
}

async function insertView(tx: Tx, actor: Actor, name: string, filter: SavedFilter): Promise<string> {
  const { personId } = actor
  // One after the other, so that two at once are no more than may be.
  await tx.query('SELECT FROM person WHERE id = $1 FOR NO KEY UPDATE', [personId])
  if ((await listViews(tx, actor)).length >= MOST_VIEWS)
    throw new Conflict('too-many-views', `You have ${MOST_VIEWS} saved views already. Remove one first.`)
  const saved = await firstRow<{ id: string }>(
    tx,
    `INSERT INTO saved_view (id, person_id, name, filter, saved_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id`,
    [newId(), personId, name, JSON.stringify(filter), await marketNow(tx)],
  )
  if (saved === null) throw new Conflict('view-name-taken', 'You have saved a view under this name already. Choose another name.')
  return saved.id
}
