import { timeLeft } from '../../shared/domain/time-left.js'
import { nextPage } from '../../web/pages/paging.js'
import { BUYER_GROUPS } from '../requirements/domain/buyer-groups.js'
import type { OwnRequirement } from '../requirements/own-requirements.js'
import type { BuyerDashboard } from './buyer-dashboard.service.js'

export function buyerDashboardView({ counts, group, page, mayWrite, mayRun }: BuyerDashboard) {
  const next = nextPage('/buyer', page)
  return {
    mayWrite,
    mayRun,
    group,
    groups: BUYER_GROUPS.map(id => ({ id, href: `/buyer?show=${id}`, count: counts.get(id) ?? 0, isShown: id === group })),
    hasNone: counts.size === 0,
    requirements: page.items.map(rowOf),
    next: next === null ? null : `${next}&show=${group}`,
  }
}

const rowOf = ({ id, title, state, tier, practice, returned, submissionDeadline, now, questions }: OwnRequirement) => ({
  href: `/buyer/requirements/${id}`,
  title: title || null,
  state,
  tier,
  practice,
  returned,
  submissionDeadline,
  timeLeft: submissionDeadline === null ? null : timeLeft(now, submissionDeadline),
  questions,
})
