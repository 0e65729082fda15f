import type { Page } from 'playwright-core'

import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import type { Newcomer, Player } from '../support/test-app.js'
import { anApplicationWorld, type ApplicationWorld as World, NEW, NONE, OLD } from './application-world.js'
import { LONG } from './long-text.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

type State = PageState<World>

const HOME = '/supplier/applications'

const pathOf =
  (of: keyof World, page = '') =>
  (world: World) =>
    `${HOME}/${world[of]}${page}`

const shown = (
  route: string,
  state: string,
  path: string | ((world: World) => string),
  as: Player | Newcomer = 'supplier-admin',
): State => ({
  route: `GET ${HOME}${route}`,
  state,
  as,
  show: (page, world) => page.goto(typeof path === 'string' ? path : path(world)),
})

const sent = (route: string, state: string, show: State['show'], as: Player | Newcomer = 'supplier-admin'): State => ({
  route: `POST ${HOME}${route}`,
  state,
  as,
  show,
})

/** From a page with a form to the address of another, with other fields. */
const late =
  (
    from: (world: World) => string,
    to: (world: World) => string,
    fields: (world: World) => Readonly<Record<string, string>>,
  ): State['show'] =>
  async (page, world) => {
    await page.goto(from(world))
    await sendElsewhere(page, to(world), fields(world))
  }

const sign = async (page: Page, { ready }: World, { declared = true, password = '' } = {}): Promise<void> => {
  await page.goto(`${HOME}/${ready}/submit`)
  await page.getByLabel('Your office or position').fill('Director')
  if (declared) await page.getByLabel('I sign this declaration').check()
  if (password !== '') await page.getByLabel('Your password').fill(password)
  await press(page, 'Submit the application')
}

const SIGNED = { seen: '2', declaredAs: 'Director', declared: 'yes', declaration: 'joining 1.0.0', contentHash: 'sha256-0' }

