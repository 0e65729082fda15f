import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import { Public } from '../../web/audience.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { UuidParam } from '../../web/uuid-param.js'
import {
  presentSupplier,
  searchOf,
  SupplierCountDto,
  SupplierCountQuery,
  SupplierPageDto,
  SupplierQuery,
  SupplierRecordDto,
} from './directory.dto.js'
import { DirectoryService } from './directory.service.js'

@ApiTags('suppliers')
@Controller('api/v1/suppliers')
@Public()
export class DirectoryController {
  constructor(private readonly directory: DirectoryService) {}

  /** The admitted suppliers by name, with the categories they are active members of and what they offer there. None of practice agreements. */
  @Get()
  @PublicRead()
  async list(@Query() query: SupplierQuery): Promise<SupplierPageDto> {
    const { items, nextCursor } = await this.directory.list(searchOf(query))
    return { items: items.map(presentSupplier), nextCursor }
  }

  /** How many the list holds by the same filters, counted up to a thousand. */
  @Get('count')
  @PublicRead()
  count(@Query() query: SupplierCountQuery): Promise<SupplierCountDto> {
    return this.directory.count(searchOf(query))
  }

  /** One admitted supplier. Whoever is an active member no more is not found. */
  @Get(':id')
  @PublicRead()
  async get(@Param('id', UuidParam) id: string): Promise<SupplierRecordDto> {
    return presentSupplier(await this.directory.get(id))
  }
}
