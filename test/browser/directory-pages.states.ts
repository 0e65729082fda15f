import { someAgreements } from '../support/agreements.js'
import { aMember, joins, twoCategories } from '../support/members.js'
import { organisationId } from '../support/people.js'
import type { Player, TestApp } from '../support/test-app.js'
import { aPublicRequirement, invitationsWritten } from '../support/world.js'
import { LONG } from './long-text.js'
import type { PageState, StateTable } from './state-table.js'

interface World {
  agreement: string
  one: string
  several: string
  invited: string
  uninvited: string
}

const OFFER = ['ai-type/medical-imaging-software', 'sector/health', 'sector/local-government', 'location/wales', 'size/up-to-1-000-000']

/** More members than stand on a page, some with long names, and a supplier that let two invitations pass. */
async function prepare(test: TestApp): Promise<World> {
  for (let invited = 0; invited < 2; invited += 1) await invitationsWritten(test, await aPublicRequirement(test))
  await test.moveClock('15 days')
  await test.signInAll()
  const [speech, vision] = await twoCategories(test)
  const one = await aMember(test, LONG.slice(0, 200), speech, { offer: OFFER, size: 'micro', newcomer: true })
  const several = await aMember(test, 'Several Categories Ltd', speech, { offer: OFFER, size: 'small', newcomer: false })
  await joins(test, several, vision)
  await test.rows(`UPDATE organisation SET companies_house_number = '01234567', ppon = 'ABCD-1234-EFGH' WHERE id = $1`, [several])
  for (let place = 0; place < 30; place += 1)
    await aMember(test, `Member ${place}`, speech, {
      offer: OFFER,
      size: place < 20 ? 'small' : 'medium',
      newcomer: place < 15,
      ago: '40 days',
    })
  await someAgreements(test, 101)
  return {
    agreement: speech.agreementId,
    one,
    several,
    invited: await organisationId(test, 'First Example Supplier'),
    uninvited: await organisationId(test, 'Fourth Example Supplier'),
  }
}

const at = (route: string, state: string, path: (world: World) => string, as?: Player): PageState<World> => ({
  route: `GET ${route}`,
  state,
  as,
  show: (page, world) => page.goto(path(world)),
})

const OF_OFFICERS = '/officer/suppliers/:id/responsiveness'

/** Suppliers as everybody sees them, who takes part, and how invitations are answered. */
export const DIRECTORY_PAGES: StateTable<World> = {
  prepare,
  states: [
    at('/suppliers', 'some', () => '/suppliers?name=several'),
    at('/suppliers', 'more than a page', () => '/suppliers'),
    at('/suppliers', 'some by filters', () => '/suppliers?offers=sector/health&offers=ai-type/medical-ai-technology'),
    at('/suppliers', 'none by filters', () => '/suppliers?offers=sector/defence'),
    at('/suppliers', 'filter refused', () => '/suppliers?offers=everything&category=x'),
    at('/suppliers/:id', 'one membership', ({ one }) => `/suppliers/${one}`),
    at('/suppliers/:id', 'several memberships', ({ several }) => `/suppliers/${several}`, 'auditor'),
    at('/suppliers/participation', 'with figures', ({ agreement }) => `/suppliers/participation?agreement=${agreement}`),
    at('/supplier/responsiveness', 'counted', () => '/supplier/responsiveness', 'supplier-admin'),
    at(OF_OFFICERS, 'nothing counted', ({ uninvited }) => `/officer/suppliers/${uninvited}/responsiveness`, 'auditor'),
    at(OF_OFFICERS, 'below the figure', ({ invited }) => `/officer/suppliers/${invited}/responsiveness`, 'procurement-officer'),
    at('/buyer/requirements/new', 'more agreements than fit', () => '/buyer/requirements/new', 'buyer-author'),
  ],
}
