import { Controller, Get, Inject } from '@nestjs/common'

import { oneRow } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { Public } from '../audience.js'
import { contactView, cookiesView } from './about-views.js'
import { Page } from './page.js'

/** What the service says about itself, from the foot of every page. */
@Controller()
@Public()
export class AboutPages {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly config: Pick<RunningConfig, 'publicUrl' | 'supportContact'>,
  ) {}

  @Get('accessibility')
  @Page('pages/views/accessibility.njk', 'always')
  accessibility(): object {
    return {}
  }

  @Get('privacy')
  @Page('pages/views/privacy.njk', 'always')
  privacy(): object {
    return {}
  }

  @Get('cookies')
  @Page('pages/views/cookies.njk', 'always')
  cookies(): object {
    return cookiesView(this.config.publicUrl)
  }

  @Get('report-a-problem')
  @Page('pages/views/report-a-problem.njk', 'a contact', 'no contact')
  reportAProblem(): object {
    return contactView(this.config.supportContact)
  }

  /** Says so itself when the database is away, so it shows whatever can be known. */
  @Get('status')
  @Page('pages/views/status.njk', 'works', 'does not work')
  async status(): Promise<object> {
    const now = await this.unitOfWork
      .readPublic(view => oneRow<{ now: string }>(view, 'SELECT market_now() AS now'))
      .then(({ now: read }) => read)
      .catch(() => null)
    return { ready: now !== null, now }
  }
}
