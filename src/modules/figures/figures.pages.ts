import { Controller, Get, Param } from '@nestjs/common'

import { Public } from '../../web/audience.js'
import { Downloads, Page } from '../../web/pages/page.js'
import { Download } from '../../web/pages/page-route.js'
import { figureNamed } from './figure-tables.js'
import { figureCsv, publicFiguresView } from './figure-views.js'
import { FiguresService } from './figures.service.js'

/** Figures that everybody may read. */
@Controller('transparency')
@Public()
export class FiguresPages {
  constructor(private readonly figures: FiguresService) {}

  @Get()
  @Page('figures/views/transparency.njk', 'too few bids', 'with figures')
  async show(): Promise<object> {
    return publicFiguresView(await this.figures.forAll())
  }

  @Get(':figure/csv')
  @Downloads()
  async csv(@Param('figure') figure: string): Promise<Download> {
    const name = figureNamed(figure)
    const figures = await this.figures.forAll()
    const content = figureCsv(name, figures, { words: `Fewer than ${figures.rule.fewestShown}` })
    return new Download(`${name}-${figures.period.from}-${figures.period.to}.csv`, 'text/csv; charset=utf-8', content)
  }
}
