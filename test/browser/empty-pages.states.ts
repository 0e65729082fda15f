import { thawed } from '../support/agreements.js'
import { arrive } from '../support/people.js'
import type { StateTable } from './state-table.js'

/** A market on its first day, run by somebody who has set nothing. */
export const EMPTY_PAGES: StateTable<null> = {
  prepare: async test => {
    await arrive(test, 'new-alone')
    await thawed(test, 'UPDATE agreement SET practice = true')
    return null
  },
  states: [
    { route: 'GET /', state: 'nothing open', show: page => page.goto('/') },
    { route: 'GET /opportunities', state: 'none', show: page => page.goto('/opportunities') },
    { route: 'GET /suppliers', state: 'none', show: page => page.goto('/suppliers') },
    { route: 'GET /suppliers/participation', state: 'too few suppliers', show: page => page.goto('/suppliers/participation') },
    {
      route: 'GET /supplier/responsiveness',
      state: 'nothing counted',
      as: 'bid-writer',
      show: page => page.goto('/supplier/responsiveness'),
    },
    { route: 'GET /agreements', state: 'none', show: page => page.goto('/agreements') },
    { route: 'GET /officer/agreements', state: 'none', as: 'procurement-officer', show: page => page.goto('/officer/agreements') },
    { route: 'GET /buyer', state: 'nothing yet', as: 'buyer-author', show: page => page.goto('/buyer') },
    { route: 'GET /archive', state: 'none', show: page => page.goto('/archive') },
    { route: 'GET /officer/registrations', state: 'none', as: 'procurement-officer', show: page => page.goto('/officer/registrations') },
    { route: 'GET /officer/watch', state: 'none', as: 'procurement-officer', show: page => page.goto('/officer/watch') },
    { route: 'GET /officer/watch/refused', state: 'none', as: 'auditor', show: page => page.goto('/officer/watch/refused') },
    {
      route: 'GET /officer/problem-reports',
      state: 'none',
      as: 'procurement-officer',
      show: page => page.goto('/officer/problem-reports'),
    },
    {
      route: 'GET /officer/applications',
      state: 'nothing waits',
      as: 'procurement-officer',
      show: page => page.goto('/officer/applications'),
    },
    { route: 'GET /officer/rules', state: 'none', as: 'procurement-officer', show: page => page.goto('/officer/rules') },
    { route: 'GET /officer/rules/waivers', state: 'none', as: 'procurement-officer', show: page => page.goto('/officer/rules/waivers') },
    { route: 'GET /organisation/registrations', state: 'none', as: 'new-alone', show: page => page.goto('/organisation/registrations') },
    { route: 'GET /report-a-problem', state: 'no contact', show: page => page.goto('/report-a-problem') },
  ],
}
