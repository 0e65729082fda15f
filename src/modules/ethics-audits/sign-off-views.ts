import type { Actor } from '../../shared/domain/actor.js'
import type { FormView } from '../../web/pages/form.js'
import { withoutSecrets } from '../../web/pages/form-body.js'
import { answerHref } from './audit-addresses.js'
import { headOf } from './audit-page-views.js'
import type { AuditView } from './audit-view.js'
import { mayAudit, mayConfirmAudit } from './domain/ethics-audit-policy.js'
import { outcomeField, reasonField } from './typed-decisions.form.js'

/** The audit as it would be signed. `mustProve`: whether the password is asked for; no secret goes to a page. */
export function signOffView(actor: Actor, audit: AuditView, mustProve: boolean, form: FormView) {
  const first = audit.state === 'awaiting-second' ? audit.signOffs.at(-1) : undefined
  return {
    audit: headOf(audit),
    revision: audit.revision,
    form: { ...form, values: withoutSecrets(form.values) },
    mustProve,
    obstacles: audit.obstacles.map(({ questionId, detail }) => ({ detail, href: answerHref(audit.id, questionId) })),
    isSignedOff: audit.state === 'signed-off',
    isSecond: first !== undefined,
    maySign: mayAudit(actor) && (first === undefined || mayConfirmAudit(actor, first.personId)),
    officers: audit.method.officers,
    referrals: audit.referralList.map(({ rule, message, clauses }, place) => ({
      ...{ rule, message, clauses, outcomeField: outcomeField(place), reasonField: reasonField(place) },
      outcome: form.values[outcomeField(place)] ?? '',
      reason: form.values[reasonField(place)] ?? '',
      decision: first?.referrals.find(decision => decision.rule === rule) ?? null,
    })),
    verdicts: audit.answers.flatMap(({ questionId, question, verdict }) =>
      verdict === null
        ? []
        : [{ questionId, question, finding: verdict.finding, clause: verdict.clause, href: answerHref(audit.id, questionId) }],
    ),
  }
}
