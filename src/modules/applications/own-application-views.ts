import type { Page } from '../../shared/keyset.js'
import { type FormView, freshForm } from '../../web/pages/form.js'
import { nextPage } from '../../web/pages/paging.js'
import type { Facet } from '../agreements/domain/filters.js'
import { partHref } from '../library/library-links.js'
import { tasksOf } from '../library/library-progress.js'
import { valuesOf } from '../memberships/domain/offer.js'
import type { Application } from './application-queries.js'
import type { OpenPlace } from './own-application-places.js'
import type { OwnApplication, Preparation } from './own-application.js'
import { applicationHref, APPLICATIONS } from './own-application-links.js'

/** What every page of an application begins with. */
export const ownHead = (application: Application) => ({
  href: applicationHref(application.id),
  revision: application.revision,
  state: application.state,
  category: application.categoryTitle,
  agreement: application.agreementName,
  reference: application.agreementReference,
  agreementHref: `/agreements/${application.agreementId}`,
  receivedAt: application.receivedAt,
  dueOn: application.dueOn,
  decidedAt: application.decidedAt,
})

export const ownApplicationsView = (page: Page<Application>) => ({
  applications: page.items.map(ownHead),
  newHref: `${APPLICATIONS}/new`,
  next: nextPage(APPLICATIONS, page),
})

/** Categories that take applications, those apart in which the supplier stands already. */
export function placesView(places: readonly OpenPlace[], chosen: string, form: FormView) {
  const open = places.filter(({ isMember, applicationId }) => !isMember && applicationId === null)
  return {
    form,
    here: APPLICATIONS,
    chosen: open.some(({ categoryId }) => categoryId === chosen) ? chosen : '',
    open: open.map(place => ({
      value: place.categoryId,
      text: place.categoryTitle,
      hint: { text: `${place.agreementReference}, ${place.agreementName}${place.practice ? '. For practice only' : ''}` },
    })),
    taken: places
      .filter(({ isMember, applicationId }) => isMember || applicationId !== null)
      .map(({ categoryTitle, agreementReference, isMember, applicationId }) => ({
        title: `${categoryTitle}, ${agreementReference}`,
        isMember,
        href: applicationId === null ? null : applicationHref(applicationId),
      })),
  }
}

interface Entry {
  text: string
  href: string
}

/** What keeps a draft from being submitted, each with the page that clears it. */
export function toDoOf({ id, offer, facets, productIds }: OwnApplication, preparation: Preparation): Entry[] {
  const href = applicationHref(id)
  const { retired, retiredProductIds, lacking, library } = preparation
  const entries: Entry[] = []
  if (productIds.length === retiredProductIds.length)
    entries.push({ text: 'Choose at least one product that your claims are about.', href: `${href}/products` })
  for (const gone of retiredProductIds)
    entries.push({ text: `${nameOfProduct(preparation, gone)} is retired. Take it out.`, href: `${href}/products` })
  if (offer.length === 0) entries.push({ text: 'Choose what you offer.', href: `${href}/offer` })
  for (const token of retired)
    entries.push({ text: `${titleOf(facets, token)} is offered no longer. Choose again.`, href: `${href}/offer` })
  for (const { question, title, productId, lacks, isExpired } of lacking) {
    const part = library.set.parts.find(({ questions }) => questions.some(each => each.id === question))
    const about = productId === null ? '' : ` of ${nameOfProduct(preparation, productId)}`
    const what = lacks.length > 0 ? `still to answer: ${lacks.join('; ')}` : 'out of date, to be renewed'
    const expired = isExpired && lacks.length > 0 ? ', and out of date' : ''
    entries.push({ text: `${question}, ${title}${about}: ${what}${expired}`, href: `${partHref(part?.id ?? '', productId)}#${question}` })
  }
  return entries
}

export const nameOfProduct = ({ library }: Preparation, id: string): string =>
  library.products.find(product => product.id === id)?.name ?? 'A product'

