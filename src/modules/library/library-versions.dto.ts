import { IsOptional, IsUUID } from 'class-validator'

import { ListQuery } from '../../web/list-query.dto.js'

export class LibraryVersionsQuery extends ListQuery {
  /** Id of the product that a claim is about; left out for all other questions. */
  @IsOptional()
  @IsUUID()
  product?: string
}
