import { describe, expect, it } from '@jest/globals'

import { type Asking, type GivenAgreement, openingStage, type OpeningStage, openingStep, type OpeningStep } from './opening-step.js'

const MOMENT = '2026-12-04T12:00:00.000000Z'

describe('The opening of a requirement', () => {
  it.each<[state: string, publishedAt: string | null, bidsOpenedAt: string | null, inTime: boolean, stage: OpeningStage]>([
    ['draft', null, null, false, 'not-published'],
    ['open', MOMENT, null, true, 'before-deadline'],
    ['open', MOMENT, null, false, 'due'],
    ['closed', MOMENT, null, false, 'due'],
    ['cancelled', MOMENT, null, true, 'cancelled'],
    ['cancelled', null, null, false, 'cancelled'],
    ['closed', MOMENT, MOMENT, false, 'opened'],
    ['unsuccessful', MOMENT, MOMENT, false, 'opened'],
    ['cancelled', MOMENT, MOMENT, false, 'opened'],
  ])('in state %s, published %s, opened %s, in time %s, is %s', (state, publishedAt, bidsOpenedAt, inTime, stage) => {
    expect(openingStage({ state, publishedAt, bidsOpenedAt }, inTime)).toBe(stage)
  })
})

describe('At an opening', () => {
  const FREE: Asking = { side: 'buyer', hasInterest: false }
  const own = (side: GivenAgreement['side']): GivenAgreement => ({ side, isOwn: true })
  const other = (side: GivenAgreement['side']): GivenAgreement => ({ side, isOwn: false })

  it.each<[why: string, stage: OpeningStage, asking: Asking, given: GivenAgreement[], step: OpeningStep]>([
    ['nothing is left to do', 'opened', FREE, [other('buyer'), other('operator')], 'none'],
    ['a cancelled requirement is never opened', 'cancelled', FREE, [], 'none'],
    ['nor is a draft', 'not-published', FREE, [], 'none'],
    ['who may not open watches', 'due', { side: null, hasInterest: null }, [], 'watch'],
    ['interests are declared first', 'due', { side: 'buyer', hasInterest: null }, [], 'declare'],
    ['also before the deadline', 'before-deadline', { side: 'buyer', hasInterest: null }, [], 'declare'],
    ['who has an interest is barred', 'due', { side: 'buyer', hasInterest: true }, [], 'barred'],
    ['nobody opens before the deadline', 'before-deadline', FREE, [], 'wait'],
    ['the first agrees', 'due', FREE, [], 'agree'],
    ['the second completes it', 'due', FREE, [other('operator')], 'complete'],
    ['one of the same side does not', 'due', FREE, [other('buyer')], 'side-taken'],
    ['the first waits', 'due', FREE, [own('buyer')], 'agreed'],
    ['and does not complete it for the other side', 'due', { side: 'operator', hasInterest: false }, [own('buyer')], 'agreed'],
    ['nor anywhere else', 'due', { side: null, hasInterest: false }, [own('buyer')], 'agreed'],
  ])('%s', (_why, stage, asking, given, step) => {
    expect(openingStep(stage, asking, given)).toBe(step)
  })
})
