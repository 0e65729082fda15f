import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { type FormView, orShowAgain } from '../../web/pages/form.js'
import { FormBody, type FormFields } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { OtherPage, type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { clashView } from './answer-clash-views.js'
import { EthicsAnswersService } from './ethics-answers.service.js'
import { type EthicsQuestionnaire, EthicsQuestionnaireService } from './ethics-questionnaire.service.js'
import { sectionView } from './ethics-section-views.js'
import { sectionAddress, sectionOf, sectionsView } from './ethics-views.js'
import { inPageWords } from './malformed-answers.js'
import { readSectionForm, toSave, type TypedForm, withRows } from './section-form.js'

const SECTION = 'bids/views/ethics-section.njk'

/** The ethics questionnaire of a bid, section by section. */
@Controller('supplier/bids/:id/ethics')
@Audience('bid-writer')
export class EthicsPages {
  constructor(
    private readonly questionnaires: EthicsQuestionnaireService,
    private readonly answers: EthicsAnswersService,
  ) {}

  @Get()
  @Page('bids/views/ethics-sections.njk', 'nothing answered', 'some answered', 'closed')
  async list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return sectionsView(await this.questionnaires.look(actor, id))
  }

  @Get(':section')
  @Page(SECTION, 'nothing answered', 'answered', 'with findings', 'long text', 'nothing asked', 'closed')
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Param('section') section: string): Promise<object> {
    return sectionView(await this.questionnaires.look(actor, id, { section }), section)
  }

  @Post(':section')
  @Page(SECTION, 'a row added', 'malformed', 'clash')
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('section') section: string,
    @FormBody() fields: FormFields,
  ): Promise<PageAnswer> {
    const questionnaire = await this.questionnaires.look(actor, id)
    const typed = readSectionForm(sectionOf(questionnaire, section).questions, fields)
    const redrawn = withRows(typed)
    if (redrawn !== null) return new OtherPage(await this.showAgain(actor, questionnaire, section, redrawn), 200)
    return orShowAgain(
      fields,
      () => this.merge(actor, questionnaire, section, typed),
      form => this.showAgain(actor, questionnaire, section, { ...typed, answers: toSave(typed).answers }, form),
    )
  }

  private async merge(actor: Actor, { bid: { id: bidId } }: EthicsQuestionnaire, section: string, typed: TypedForm): Promise<PageAnswer> {
    const isByItself = typed.action.do === 'keep'
    const clashes = await inPageWords(() => this.answers.merge(actor, bidId, section, toSave(typed), isByItself ? typed.revision : null))
    const after = await this.questionnaires.look(actor, bidId)
    if (clashes.length > 0) return new OtherPage(clashView(after, section, typed, clashes), 412, 'bids/views/ethics-clash.njk')
    return isByItself ? new SeeOther(sectionAddress(bidId, section)) : wayOn(after, section, typed)
  }

  /** The section with what was typed, and the questions that follow from it. */
  private async showAgain(
    actor: Actor,
    { bid: { id: bidId } }: EthicsQuestionnaire,
    section: string,
    typed: TypedForm,
    form?: FormView,
  ): Promise<object> {
    return sectionView(await this.questionnaires.look(actor, bidId, { section, typed: toSave(typed).answers }), section, typed, form)
  }
}

/** Stays where an answer led to more questions; otherwise goes on to the next section that asks something, and from the last to the check. */
function wayOn({ bid: { id: bidId }, sections, asked }: EthicsQuestionnaire, section: string, typed: TypedForm): SeeOther {
  const asks = ({ questions }: (typeof sections)[number]): string[] =>
    questions.map(({ id }) => id).filter(id => asked.some(({ question }) => question === id))
  if (typed.action.do === 'save-and-leave') return new SeeOther(`/supplier/bids/${bidId}/ethics`, 'answers-saved')
  const place = sections.findIndex(({ id }) => id === section)
  const here = sections[place]
  const [more] = here === undefined ? [] : asks(here).filter(id => !typed.asked.includes(id))
  if (more !== undefined) return new SeeOther(`${sectionAddress(bidId, section)}#${more}`, 'more-questions')
  const next = sections.slice(place + 1).find(each => asks(each).length > 0)
  return next === undefined
    ? new SeeOther(`/supplier/bids/${bidId}/check`, 'answers-saved')
    : new SeeOther(sectionAddress(bidId, next.id), 'answers-saved')
}