/** A value of the filters in words, retired ones too: "Location: London". */
export function titleOf(facets: readonly Facet[], token: string): string {
  const [facet = '', value = ''] = token.split('/')
  const found = facets.find(({ key }) => key === facet)
  return `${found?.title ?? facet}: ${found?.values.find(({ key }) => key === value)?.title ?? value}`
}

/** What was chosen of the filters, facet by facet. */
export const offerInWords = (facets: readonly Facet[], offer: readonly string[]) =>
  Object.entries(valuesOf(offer)).map(([key, values]) => {
    const facet = facets.find(each => each.key === key)
    return {
      title: facet?.title ?? key,
      values: values.map(value => facet?.values.find(each => each.key === value)?.title ?? value),
    }
  })

/** The parts of a draft as a task list. */
export function tasksView(application: OwnApplication, preparation: Preparation, maySubmit: boolean) {
  const { library, retired, retiredProductIds } = preparation
  const { productIds, offer, facets } = application
  const chosen = library.products.filter(({ id }) => productIds.includes(id) && !retiredProductIds.includes(id))
  const { own, products } = tasksOf({ ...library, products: chosen })
  const toDo = toDoOf(application, preparation)
  return {
    application: ownHead(application),
    own,
    products,
    productsState: retiredProductIds.length > 0 ? 'begun' : chosen.length > 0 ? 'done' : 'missing',
    productNames: chosen.map(({ name }) => name),
    offerState: retired.length > 0 ? 'begun' : offer.length > 0 ? 'done' : 'missing',
    offer: offerInWords(facets, offer),
    toDo,
    isReady: preparation.isReady,
    maySubmit,
  }
}

/** In place of a form whose application is no draft any more. */
export const frozenView = (application: OwnApplication) => ({ application: ownHead(application), form: freshForm(), isFrozen: true })

export function productsView(application: OwnApplication, preparation: Preparation, form: FormView | null) {
  const { library } = preparation
  const typed = form?.values['productIds']
  const chosen = form === null ? application.productIds : typed === undefined ? [] : [typed].flat()
  return {
    form: form ?? freshForm(),
    isFrozen: false,
    application: ownHead(application),
    products: library.products
      .filter(({ retiredAt }) => retiredAt === null)
      .map(({ id, name }) => ({
        value: id,
        text: name,
        checked: chosen.includes(id),
        hint: { text: topicsOf(preparation, id) },
      })),
    retired: preparation.retiredProductIds.map(id => nameOfProduct(preparation, id)),
  }
}

function topicsOf({ library }: Preparation, productId: string): string {
  const { products } = tasksOf({ ...library, products: library.products.filter(({ id }) => id === productId) })
  const tasks = products.flatMap(product => product.tasks)
  const [answered, of] = [tasks.reduce((sum, task) => sum + task.answered, 0), tasks.reduce((sum, task) => sum + task.of, 0)]
  return `${answered} of ${of} topics of the ethics baseline are answered in full`
}

export const offerField = (facet: string): string => `offer-${facet}`

export function offerView(application: OwnApplication, preparation: Preparation, form: FormView | null) {
  const { facets } = application
  const saved = valuesOf(application.offer)
  const chosenOf = (key: string): readonly string[] => {
    if (form === null) return saved[key] ?? []
    const typed = form.values[offerField(key)]
    return typed === undefined ? [] : [typed].flat()
  }
  return {
    form: form ?? freshForm(),
    isFrozen: false,
    application: ownHead(application),
    retired: preparation.retired.map(token => titleOf(facets, token)),
    facets: facets.map(({ key, title, values }) => {
      const item = (value: Facet['values'][number]) => ({ value: value.key, text: value.title, checked: chosenOf(key).includes(value.key) })
      const inUse = values.filter(({ retired }) => !retired)
      return {
        key,
        title,
        name: offerField(key),
        values: inUse.filter(({ parent }) => parent === null).map(item),
        groups: inUse
          .filter(({ parent }) => parent === null)
          .map(above => ({ title: above.title, key: above.key, values: inUse.filter(({ parent }) => parent === above.key).map(item) }))
          .filter(group => group.values.length > 0),
      }
    }),
  }
}