/** A supplier’s applications from the first to the last page. */
export const APPLICATION_PAGES: StateTable<World> = {
  prepare: anApplicationWorld,
  states: [
    shown('', 'none', HOME, NONE),
    shown('', 'some', HOME),
    shown('', 'more than a page', HOME, 'rival-admin'),
    shown('/new', 'some open', `${HOME}/new`),
    shown('/new', 'one chosen', ({ openCategory }) => `${HOME}/new?category=${openCategory}`),
    shown('/new', 'none open', `${HOME}/new`, 'rival-admin'),
    sent('/new', 'nothing chosen', async page => {
      await page.goto(`${HOME}/new`)
      await press(page, 'Start the application')
    }),
    sent(
      '/new',
      'a member already',
      late(
        () => `${HOME}/new`,
        () => `${HOME}/new`,
        ({ memberCategory }) => ({ categoryId: memberCategory }),
      ),
    ),
    shown('/changes', 'none admitted', `${HOME}/changes`, NEW),

    shown('/:id', 'empty draft', pathOf('empty')),
    shown('/:id', 'ready draft', pathOf('ready')),
    shown('/:id', 'received', pathOf('received')),
    shown('/:id', 'asked', pathOf('asked')),
    shown('/:id', 'ground raised', pathOf('raised')),
    shown('/:id', 'admitted', pathOf('admitted')),
    shown('/:id', 'rejected', pathOf('rejected')),
    shown('/:id', 'kept out', pathOf('keptOut')),
    shown('/:id', 'withdrawn', pathOf('withdrawn')),
    shown('/:id', 'long text', pathOf('renewed')),

    shown('/:id/products', 'none in the library', pathOf('ofNew', '/products'), NEW),
    shown('/:id/products', 'some', pathOf('ready', '/products')),
    shown('/:id/products', 'one retired', pathOf('productRetired', '/products')),
    shown('/:id/products', 'submitted', pathOf('received', '/products')),
    sent(
      '/:id/products',
      'changed by somebody else',
      late(pathOf('empty', '/products'), pathOf('empty', '/products'), () => ({ seen: '99' })),
    ),
    sent(
      '/:id/products',
      'retired meanwhile',
      late(pathOf('empty', '/products'), pathOf('empty', '/products'), ({ retiredProduct }) => ({ seen: '1', productIds: retiredProduct })),
    ),

    shown('/:id/offer', 'nothing chosen', pathOf('empty', '/offer')),
    shown('/:id/offer', 'some chosen', pathOf('ready', '/offer')),
    shown('/:id/offer', 'one retired', pathOf('filterRetired', '/offer')),
    shown('/:id/offer', 'submitted', pathOf('received', '/offer')),
    sent(
      '/:id/offer',
      'changed by somebody else',
      late(pathOf('empty', '/offer'), pathOf('empty', '/offer'), () => ({ seen: '99' })),
    ),
    sent(
      '/:id/offer',
      'a value that is none',
      late(pathOf('empty', '/offer'), pathOf('empty', '/offer'), () => ({ seen: '1', 'offer-location': 'atlantis' })),
    ),

    shown('/:id/review', 'ready', pathOf('ready', '/review')),
    shown('/:id/review', 'something lacks', pathOf('empty', '/review')),
    shown('/:id/review', 'submitted', pathOf('received', '/review')),
    shown('/:id/submit', 'ready', pathOf('ready', '/submit')),
    shown('/:id/submit', 'old sign-in', pathOf('ready', '/submit'), OLD),
    shown('/:id/submit', 'not ready', pathOf('empty', '/submit')),
    shown('/:id/submit', 'submitted', pathOf('received', '/submit')),
    sent('/:id/submit', 'not declared', (page, world) => sign(page, world, { declared: false })),
    sent('/:id/submit', 'wrong password', (page, world) => sign(page, world, { password: `${PASSWORD}x` }), OLD),
    sent(
      '/:id/submit',
      'changed meanwhile',
      late(pathOf('ready', '/submit'), pathOf('ready', '/submit'), () => SIGNED),
    ),
    sent('/:id/submit', 'the agreement has ended', async (page, { ended }) => {
      await page.goto(`${HOME}/${ended}/submit`)
      await page.getByLabel('Your office or position').fill('Director')
      await page.getByLabel('I sign this declaration').check()
      await press(page, 'Submit the application')
    }),
    shown('/:id/received', 'received', pathOf('received', '/received')),
    shown('/:id/received', 'not submitted', pathOf('empty', '/received')),

    shown('/:id/withdraw', 'submitted', pathOf('received', '/withdraw')),
    shown('/:id/withdraw', 'old sign-in', pathOf('received', '/withdraw'), OLD),
    shown('/:id/withdraw', 'decided', pathOf('rejected', '/withdraw')),
    sent('/:id/withdraw', 'not confirmed', async (page, { received }) => {
      await page.goto(`${HOME}/${received}/withdraw`)
      await press(page, 'Withdraw the application')
    }),
    sent(
      '/:id/withdraw',
      'wrong password',
      async (page, { received }) => {
        await page.goto(`${HOME}/${received}/withdraw`)
        await page.getByLabel('Yes, withdraw this application').check()
        await page.getByLabel('Your password').fill(`${PASSWORD}x`)
        await press(page, 'Withdraw the application')
      },
      OLD,
    ),

    shown('/:id/given', 'nothing yet', pathOf('empty', '/given')),
    shown('/:id/given', 'some', pathOf('renewed', '/given')),
    shown('/:id/changes', 'nothing changed', pathOf('received', '/changes')),
    shown('/:id/changes', 'some changed', pathOf('admitted', '/changes')),
    shown('/:id/appointment', 'admitted', pathOf('admitted', '/appointment')),

    shown('/:id/reply', 'asked', pathOf('asked', '/reply')),
    shown('/:id/reply', 'asked with answers renewed', pathOf('renewed', '/reply')),
    shown('/:id/reply', 'nothing asked', pathOf('received', '/reply')),
    sent('/:id/reply', 'nothing typed', async (page, { asked }) => {
      await page.goto(`${HOME}/${asked}/reply`)
      await press(page, 'Send the reply')
    }),
    sent('/:id/reply', 'an answer not whole', async (page, { renewed }) => {
      await page.goto(`${HOME}/${renewed}/reply`)
      await page.getByLabel('Your reply').fill(LONG)
      await page.getByLabel('B1, System purpose').check()
      await press(page, 'Send the reply')
    }),
    sent(
      '/:id/reply',
      'replied by somebody else',
      late(pathOf('asked', '/reply'), pathOf('received', '/reply'), () => ({ text: 'So.' })),
    ),

    shown('/:id/exclusions/:ground', 'waiting', pathOf('raised', '/exclusions/L203')),
    shown('/:id/exclusions/:ground', 'replied', pathOf('raised', '/exclusions/L204')),
    shown('/:id/exclusions/:ground', 'decided', pathOf('raised', '/exclusions/L254')),
    shown('/:id/exclusions/:ground', 'for the administrator', pathOf('raised', '/exclusions/L203'), 'bid-writer'),
    sent('/:id/exclusions/:ground', 'nothing typed', async (page, { raised }) => {
      await page.goto(`${HOME}/${raised}/exclusions/L203`)
      await press(page, 'Send the reply')
    }),
    sent(
      '/:id/exclusions/:ground',
      'replied by somebody else',
      late(pathOf('raised', '/exclusions/L203'), pathOf('raised', '/exclusions/L204'), () => ({ text: 'So.' })),
    ),
  ],
}
