import { describe, expect, it } from '@jest/globals'

import { Actor, type Role } from '../../../shared/domain/actor.js'
import { type HowFar, pagesOf } from './requirement-pages.js'

const AT = '2026-11-27T12:00:00.000000Z'

const howFar = (state: HowFar['state'], publishedAt: string | null = AT, bidsOpenedAt: string | null = null): HowFar => ({
  state,
  publishedAt,
  bidsOpenedAt,
})

const somebody = (role: Role): Pick<Actor, 'hasAny'> => ({ hasAny: roles => roles.includes(role) })

const pathsFor = (role: Role): string[] => pagesOf(howFar('draft', null), somebody(role)).map(({ path }) => path)

describe('The pages of a requirement', () => {
  it.each<[string, HowFar, string[]]>([
    ['a draft', howFar('draft', null), ['/invitations', '/questions', '/rules', '/interests', '/opening', '/bids', '/compare', '/pack']],
    ['an open one', howFar('open'), ['/preview', '/opening', '/bids', '/compare', '/pack']],
    ['a closed one', howFar('closed'), ['/preview', '/bids', '/compare', '/pack']],
    ['an opened one', howFar('evaluating', AT, AT), ['/preview']],
    ['one that was cancelled while open', howFar('cancelled'), ['/preview', '/opening', '/bids', '/compare', '/pack']],
    ['one that was cancelled after the opening', howFar('cancelled', AT, AT), ['/preview']],
  ])('of %s that wait for something', (_, far, waiting) => {
    const pages = pagesOf(far, somebody('buyer-author'))
    expect(pages.filter(({ why }) => why !== null).map(({ path }) => path)).toEqual(waiting)
  })

  it.each<[HowFar, string, string]>([
    [howFar('draft', null), '/opening', 'once it is published'],
    [howFar('open'), '/bids', 'after the deadline for bids'],
    [howFar('closed'), '/bids', 'once two people have opened the bids'],
    [howFar('cancelled'), '/bids', 'it was cancelled before the bids were opened, and they stay sealed'],
    [howFar('cancelled', null), '/questions', 'it was cancelled before it was published'],
  ])('say what they wait for: %j', (far, path, why) => {
    expect(pagesOf(far, somebody('buyer-author')).find(page => page.path === path)).toMatchObject({ why })
  })

  it('are those that the role may see', () => {
    expect(pathsFor('evaluator')).toEqual([
      '',
      '/preview',
      '/shortlist',
      '/comments',
      '/invitations',
      '/interests',
      '/opening',
      '/bids',
      '/compare',
      '/pack',
    ])
    expect(pathsFor('senior-officer')).toEqual(['/approval'])
    expect(pathsFor('procurement-officer')).toEqual([
      '/shortlist',
      '/versions',
      '/invitations',
      '/changes',
      '/interests',
      '/opening',
      '/bids',
      '/compare',
      '/pack',
    ])
    expect(pathsFor('supplier-admin')).toEqual([])
  })
})
