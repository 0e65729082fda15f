import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { type FormView, orShowAgain } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { LeadsOn, Page } from '../../web/pages/page.js'
import { OtherPage, type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { asksMore, readPart, toSave, type TypedPart, withRows } from './domain/typed-part.js'
import { LibraryDraftsService } from './library-drafts.service.js'
import type { Place } from './library-draft-queries.js'
import { LIBRARY, partHref } from './library-links.js'
import { type PartInView, partView } from './library-part-views.js'
import { type Library, LibraryService } from './library.service.js'
import { SaveAnswersService } from './save-answers.service.js'

const VIEW = 'library/views/part.njk'

/** One part of the library, question by question. */
@Controller('supplier/library')
@Audience('bid-writer')
export class LibraryPartsPages {
  constructor(
    private readonly library: LibraryService,
    private readonly answers: SaveAnswersService,
    private readonly drafts: LibraryDraftsService,
  ) {}

  @Get('parts/:part')
  @Page(VIEW, 'empty', 'filled', 'long text', 'draft')
  show(@CurrentActor() actor: Actor, @Param('part') part: string): Promise<object> {
    return this.view(actor, { part, productId: null })
  }

  @Post('parts/:part')
  @Page(VIEW, 'refused', 'saved by somebody else', 'a row more', 'what follows', 'draft kept by somebody else')
  save(@CurrentActor() actor: Actor, @Param('part') part: string, @FormBody() fields: FormFields): Promise<PageAnswer> {
    return this.saveAt(actor, { part, productId: null }, fields)
  }

  @Post('parts/:part/confirm')
  @Page(VIEW, 'changed before it was confirmed')
  confirm(
    @CurrentActor() actor: Actor,
    @Param('part') part: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.confirmAt(actor, { part, productId: null }, fields, key)
  }

  @Post('parts/:part/drop-draft')
  @LeadsOn()
  drop(@CurrentActor() actor: Actor, @Param('part') part: string, @FormBody() fields: FormFields): Promise<PageAnswer> {
    return this.dropAt(actor, { part, productId: null }, fields)
  }

  @Get('products/:product/:part')
  @Page(VIEW, 'empty', 'filled', 'retired')
  showClaims(@CurrentActor() actor: Actor, @Param('product', UuidParam) productId: string, @Param('part') part: string): Promise<object> {
    return this.view(actor, { part, productId })
  }

  @Post('products/:product/:part')
  @Page(VIEW, 'refused', 'retired meanwhile')
  saveClaims(
    @CurrentActor() actor: Actor,
    @Param('product', UuidParam) productId: string,
    @Param('part') part: string,
    @FormBody() fields: FormFields,
  ): Promise<PageAnswer> {
    return this.saveAt(actor, { part, productId }, fields)
  }

  @Post('products/:product/:part/confirm')
  @Page(VIEW, 'changed before it was confirmed')
  confirmClaims(
    @CurrentActor() actor: Actor,
    @Param('product', UuidParam) productId: string,
    @Param('part') part: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.confirmAt(actor, { part, productId }, fields, key)
  }

  @Post('products/:product/:part/drop-draft')
  @LeadsOn()
  dropClaims(
    @CurrentActor() actor: Actor,
    @Param('product', UuidParam) productId: string,
    @Param('part') part: string,
    @FormBody() fields: FormFields,
  ): Promise<PageAnswer> {
    return this.dropAt(actor, { part, productId }, fields)
  }

  /** Script sends the form by `next=autosave` while somebody writes: it is kept as a draft, and makes no version. */
  private async saveAt(actor: Actor, place: Place, fields: FormFields): Promise<PageAnswer> {
    const { part } = inLibrary(await this.library.get(actor), place)
    const sent = readPart(part.questions, fields)
    if (fields['next'] === 'autosave') return this.keepAt(actor, place, sent)
    const changed = withRows(sent)
    if (changed !== null) return new OtherPage(await this.view(actor, place, { typed: changed }), 200)
    return orShowAgain(
      fields,
      async () => {
        const typed = sent.questions.map(each => ({
          ...{ question: each.question.id, productId: place.productId, seen: each.seen },
          given: toSave(each),
        }))
        const clashes = await this.answers.merge(actor, typed, sent.draft)
        if (clashes.length > 0) return new OtherPage(await this.view(actor, place, { typed: sent, clashes }), 412)
        return wayOn(place, sent)
      },
      form => this.view(actor, place, { typed: sent }, form),
    )
  }

  private async keepAt(actor: Actor, place: Place, sent: TypedPart): Promise<PageAnswer> {
    if (await this.drafts.keep(actor, place, sent)) return this.view(actor, place)
    return new OtherPage(await this.view(actor, place, { typed: sent, isKeptElsewhere: true }), 412)
  }

  private async dropAt(actor: Actor, place: Place, fields: FormFields): Promise<PageAnswer> {
    const { part } = inLibrary(await this.library.get(actor), place)
    const { draft } = readPart(part.questions, fields)
    const isDropped = draft !== null && (await this.drafts.drop(actor, draft))
    return new SeeOther(partHref(place.part, place.productId), isDropped ? 'library-draft-dropped' : null)
  }

  private async confirmAt(actor: Actor, place: Place, fields: FormFields, key: RepeatKey | null): Promise<PageAnswer> {
    const { part } = inLibrary(await this.library.get(actor), place)
    const read = readPart(part.questions, fields).questions.filter(({ seen }) => seen > 0)
    return orShowAgain(
      fields,
      async () => {
        await this.answers.confirm(
          actor,
          read.map(({ question, seen }) => ({ question: question.id, productId: place.productId, seen })),
          key,
        )
        return new SeeOther(LIBRARY, 'answers-confirmed')
      },
      form => this.view(actor, place, {}, form),
    )
  }

  private async view(actor: Actor, place: Place, more: PartBeside = {}, form?: FormView): Promise<object> {
    const [library, draft] = await Promise.all([this.library.get(actor), this.drafts.find(actor, place)])
    return partView(library, { ...inLibrary(library, place), draft, ...more }, form)
  }
}

type PartBeside = Pick<PartInView, 'typed' | 'clashes' | 'isKeptElsewhere'>

/** The part and the product that an address names; a part of claims is about a product, and no other is. */
function inLibrary({ set, products }: Library, { part: id, productId }: Place): Pick<PartInView, 'part' | 'product'> {
  const part = set.parts.find(each => each.id === id && (each.perProduct === true) === (productId !== null))
  const product = products.find(each => each.id === productId) ?? null
  if (part === undefined || (productId !== null && product === null)) throw new NotFound('part of the library')
  return { part, product }
}

/** Stays where an answer led to more fields; otherwise goes back to the list. */
function wayOn({ part, productId }: Place, { questions, action }: TypedPart): SeeOther {
  const more = action.do === 'save-and-leave' ? undefined : questions.find(asksMore)
  return more === undefined
    ? new SeeOther(LIBRARY, 'answers-saved')
    : new SeeOther(`${partHref(part, productId)}#${more.question.id}`, 'more-questions')
}
