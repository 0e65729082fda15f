import type { Actor } from '../../shared/domain/actor.js'

/** Injection token of the menu, which whoever puts the features together gives. */
export const MENU = Symbol('menu')

/** The places that people work at. */
export type Place =
  | 'bids'
  | 'ownApplications'
  | 'requirements'
  | 'audits'
  | 'agreements'
  | 'applicationsToDecide'
  | 'rules'
  | 'registrations'
  | 'watch'
  | 'problemReports'
  | 'figures'
  | 'people'

/** For each place who may open it: the same that its services and routes ask. */
export type Menu = Readonly<Record<Place, (actor: Actor) => boolean>>

/** What is offered to somebody; nothing to whom acts for no organisation. */
export type Offered = Readonly<Record<Place, boolean>>

export const offeredTo = (menu: Menu, actor: Actor | null): Offered =>
  Object.fromEntries(Object.entries(menu).map(([place, mayOpen]) => [place, actor !== null && mayOpen(actor)])) as Offered
