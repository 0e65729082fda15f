import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { currentFilters } from '../agreements/filter-queries.js'
import type { Facet } from '../agreements/domain/filters.js'
import {
  countSuppliers,
  type DirectoryFilter,
  findSupplier,
  type ListedSupplier,
  listSuppliers,
  type SupplierCount,
  type SupplierRecord,
} from './directory-queries.js'

export type DirectoryListing = DirectoryFilter & { limit: number; cursor?: string | undefined }

/** The admitted suppliers as everybody sees them: who is an active member by the clock, and nobody else; never those of practice agreements. */
@Injectable()
export class DirectoryService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** By name. */
  list({ limit, cursor, ...filter }: DirectoryListing): Promise<Page<ListedSupplier>> {
    const [after = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.readPublic(async view => pageOf(await listSuppliers(view, filter, after, limit + 1), limit, ({ id }) => [id]))
  }

  /** How many there are, counted up to a thousand. */
  count(filter: DirectoryFilter): Promise<SupplierCount> {
    return this.unitOfWork.readPublic(view => countSuppliers(view, filter))
  }

  /** NotFound for whoever is no active member. */
  async get(id: string): Promise<SupplierRecord> {
    const supplier = await this.unitOfWork.readPublic(view => findSupplier(view, id))
    if (supplier === null) throw new NotFound('supplier')
    return supplier
  }

  /** What suppliers describe themselves by. */
  async facets(): Promise<Facet[]> {
    return (await this.unitOfWork.readPublic(currentFilters)).facets
  }
}
