import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { Sealing } from '../../shared/sealing.js'
import { recordAudit } from '../audit/record-audit.js'
import { listLegalFigures } from '../law/legal-figures.js'
import { getProduct, libraryOf, listProducts, lockLibrary, type Product, today } from './library-queries.js'
import { refuseOthers } from './library.service.js'
import { ProductRetired } from './open-product.js'
import { currentSet } from './question-sets.js'
import { nameOf } from './sealed-library.js'

/** Products of a supplier, which its claims are about. */
@Injectable()
export class LibraryProductsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealing: Sealing,
  ) {}

  /** Adds a product under a name that none of the supplier's others has; answers its id. */
  async add(actor: Actor, name: string, repeat: RepeatKey | null): Promise<string> {
    refuseOthers(actor)
    const spelt = name.normalize('NFC').trim().replaceAll(/\s+/g, ' ')
    const { id } = await runOnce(this.unitOfWork, actor, repeat, async tx => {
      await lockLibrary(tx, actor.organisationId)
      refuseUnlessNew(await listProducts(tx, this.sealing, actor), spelt, await mostEver(tx))
      const productId = newId()
      await tx.query('INSERT INTO library_product (id, supplier_id, name, added_by, added_at) VALUES ($1, $2, $3, $4, $5)', [
        productId,
        actor.organisationId,
        this.sealing.seal(spelt, nameOf(actor.organisationId, productId)),
        actor.personId,
        await marketNow(tx),
      ])
      await recordAudit(tx, actor, 'library.product-added', libraryOf(actor), { productId })
      return { id: productId }
    })
    return id
  }

  /** Says that nothing is claimed of a product any more. What was claimed stays. */
  async retire(actor: Actor, id: string, repeat: RepeatKey | null): Promise<void> {
    refuseOthers(actor)
    await runOnce(this.unitOfWork, actor, repeat, async tx => {
      await lockLibrary(tx, actor.organisationId)
      if ((await getProduct(tx, this.sealing, actor, id)).retiredAt !== null) throw new ProductRetired()
      await tx.query('UPDATE library_product SET retired_at = market_now() WHERE id = $1', [id])
      // Nobody can save what was begun about it.
      await tx.query('DELETE FROM library_draft WHERE product_id = $1 AND supplier_id = $2', [id, actor.organisationId])
      await recordAudit(tx, actor, 'library.product-retired', libraryOf(actor), { productId: id })
      return {}
    })
  }

  get(actor: Actor, id: string): Promise<Product> {
    refuseOthers(actor)
    return this.unitOfWork.read(actor, view => getProduct(view, this.sealing, actor, id))
  }
}

/** So many as the figure in force says, with those that are retired. */
async function mostEver(tx: Tx): Promise<number> {
  const day = await today(tx)
  const figure = (await listLegalFigures(tx, day)).find(({ key }) => key === 'library-products')
  if (figure === undefined) throw new Error(`There is no figure library-products on ${day}.`)
  return Number(figure.value)
}

function refuseUnlessNew(products: readonly Product[], name: string, mostEver: number): void {
  const offered = products.filter(({ retiredAt }) => retiredAt === null)
  if (offered.some(each => each.name.toLowerCase() === name.toLowerCase()))
    throw new Conflict('product-exists', 'Your library has a product of this name. Open it, or give the new one another name.')
  const { products: most } = currentSet().limits
  if (offered.length >= most)
    throw new Conflict('too-many-products', `Your library may hold ${most} products. Retire one that you no longer offer.`)
  if (products.length >= mostEver)
    throw new Conflict(
      'too-many-products',
      `Your library holds ${mostEver} products with those you no longer offer, which is as many as it may. Make your claims about one that it holds, or ask the marketplace operator for room for more.`,
    )
}
