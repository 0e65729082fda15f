import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Refused } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import type { RepeatKey } from '../../shared/once.js'
import { Sealing } from '../../shared/sealing.js'
import { recordAudit } from '../audit/record-audit.js'
import { applicationSubject } from './application-queries.js'
import { lockClaimed } from './decide-guards.js'
import { OfficerActs } from './officer-acts.js'
import { type ApplicationFile, fileOf } from './officer-application-file.js'
import { type ClaimVerdictKind, listCriteria } from './officer-application-queries.js'
import { listAllPinned } from './pinned-answers.js'
import { touch } from './set-state.js'

export interface NewFinding {
  criterionId: string
  met: boolean
  reason: string
}

export interface NewVerdict {
  /** The version that was looked at. */
  pinId: string
  verdict: ClaimVerdictKind
  /** Needed for all but acceptance. */
  reason: string | null
}

/** What an officer finds in an application that they claimed. Nothing of it changes what was found before; the newest counts. */
@Injectable()
export class DecideFindingsService {
  constructor(
    private readonly acts: OfficerActs,
    private readonly sealing: Sealing,
  ) {}

  /** On criteria of the category, which are those that were frozen with its agreement. */
  find(actor: Actor, id: string, seen: number, findings: readonly NewFinding[], repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'application.finding-refused', async tx => {
      const application = await lockClaimed(tx, actor, id, seen)
      const known = new Set((await listCriteria(tx, application.categoryId)).map(each => each.id))
      refusePlaces('findings', findings, ({ criterionId, reason }) => {
        if (!known.has(criterionId)) return ['criterion-unknown', 'This is no criterion of the category.']
        return reason.trim() === '' ? ['missing', 'Say why.'] : null
      })
      await insertFindings(tx, actor, id, findings)
      await touch(tx, id)
      await recordAudit(tx, actor, 'application.criteria-found', applicationSubject(application), { findings })
    })
  }

  /** On claims of the ethics baseline, each as the version that was looked at: what came in meanwhile has no verdict. */
  judge(actor: Actor, id: string, seen: number, verdicts: readonly NewVerdict[], repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'application.finding-refused', async tx => {
      const application = await lockClaimed(tx, actor, id, seen)
      const { answers } = await fileOf(tx, this.sealing, application)
      const claims = new Map(answers.filter(({ isClaim }) => isClaim).map(answer => [answer.pin.id, answer]))
      await this.refuseSuperseded(tx, id, answers, verdicts)
      refusePlaces('verdicts', verdicts, ({ pinId, verdict, reason }) => {
        if (!claims.has(pinId)) return ['claim-unknown', 'This is no claim of the application.']
        return verdict !== 'accepted' && (reason ?? '').trim() === '' ? ['missing', 'Say why.'] : null
      })
      await insertVerdicts(tx, actor, id, verdicts)
      await touch(tx, id)
      const told = verdicts.map(verdict => ({ ...verdict, hash: claims.get(verdict.pinId)?.pin.hash }))
      await recordAudit(tx, actor, 'application.claims-judged', applicationSubject(application), { verdicts: told })
    })
  }

  /** Why the financial standing is enough although the score is below the figure, or there is none. */
  overrideFinance(actor: Actor, id: string, seen: number, reason: string, repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'application.finding-refused', async tx => {
      const application = await lockClaimed(tx, actor, id, seen)
      const { finance } = await fileOf(tx, this.sealing, application)
      const { pinId, score, threshold, isOnScale, needsOverride } = finance
      if (!needsOverride || pinId === null) throw new NothingToOverride(finance)
      await tx.query(
        `INSERT INTO finance_override (id, application_id, application_answer_id, score, threshold, reason, given_by, given_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [newId(), id, pinId, isOnScale ? score : null, threshold, reason, actor.personId, await marketNow(tx)],
      )
      await touch(tx, id)
      await recordAudit(tx, actor, 'application.finance-overridden', applicationSubject(application), {
        ...{ pinId, score, threshold, isOnScale, reason },
      })
    })
  }

  private async refuseSuperseded(tx: Tx, id: string, answers: ApplicationFile['answers'], verdicts: readonly NewVerdict[]): Promise<void> {
    const current = new Set(answers.map(({ pin }) => pin.id))
    const others = verdicts.filter(({ pinId }) => !current.has(pinId))
    if (others.length === 0) return
    const old = (await listAllPinned(tx, this.sealing, id)).find(pin => pin.id === others[0]?.pinId)
    const newer = answers.find(({ pin }) => pin.answerId === old?.answerId)
    if (old !== undefined && newer !== undefined) throw new AnswerSuperseded(newer, old.version)
  }
}

const insertFindings = async (tx: Tx, actor: Actor, id: string, findings: readonly NewFinding[]): Promise<unknown> =>
  tx.query(
    `INSERT INTO application_finding (id, application_id, criterion_id, met, reason, found_by, found_at)
     SELECT f.id, $1, f.criterion, f.met, f.reason, $2, $3 FROM unnest($4::uuid[], $5::uuid[], $6::boolean[], $7::text[]) AS f (id, criterion, met, reason)`,
    [
      id,
      actor.personId,
      await marketNow(tx),
      findings.map(() => newId()),
      findings.map(({ criterionId }) => criterionId),
      findings.map(({ met }) => met),
      findings.map(({ reason }) => reason),
    ],
  )

const insertVerdicts = async (tx: Tx, actor: Actor, id: string, verdicts: readonly NewVerdict[]): Promise<unknown> =>
  tx.query(
    `INSERT INTO claim_verdict (id, application_id, application_answer_id, verdict, reason, given_by, given_at)
     SELECT v.id, $1, v.pin, v.verdict, nullif(v.reason, ''), $2, $3 FROM unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[]) AS v (id, pin, verdict, reason)`,
    [
      id,
      actor.personId,
      await marketNow(tx),
      verdicts.map(() => newId()),
      verdicts.map(({ pinId }) => pinId),
      verdicts.map(({ verdict }) => verdict),
      verdicts.map(({ reason }) => (reason ?? '').trim()),
    ],
  )

/** Throws with every place that is not as it has to be, and where nothing was given, or something twice. */
function refusePlaces<T extends object>(list: string, given: readonly T[], faultOf: (each: T) => [string, string] | null): void {
  const errors = given.flatMap((each, place) => {
    const fault = faultOf(each)
    return fault === null ? [] : [{ pointer: `/${list}/${place}`, code: fault[0], detail: fault[1] }]
  })
  if (given.length === 0) errors.push({ pointer: `/${list}`, code: 'missing', detail: 'Choose at least one.' })
  if (errors.length > 0) throw new Refused('finding-unfit', 'Some of this cannot be recorded. See errors.', errors)
}

class AnswerSuperseded extends Conflict {
  constructor({ pin, title }: ApplicationFile['answers'][number], looked: number) {
    super(
      'answer-superseded',
      `The supplier has given version ${pin.version} of ${pin.question}: ${title} meanwhile; you looked at version ${looked}. Look at the newer one.`,
      { question: pin.question, pinId: pin.id, version: pin.version },
    )
  }
}

class NothingToOverride extends Refused {
  constructor({ score, threshold }: ApplicationFile['finance']) {
    super(
      'nothing-to-override',
      threshold === null
        ? 'The law of this agreement has no figure for financial standing, so there is nothing to override.'
        : `The score of ${score ?? 0} is not below ${threshold}, so there is nothing to override.`,
    )
  }
}
