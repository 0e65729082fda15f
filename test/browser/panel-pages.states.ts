import { type PanelWorld, panelWorld } from './panel-world.js'
import type { PageState, StateTable } from './state-table.js'

type State = PageState<PanelWorld>

const LISTS = '/buyer/requirements/:id'

const shown = (path: string, state: string, addressOf: (world: PanelWorld) => string, link: string | null = null): State => ({
  route: `GET ${LISTS}${path}`,
  state,
  as: 'evaluator',
  show: async (page, world) => {
    await page.goto(`/buyer/requirements/${addressOf(world)}`)
    if (link !== null) await page.getByRole('link', { name: link }).click()
  },
})

const pack = (state: string, which: 'two' | 'many' | 'none', as: State['as']): State => ({
  ...shown('/pack', state, world => `${world[which]}/pack`),
  as,
})

/** Opened bids, as an evaluator reads them. */
export const PANEL_PAGES: StateTable<PanelWorld> = {
  prepare: panelWorld,
  states: [
    shown('/bids', 'some', ({ two }) => `${two}/bids`),
    shown('/bids', 'none', ({ none }) => `${none}/bids`),
    shown('/bids', 'more than a page', ({ many }) => `${many}/bids`, 'More bids'),

    shown('/bids/:bidId', 'with files', ({ two, withFiles }) => `${two}/bids/${withFiles}`),
    shown('/bids/:bidId', 'files not given out', ({ two, long }) => `${two}/bids/${long}`),
    shown('/bids/:bidId', 'without files', ({ many, without }) => `${many}/bids/${without}`),
    shown('/bids/:bidId', 'long text', ({ two, long }) => `${two}/bids/${long}`),

    shown('/compare', 'several bids', ({ two }) => `${two}/compare`),
    shown('/compare', 'no bids', ({ none }) => `${none}/compare`),
    shown('/compare', 'more bids', ({ many }) => `${many}/compare`, 'Compare the next bids'),

    shown('/compare/:kind/:question', 'award', ({ many }) => `${many}/compare/award/A1`),
    shown('/compare/:kind/:question', 'ethics', ({ two }) => `${two}/compare/ethics/Q101`),
    shown('/compare/:kind/:question', 'files not given out', ({ two }) => `${two}/compare/ethics/Q704`),
    shown('/compare/:kind/:question', 'long text', ({ two }) => `${two}/compare/award/A1`),
    shown('/compare/:kind/:question', 'more bids', ({ many }) => `${many}/compare/award/A1`, 'Answers of the next bids to this question'),

    pack('none yet', 'many', 'buyer-approver'),
    pack('waiting', 'two', 'buyer-approver'),
    pack('being made', 'two', 'procurement-officer'),
    pack('ready', 'two', 'evaluator'),
    pack('failed', 'many', 'evaluator'),
    pack('removed', 'none', 'evaluator'),
  ],
}
