import type { Player, TestApp } from '../../support/test-app.js'
import { upload } from '../../support/evidence.js'
import { aMember } from '../../support/standing.js'
import { aDraft, anOpenRequirement, aPassingBid, aWorkingCopy, placeIn } from '../../support/world.js'

/** Text that may reach nobody but the people named. */
export interface Canary {
  text: string
  for: readonly Player[]
}

export interface World {
  ids: Readonly<Record<string, string>>
  canaries: readonly Canary[]
  /** Ids of what carries them. */
  anothers: readonly string[]
  /** An id that gets far with this address. */
  idFor(path: string, name: string): string
}

const BUYERS = ['organisation-admin', 'buyer-author', 'buyer-approver', 'evaluator'] as const
const OFFICERS = ['procurement-officer', 'second-officer', 'senior-officer'] as const

/** Drafts, bids, files, applications and memberships of two suppliers and a buyer; what the second supplier and the buyer wrote carries a canary. */
export async function plantWorld(test: TestApp): Promise<World> {
  const open = await anOpenRequirement(test, { closesIn: 86_400 })
  const draft = (await aDraft(test, { problemStatement: 'The CANARY-OF-THE-BUYER sings.' })).id
  const bid = await aPassingBid(test, open)
  const rivals = await aWorkingCopy(test, open, 'rival-admin')
  const { headers } = await test.api('rival-admin').get(`/bids/${rivals}`).expect(200)
  const declarations = { conflictOfInterest: 'CANARY-OF-THE-RIVAL', subcontractors: [], consortium: [], termsAccepted: true }
  await test.api('rival-admin').patch(`/bids/${rivals}`).set('If-Match', String(headers['etag'])).send({ declarations }).expect(200)
  const said = { scope: 'CANARY-OF-THE-RIVAL' }
  const rivalsFile = await upload(test, rivals, 'canary-of-the-rival.txt', Buffer.from('CANARY-OF-THE-RIVAL'), said, 'rival-admin').expect(
    201,
  )
  const file = await upload(test, bid, 'notes.txt', Buffer.from('Notes.')).expect(201)
  const { agreementId } = await placeIn(test, 'AI-DPS-1')
  const { id: membership, applicationId: application } = await aMember(test, { answers: [] })
  const { id: rivalsMembership, applicationId: rivalsApplication } = await aMember(test, { as: 'rival-admin', answers: [] })
  const incident = { account: 'The CANARY-OF-THE-MEMBER sings.', happenedOn: '2026-01-15', product: 'Reader' }
  await test.api('rival-admin').post(`/memberships/${rivalsMembership}/incidents`).send(incident).expect(204)
  const ids = {
    open,
    draft,
    bid,
    rivals,
    rivalsFile: idOf(rivalsFile.body),
    file: idOf(file.body),
    agreementId,
    membership,
    application,
    rivalsMembership,
    rivalsApplication,
    version: '1',
    rule: 'SR-31',
  }
  const canaries: Canary[] = [
    { text: 'CANARY-OF-THE-RIVAL', for: ['rival-admin'] },
    { text: 'CANARY-OF-THE-MEMBER', for: ['rival-admin', ...OFFICERS, 'auditor'] },
    { text: 'CANARY-OF-THE-BUYER', for: [...BUYERS, ...OFFICERS] },
  ]
  return {
    ids,
    canaries,
    anothers: [rivals, ids.rivalsFile, draft, rivalsMembership, rivalsApplication],
    idFor: (path, name) => idIn(ids, path, name),
  }
}

const idOf = (body: unknown): string => (body as { id: string }).id

function idIn(ids: Readonly<Record<string, string>>, path: string, name: string): string {
  const kind =
    name !== 'id'
      ? name
      : path.includes('/bids/{')
        ? 'bid'
        : path.includes('/files/')
          ? 'file'
          : path.includes('/requirements/')
            ? 'draft'
            : path.includes('/applications/')
              ? 'application'
              : path.includes('/memberships/')
                ? 'membership'
                : 'agreementId'
  return ids[kind] ?? ids['bid'] ?? ''
}
