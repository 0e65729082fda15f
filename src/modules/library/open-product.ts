import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict } from '../../shared/domain/errors.js'
import type { Sealing } from '../../shared/sealing.js'
import { type AnswerKey, getProduct, type Product } from './library-queries.js'

/** The product of a claim, while something may be claimed of it; null for all other answers. */
export async function openProduct(
  view: Readable,
  sealing: Sealing,
  actor: Actor,
  { productId }: Pick<AnswerKey, 'productId'>,
): Promise<Product | null> {
  if (productId === null) return null
  const product = await getProduct(view, sealing, actor, productId)
  if (product.retiredAt !== null) throw new ProductRetired()
  return product
}

export class ProductRetired extends Conflict {
  constructor() {
    super('product-retired', 'This product is retired, so nothing more is claimed of it. Add it anew to claim something.')
  }
}
