import { Controller, Get, Param, Query } from '@nestjs/common'

import { Public } from '../../web/audience.js'
import { Downloads, Page } from '../../web/pages/page.js'
import { Download } from '../../web/pages/page-route.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AgreementsService } from '../agreements/agreements.service.js'
import { participationCsv, participationNamed, participationView } from './participation-views.js'
import { ParticipationService } from './participation.service.js'

/** More open agreements than anybody chooses from. */
const MOST_AGREEMENTS = 100

/** Who takes part, as everybody may read it. */
@Controller('suppliers/participation')
@Public()
export class ParticipationPages {
  constructor(
    private readonly participation: ParticipationService,
    private readonly agreements: AgreementsService,
  ) {}

  @Get()
  @Page('figures/views/participation.njk', 'too few suppliers', 'with figures')
  async show(@Query('agreement') agreement: unknown): Promise<object> {
    const [figures, { items }] = await Promise.all([
      this.participation.get(agreementOf(agreement)),
      this.agreements.listOpen(null, MOST_AGREEMENTS),
    ])
    return participationView(figures, items)
  }

  @Get(':figure/csv')
  @Downloads()
  async csv(@Param('figure') figure: string, @Query('agreement') agreement: unknown): Promise<Download> {
    const name = participationNamed(figure)
    const figures = await this.participation.get(agreementOf(agreement))
    return new Download(`suppliers-${name}.csv`, 'text/csv; charset=utf-8', participationCsv(name, figures))
  }
}

/** The agreement that an address asks for; all of them where it names none. */
const agreementOf = (asked: unknown): string | null => (typeof asked === 'string' && asked !== '' ? new UuidParam().transform(asked) : null)
