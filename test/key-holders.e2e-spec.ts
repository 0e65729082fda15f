import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { ForgetCopies } from '../src/modules/bids/forget-copies.js'
import { keyServiceBySettings } from '../src/modules/keys/key-service-by-settings.js'
import { wrapKeysAnew } from '../src/modules/keys/keys-at-rest.js'
import { EventHandlers, type HandledEvent } from '../src/modules/outbox/event-handlers.js'
import { CloseRequirements } from '../src/modules/requirements/close-requirements.js'
import { createLog } from '../src/shared/log.js'
import { Changes } from './support/changes.js'
import {
  aDueSplit,
  aSplitRequirement,
  handOn,
  heldBy,
  HOLDERS,
  makeHolders,
  makeKey,
  openSplit,
  passedTo,
  passphraseOf,
  personId,
} from './support/key-holders.js'
import { grant, hire, revoke } from './support/people.js'
import { problem } from './support/problems.js'
import { hitsInDatabase } from './support/sweep.js'
import { type Newcomer, type Player, TestApp } from './support/test-app.js'
import { aPassingBid, aWaitingDraft, eventsHandled, eventually } from './support/world.js'

/** The people of both sides who hold the shares of a split opening key: how they come to it, hand it on and lose it. */
describe('A split opening key', () => {
  let test: TestApp
  let changes: Changes

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    changes = new Changes(test)
  })
  afterAll(() => test.stop())

  const held = (requirementId: string) => heldBy(test, requirementId)
  const aDueRequirement = (...more: Newcomer[]) => aDueSplit(test, ...more)

  describe('needs keys of people, which', () => {
    it('are for whoever opens bids, by a passphrase that is hard to guess and not their password', async () => {
      await makeKey(test, 'evaluator').expect(problem(403, 'opening-key-not-yours'))
      await makeKey(test, 'supplier-admin').expect(problem(403, 'opening-key-not-yours'))
      await makeKey(test, 'buyer-approver', { passphrase: 'short' }).expect(problem(422, 'passphrase-too-short', '/passphrase'))
      await makeKey(test, 'buyer-approver', { passphrase: 'passwordpassword' }).expect(problem(422, 'passphrase-too-common', '/passphrase'))
      const { body } = await test.api('buyer-approver').get('/account/opening-key').expect(200)
      expect(body).toEqual({ opens: true, key: null, shares: [] })
    })

    it('are asked for before a requirement is published', async () => {
      const { id, etag } = await aWaitingDraft(test, { splitKey: true })
      await test.api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', etag).expect(200)
      const publish = () => test.api('buyer-author').post(`/requirements/${id}/publish`)
      const { body } = await publish().expect(problem(422, 'too-few-key-holders'))
      expect(body).toMatchObject({ holders: { buyer: 0, operator: 0 } })
      await makeHolders(test)
      await publish().expect(200)
      expect(await held(id)).toEqual(['buyer-approver', 'new-second-approver', 'procurement-officer', 'second-officer'])
    })

    it('are made once, and get another passphrase from whoever knows the one before', async () => {
      await makeKey(test, 'buyer-approver').expect(problem(409, 'opening-key-exists'))
      const change = (body: object) => test.api('buyer-approver').put('/account/opening-key/passphrase').send(body)
      const [before, after] = [passphraseOf('buyer-approver'), 'quartz meadow lantern pickle']
      await change({ currentPassphrase: after, passphrase: before }).expect(problem(422, 'passphrase-wrong', '/currentPassphrase'))
      await change({ currentPassphrase: before, passphrase: after }).expect(204)
      await change({ currentPassphrase: before, passphrase: after }).expect(problem(422, 'passphrase-wrong'))
      await change({ currentPassphrase: after, passphrase: before }).expect(204)
      await eventsHandled(test)
      expect(await changes.toldOf('opening-key.passphrase-changed', await personId(test, 'buyer-approver'))).toEqual([
        'buyer-approver',
        'buyer-approver',
      ])
    })

    it('leave no passphrase anywhere, not as a hash that is soon guessed either', async () => {
      await hire(test, 'new-keyed', 'Second Example Authority', 'buyer-approver')
      const make = () => makeKey(test, 'new-keyed').set('Idempotency-Key', 'make-my-key')
      await make().expect(201)
      const other = { passphrase: 'another passphrase that is not kept' }
      await makeKey(test, 'new-keyed', other)
        .set('Idempotency-Key', 'make-my-key')
        .expect(problem(422, 'passphrase-wrong', '/passphrase'))
      await make().expect(201)
      expect(await hitsInDatabase(test.rows.bind(test), [...HOLDERS, 'new-keyed' as const].map(passphraseOf))).toEqual([])
      const [row] = await test.rows<{ fingerprints: number }>(
        `SELECT count(DISTINCT fingerprint)::int AS fingerprints FROM idempotency_key WHERE key = 'make-my-key'`,
      )
      expect(row).toEqual({ fingerprints: 1 })
    })

    it('are made once by two who try at the same moment', async () => {
      await hire(test, 'new-hasty', 'Second Example Authority', 'buyer-approver')
      const both = await Promise.all([1, 2].map(() => makeKey(test, 'new-hasty')))
      expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
    })

    it('slow down whoever guesses the passphrase', async () => {
      const guess = () =>
        test
          .api('new-keyed')
          .put('/account/opening-key/passphrase')
          .send({ currentPassphrase: 'not this one at all', passphrase: passphraseOf('new-keyed') })
      for (let tries = 0; tries < 5; tries += 1) await guess().expect(422)
      await guess().expect(422)
      await guess().expect(problem(429, 'sign-in-slowed'))
    })
  })

  describe('is handed on', () => {
    it('to a colleague of the same side who has a key, who opens by it then', async () => {
      const third: Newcomer = 'new-third-approver'
      await hire(test, third, 'First Example Council', 'buyer-approver')
      const id = await aDueRequirement(third)
      const to = { requirementId: id, personId: await personId(test, third) }
      await handOn(test, 'buyer-approver', to).expect(problem(409, 'no-such-colleague'))
      await makeKey(test, third).expect(201)
      await openSplit(test, id, third).expect(problem(403, 'no-key-share'))
      await handOn(test, third, to).expect(problem(404, 'not-found'))
      await handOn(test, 'procurement-officer', to).expect(problem(409, 'no-such-colleague'))
      await handOn(test, 'buyer-approver', { ...to, passphrase: passphraseOf(third) }).expect(problem(422, 'passphrase-wrong'))
      await handOn(test, 'buyer-approver', to).expect(204)
      await handOn(test, 'buyer-approver', to).expect(problem(409, 'key-share-held'))
      expect(await held(id)).toContain(third)
      expect(await changes.audited(id)).toContain('key-share.handed-on')
      expect(await changes.toldOf('key-share.handed-on', id)).toEqual([...HOLDERS, third].toSorted())
      await openSplit(test, id, third).expect(200, { opened: false })
      await openSplit(test, id, 'second-officer').expect(200, { opened: true })
      // Prices are sealed still, so their shares are handed on as before.
      await makeKey(test, third, { replace: true }).expect(201)
      expect(await held(id)).not.toContain(third)
      await handOn(test, 'buyer-approver', to).expect(204)
      expect(await held(id)).toContain(third)
    })

    it('no more once the requirement is cancelled, and what was passed on is gone', async () => {
      const id = await aDueRequirement()
      await openSplit(test, id, 'procurement-officer').expect(200, { opened: false })
      expect(await passedTo(test, id)).toContain('buyer-approver')
      await changes.verb(id, 'cancel', { reason: 'The money is gone.' }, 'buyer-author').expect(200)
      await changes.verb(id, 'cancel', { reason: 'The money is gone.' }, 'buyer-approver').expect(200, { cancelled: true })
      expect(await passedTo(test, id)).toEqual([])
      const to = { requirementId: id, personId: await personId(test, 'new-second-approver') }
      await handOn(test, 'buyer-approver', to).expect(problem(409, 'key-share-not-needed'))
    })

    it('with what the other side has passed on already, to whoever lost their passphrase', async () => {
      const id = await aDueRequirement()
      await openSplit(test, id, 'buyer-approver').expect(200, { opened: false })
      await makeKey(test, 'second-officer', { passphrase: 'another passphrase of mine entirely', replace: true }).expect(201)
      expect(await held(id)).not.toContain('second-officer')
      expect(await changes.toldOf('key-holders.few', id)).toEqual(expect.arrayContaining(['procurement-officer', 'buyer-approver']))
      await openSplit(test, id, 'second-officer', 'another passphrase of mine entirely').expect(problem(403, 'no-key-share'))
      await handOn(test, 'procurement-officer', { requirementId: id, personId: await personId(test, 'second-officer') }).expect(204)
      await openSplit(test, id, 'second-officer', 'another passphrase of mine entirely').expect(200, { opened: true })
      await makeKey(test, 'second-officer', { replace: true }).expect(201)
    })
  })

  it('is taken from whoever may open no more, but for the last of a side, and officers are told', async () => {
    const id = await aDueRequirement()
    const remove = async (who: Player | Newcomer): Promise<void> => {
      const person = await personId(test, who)
      await test.api('organisation-admin').delete(`/people/${person}/roles/buyer-approver`).expect(204)
      await eventsHandled(test)
    }
    const events = async () =>
      (await test.rows<{ kind: string }>(`SELECT kind FROM officer_event WHERE requirement_id = $1 ORDER BY noted_at, kind`, [id])).map(
        ({ kind }) => kind,
      )
    await revoke(test, 'new-third-approver', 'First Example Council')
    await test.rows(`DELETE FROM key_share s USING person p WHERE p.id = s.person_id AND p.email LIKE 'new-third-approver@%'`)
    await remove('new-second-approver')
    expect(await held(id)).toEqual(['buyer-approver', 'procurement-officer', 'second-officer'])
    expect(await events()).toEqual(['few-key-holders'])
    expect(await changes.audited(id)).toContain('key-share.removed')
    await remove('buyer-approver')
    expect(await held(id)).toContain('buyer-approver')
    expect(await events()).toEqual(['few-key-holders', 'no-key-holders'])
    expect(await changes.toldOf('key-holders.none', id)).toContain('procurement-officer')
    await grant(test, 'buyer-approver', 'First Example Council', 'buyer-approver')
    await grant(test, 'new-second-approver', 'First Example Council', 'buyer-approver')
    await openSplit(test, id, 'procurement-officer').expect(200, { opened: false })
    await openSplit(test, id, 'buyer-approver').expect(200, { opened: true })
  })

  describe('has much done for many at once, each a transaction of its own, so that', () => {
    /** What is told of each is given to its handlers again, as the queue does after a while. */
    const handledAgain = async (type: string): Promise<void> => {
      const left = await test.rows<HandledEvent>('SELECT id, type, payload FROM outbox_event WHERE type = $1 AND handled_at IS NULL', [
        type,
      ])
      for (const event of left) await test.app.get(EventHandlers).handle(event)
      await eventsHandled(test)
    }

    it('a share is taken though another’s cannot be', async () => {
      const [stuck, other] = [await aSplitRequirement(test), await aSplitRequirement(test)]
      await test.rows(
        `CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'stuck'; END $$;
         CREATE TRIGGER stuck BEFORE DELETE ON key_share FOR EACH ROW WHEN (old.requirement_id = '${stuck}') EXECUTE FUNCTION stuck()`,
      )
      const person = await personId(test, 'new-second-approver')
      await test.api('organisation-admin').delete(`/people/${person}/roles/buyer-approver`).expect(204)
      await eventually(async () => {
        expect(await held(other)).not.toContain('new-second-approver')
      })
      expect(await held(stuck)).toContain('new-second-approver')
      await test.rows('DROP FUNCTION stuck CASCADE')
      await handledAgain('key-holder.left')
      expect(await held(stuck)).not.toContain('new-second-approver')
      await grant(test, 'new-second-approver', 'First Example Council', 'buyer-approver')
    })

    it('nothing is kept of a bid after its deadline though another bid cannot be read', async () => {
      const id = await aSplitRequirement(test, { closesIn: 300 })
      const [stuck, other] = [await aPassingBid(test, id), await aPassingBid(test, id, 'rival-admin')]
      await test.api('supplier-admin').post(`/bids/${stuck}/submit`).expect(201)
      await test.api('rival-admin').post(`/bids/${other}/submit`).expect(201)
      const copiesOf = async (bid: string): Promise<number> =>
        (await test.rows('SELECT FROM supplier_copy WHERE bid_id = $1', [bid])).length
      expect([(await copiesOf(stuck)) > 0, (await copiesOf(other)) > 0]).toEqual([true, true])
      const [kept] = await test.rows<{ whole: Buffer }>('SELECT working_copy AS whole FROM bid WHERE id = $1', [stuck])
      await test.rows(`UPDATE bid SET working_copy = '\\x01' WHERE id = $1`, [stuck])
      await test.moveClock('6 minutes')
      await test.app.get(CloseRequirements, { strict: false }).closeDue()
      await eventually(async () => {
        expect(await copiesOf(other)).toBe(0)
      })
      await test.app.get(ForgetCopies, { strict: false }).forgetLeft()
      expect(await copiesOf(stuck)).toBeGreaterThan(0)
      await test.rows('UPDATE bid SET working_copy = $2 WHERE id = $1', [stuck, kept?.whole])
      await test.app.get(ForgetCopies, { strict: false }).forgetLeft()
      expect(await copiesOf(stuck)).toBe(0)
      await handledAgain('bid.deadline-passed')
      await test.signInAll()
    })
  })

  it('is left as it is where other keys are wrapped anew', async () => {
    const wrapped = await wrapKeysAnew(test.ownerUrl, keyServiceBySettings(test.config, createLog('silent')))
    expect(wrapped).toBe(0)
    const [row] = await test.rows<{ whole: number }>(
      `SELECT count(*)::int AS whole FROM opening_key k WHERE private_key IS NOT NULL AND EXISTS (SELECT FROM key_share s WHERE s.requirement_id = k.requirement_id)`,
    )
    expect(row).toEqual({ whole: 0 })
  })
})
