import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { withoutSecrets } from '../../web/pages/form-body.js'
import { nextPage } from '../../web/pages/paging.js'
import type { Finding } from '../guidelines/domain/report.js'
import type { ApprovalStanding } from './approval-standing.service.js'
import { buyerHead, buyerHref } from './buyer-head.js'
import type { RequirementPage } from './domain/requirement-pages.js'
import type { HistoryEntry } from './requirement-history.service.js'
import { runView } from './shortlist-views.js'

export const approvalHref = (requirementId: string): string => `${buyerHref(requirementId)}/approval`

/** The way to publication: what is asked for, who may do the next step, and what happened so far. */
export const approvalView = (
  standing: ApprovalStanding,
  history: Page<HistoryEntry>,
  pages: readonly RequirementPage[],
  mustProve: boolean,
  form: FormView,
) => {
  const { requirement, now, report, incomplete, contributors, approvers } = standing
  const { id, state, content, revision, returnReason, holdReleasedAt, holdReleaseReason, holdSeniorOwner } = requirement
  return {
    pages,
    head: buyerHead(requirement, now),
    here: approvalHref(id),
    form: { ...form, values: withoutSecrets(form.values) },
    state,
    revision,
    mustProve,
    returnReason: state === 'draft' ? returnReason : null,
    tier: report.tier,
    findings: report.findings.filter(({ outcome }) => outcome !== 'inform').map(findingRow),
    blocks: report.findings.some(({ outcome }) => outcome === 'block'),
    incomplete: incomplete.map(({ detail }) => detail),
    contributors: contributors.map(({ name }) => name),
    approvers: approvers.map(({ name }) => name),
    release: holdReleasedAt === null ? null : { at: holdReleasedAt, reason: holdReleaseReason, seniorOwner: holdSeniorOwner },
    dates: {
      clarificationDeadline: content.clarificationDeadline ?? null,
      submissionDeadline: content.submissionDeadline ?? null,
      awardDate: content.awardDate ?? null,
    },
    may: {
      write: standing.mayWrite,
      submit: standing.maySubmit,
      return: standing.mayReturn,
      approve: standing.mayApprove,
      release: standing.mayRelease,
      publish: standing.mayPublish,
    },
    shortlist: standing.shortlist === null ? null : runView(standing.shortlist),
    history: history.items,
    older: nextPage(approvalHref(id), history),
  }
}

const findingRow = ({ rule, outcome, message, fix, clauses }: Finding) => ({ rule, outcome, message, fix, clauses: clauses.join(', ') })
