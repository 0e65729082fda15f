import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../../shared/domain/actor.js'
import { NotFound } from '../../../shared/domain/errors.js'
import { Audience } from '../../../web/audience.js'
import { type FormView, orShowAgain } from '../../../web/pages/form.js'
import { FormBody, type FormFields } from '../../../web/pages/form-body.js'
import { Page } from '../../../web/pages/page.js'
import { OtherPage, type PageAnswer, SeeOther } from '../../../web/pages/page-route.js'
import { CurrentActor } from '../../../web/request-parts.js'
import { UuidParam } from '../../../web/uuid-param.js'
import type { RequirementSection } from '../domain/requirement-field.js'
import { SECTIONS } from '../domain/requirement-sections.js'
import { opportunityView } from '../opportunity-page-views.js'
import { OpportunityService } from '../opportunity.service.js'
import { inPageWords, refuseMalformed } from './requirement-section.form.js'
import { sectionHref, writingHref } from './requirement-head.js'
import { type RequirementWriting, RequirementWritingService } from './requirement-writing.service.js'
import { clashView } from './section-clash-views.js'
import { readSectionForm, redrawn, type SectionForm, withoutBlankRows } from './section-form.js'
import { sectionWords } from './section-options.js'
import { sectionView } from './section-views.js'
import { taskListView } from './task-list-views.js'

const SECTION = 'requirements/views/writing/section.njk'

/** A requirement as its buyer writes it, section by section. */
@Controller('buyer/requirements/:id')
@Audience('buyer-author', 'buyer-approver', 'evaluator')
export class RequirementWritingPages {
  constructor(
    private readonly writing: RequirementWritingService,
    private readonly opportunities: OpportunityService,
  ) {}

  @Get()
  @Page('requirements/views/writing/task-list.njk', 'new', 'ready', 'held', 'returned', 'long text', 'waiting', 'open', 'an evaluator')
  async tasks(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return taskListView(await this.writing.look(actor, id))
  }

  /** The requirement as everybody will read it: the public's own template on what would be published now. */
  @Get('preview')
  @Page('requirements/views/writing/preview.njk', 'new', 'ready', 'long text')
  async preview(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    const opportunity = await this.opportunities.preview(actor, await this.writing.asPublished(actor, id))
    return { ...opportunityView(opportunity, null), writingHref: writingHref(id) }
  }

  @Get(':section')
  @Page(SECTION, 'empty', 'filled', 'long text', 'with findings', 'risk', 'not to be changed')
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Param('section') name: string): Promise<object> {
    return sectionView(await this.writing.look(actor, id), sectionNamed(name))
  }

  @Post(':section')
  @Audience('buyer-author')
  @Page(SECTION, 'a row added', 'refused', 'clash', 'frozen')
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('section') name: string,
    @FormBody() fields: FormFields,
  ): Promise<PageAnswer> {
    const section = sectionNamed(name)
    const writing = await this.writing.look(actor, id)
    const form = readSectionForm(section, fields)
    const other = redrawn(section, form)
    if (other !== null) return new OtherPage(sectionView(writing, section, { ...form, fields: other }), 200)
    return orShowAgain(
      fields,
      () => this.merge(actor, writing, section, form),
      refused => this.showAgain(actor, id, section, form, refused),
    )
  }

  private async merge(
    actor: Actor,
    { requirement: { id }, ruleSet, agreement }: RequirementWriting,
    section: RequirementSection,
    form: SectionForm,
  ) {
    const clashes = await inPageWords(section, sectionWords(ruleSet, agreement), async () => {
      await refuseMalformed(form.typed)
      return this.writing.save(actor, id, section, form)
    })
    if (clashes.length === 0) return new SeeOther(form.action.do === 'save' ? writingHref(id) : sectionHref(id, section.id), 'part-saved')
    return new OtherPage(clashView(await this.writing.look(actor, id), section, form, clashes), 412, 'requirements/views/writing/clash.njk')
  }

  /** Problems name the rows that say something, so only these are shown. */
  private async showAgain(actor: Actor, id: string, section: RequirementSection, form: SectionForm, refused: FormView): Promise<object> {
    return sectionView(await this.writing.look(actor, id), section, { ...form, fields: withoutBlankRows(section, form.fields) }, refused)
  }
}

function sectionNamed(name: string): RequirementSection {
  const section = SECTIONS.find(({ id }) => id === name)
  if (section === undefined) throw new NotFound('section')
  return section
}
