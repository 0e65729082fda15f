import { createSecretKey, randomBytes } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'

import { SEALED, sealAnew, sealAtRest, sealedColumns } from '../src/modules/bids/seal-at-rest.js'
import { KeyService } from '../src/modules/keys/key-service.js'
import { keyServiceBySettings } from '../src/modules/keys/key-service-by-settings.js'
import { wrapKeysAnew } from '../src/modules/keys/keys-at-rest.js'
import { placeOf, type SealedColumn, type SealingKeys, sealOfBids } from '../src/modules/bids/sealing.js'
import { canonicalBytes } from '../src/shared/canonical.js'
import { DatabaseUnfit } from '../src/shared/database/schema-check.js'
import type { Log } from '../src/shared/log.js'
import { LOG } from '../src/shared/tokens.js'
import { anAnswerFile } from './support/answer-files.js'
import { aFile, upload } from './support/evidence.js'
import { aPdf } from '../src/modules/files/files.fixture.js'
import { askedByHand } from './support/decided-by-hand.js'
import { aClaimedProduct } from './support/library.js'
import { askAboutIt, openOneFile } from './support/left-by-an-opening.js'
import { leaveFilesReadable, withoutRuleOfFiles } from './support/readable-files.js'
import { PageSender } from './support/page-sender.js'
import { storedPrice, storedVersion } from './support/stored-version.js'
import { TestApp } from './support/test-app.js'
import { aSubmittedApplication } from './support/whole-library.js'
import { answer, anOpenRequirement, aPassingBid } from './support/world.js'

const CANARY = 'Heliotrope-4711'

const HARM = { Q805: { value: 'yes', parts: { details: `A contract ended early. ${CANARY}` } } }

interface Stored {
  row: string
  owner: string
  value: Buffer
}

/** What suppliers work on, as it lies in the database. */
describe('What suppliers work on', () => {
  let test: TestApp
  let bidId: string
  let fileId: string
  let applicationId: string
  let answerFileId: string
  let otherFileId: string
  /** Whoever signs in last signs in for all applications of this process, so that none ends before the others. */
  const others: TestApp[] = []

  beforeAll(async () => {
    test = await TestApp.start()
    bidId = await aPassingBid(test, await anOpenRequirement(test))
    await answer(test, bidId, HARM)
    const { body } = await upload(test, bidId, `${CANARY}.pdf`, aPdf('x'), { issuer: CANARY }).expect(201)
    fileId = (body as { id: string }).id
    otherFileId = (await aFile(test, bidId)).id
    const { headers } = await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200)
    const declarations = { conflictOfInterest: CANARY, termsAccepted: true }
    await test.api('supplier-admin').patch(`/bids/${bidId}`).set('If-Match', String(headers['etag'])).send({ declarations }).expect(200)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    const product = await aClaimedProduct(test, CANARY)
    answerFileId = (await anAnswerFile(test, 'B1', `${CANARY}.pdf`, { product })).id
    const part = '/supplier/library/parts/organisation'
    const typed = { 'L105-values-role': CANARY, next: 'autosave' }
    expect((await (await new PageSender(test).formOn('bid-writer', part, part, typed))()).status).toBe(200)
    applicationId = await aSubmittedApplication(test, { name: `${CANARY} too` })
    await askedByHand(test, applicationId, CANARY)
    await openOneFile(test, bidId, fileId)
    await askAboutIt(test, bidId, CANARY)
  })
  afterAll(async () => {
    for (const other of others) await other.stop()
    await test.stop()
  })

  const stored = (name: SealedColumn): Promise<Stored[]> => {
    const { table, column, row, owner } = SEALED[name]
    return test.rows<Stored>(`SELECT ${row} AS row, ${owner} AS owner, t.${column} AS value FROM ${table} t ORDER BY 1`)
  }

  const everything = async () => Object.fromEntries(await Promise.all(sealedColumns.map(async name => [name, await stored(name)] as const)))

  const put = (name: SealedColumn, values: readonly Stored[]): Promise<unknown> => {
    const { table, column, found } = SEALED[name]
    return test.rows(
      `ALTER TABLE ${table} DISABLE TRIGGER USER; ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${ruleOf(name)};
       ${values.map(({ row, value }) => `UPDATE ${table} t SET ${column} = '\\x${value.toString('hex')}' FROM (SELECT ${pg.escapeLiteral(row)} AS row) n WHERE ${found}`).join('; ')};
       ALTER TABLE ${table} ADD CONSTRAINT ${ruleOf(name)} CHECK (substr(${column}, 1, 1) = '\\x01') NOT VALID; ALTER TABLE ${table} ENABLE TRIGGER USER`,
    )
  }

  /** All of it as an earlier release left it, with the rules as a migration makes them then. */
  const makeReadable = (): Promise<void> =>
    withoutRuleOfFiles(test, async () => {
      const seal = sealOfBids(test.config)
      const files = [fileId, otherFileId].map(async id => ({ id, content: await contentOf(test, id) }))
      await leaveFilesReadable(test, await Promise.all(files))
      await makeVersionReadable()
      for (const name of worked) {
        const found = await stored(name)
        const values = found.map(each => ({ ...each, value: seal.unseal(each.value, placeOf(name, each.owner, each.row)) ?? Buffer.of() }))
        if (values.length > 0) await put(name, values)
      }
    })

  const makeVersionReadable = async (): Promise<void> => {
    const { quality, report, salt } = await storedVersion(test, bidId)
    const [price, contentHash] = [await storedPrice(test, bidId), (await receipt()).contentHash.replace('sha256-', '')]
    const rules = ['versions_are_sealed', 'reports_are_sealed']
    const definitions = await test.rows<{ name: string; rule: string }>(
      'SELECT conname AS name, pg_get_constraintdef(oid) AS rule FROM pg_constraint WHERE conname = ANY ($1) ORDER BY conname DESC',
      [rules],
    )
    await test.rows(`
      ALTER TABLE bid_version DISABLE TRIGGER USER; ALTER TABLE check_report DISABLE TRIGGER USER;
      ALTER TABLE opening_key DISABLE TRIGGER USER; ALTER TABLE supplier_key DISABLE TRIGGER USER;
      ALTER TABLE bid_version DROP CONSTRAINT versions_are_sealed; ALTER TABLE check_report DROP CONSTRAINT reports_are_sealed;
      DELETE FROM opening_key; DELETE FROM supplier_key; UPDATE storage SET keys_made_at = NULL`)
    await test.rows('UPDATE check_report SET report = $1', [canonicalBytes(report)])
    await test.rows('UPDATE bid_version SET quality = $1, price = $2, content_hash = $3, salt = $4', [
      canonicalBytes(quality),
      price,
      canonicalBytes(contentHash),
      canonicalBytes(salt),
    ])
    for (const [place, { name, rule }] of definitions.entries())
      await test.rows(`ALTER TABLE ${place === 0 ? 'bid_version' : 'check_report'} ADD CONSTRAINT ${name} ${rule} NOT VALID`)
    await test.rows(`
      ALTER TABLE bid_version ENABLE TRIGGER USER; ALTER TABLE check_report ENABLE TRIGGER USER;
      ALTER TABLE opening_key ENABLE TRIGGER USER; ALTER TABLE supplier_key ENABLE TRIGGER USER`)
  }

  const service = () => test.app.get(KeyService, { strict: false })
  const log = () => test.app.get<Log>(LOG)

  const receipt = async () =>
    (await test.api('supplier-admin').get(`/bids/${bidId}/receipts/1`).expect(200)).body as { contentHash: string; salt: string }

  const contentOf = async (on: TestApp, id: string): Promise<Buffer> =>
    (await on.api('supplier-admin').get(`/files/${id}/content`).responseType('blob').expect(200)).body as Buffer

  const asSeen = async (on: TestApp = test) => {
    const get = async (path: string): Promise<unknown> => (await on.api('supplier-admin').get(path).expect(200)).body
    return {
      bid: await get(`/bids/${bidId}`),
      sections: await get(`/bids/${bidId}/ethics-answers`),
      file: await get(`/files/${fileId}`),
      receipt: await get(`/bids/${bidId}/receipts/1`),
      threads: await get(`/bids/${bidId}/audit-threads`),
      contents: await Promise.all([fileId, otherFileId].map(id => contentOf(on, id))),
      library: await get('/library'),
      evidence: (await on.api('supplier-admin').get(`/library/files/${answerFileId}/content`).responseType('blob').expect(200))
        .body as Buffer,
      given: await get(`/applications/${applicationId}/answers`),
      asked: await get(`/applications/${applicationId}/messages`),
      check: (await on.api('supplier-admin').post(`/bids/${bidId}/ethics-check`).expect(200)).body as unknown,
    }
  }

  const beside = async (keys: Partial<SealingKeys>): Promise<TestApp> => {
    const other = await TestApp.start({ beside: test, config: keys, signedIn: ['supplier-admin'] })
    others.push(other)
    return other
  }

  it('is there in every column, and readable in none', async () => {
    for (const [name, values] of Object.entries(await everything())) {
      expect([name, values.length > 0]).toEqual([name, true])
      for (const { value } of values) expect([name, value[0], value.includes(CANARY)]).toEqual([name, 1, false])
    }
    expect(JSON.stringify(await asSeen())).toContain(CANARY)
  })

  it.each(sealedColumns)('is refused by the database where it would be readable: %s', async name => {
    const { table, column } = SEALED[name]
    await expect(test.rows(`UPDATE ${table} SET ${column} = '{}'`)).rejects.toThrow(isFinal(name) ? 'never changed' : ruleOf(name))
  })

  it('opens nowhere but where it was sealed', async () => {
    const sections = await stored('ethics_answer_section.answers')
    const [one, other] = sections
    if (one === undefined || other === undefined) throw new Error('There are not two sections.')
    await put('ethics_answer_section.answers', [{ ...one, value: other.value }])
    const { body } = await test.api('supplier-admin').get(`/bids/${bidId}/ethics-answers`).expect(503)
    expect(body).toMatchObject({ code: 'unavailable', detail: expect.stringContaining('cannot be read') })
    await put('ethics_answer_section.answers', [one])
    await sealAtRest(test.config, test.ownerUrl, service(), log())
    expect(JSON.stringify(await asSeen())).toContain(CANARY)
  })

  it('does not open by another master key, which changes nothing', async () => {
    const before = await everything()
    const other = await beside({ masterKey: createSecretKey(randomBytes(32)) })
    await other.api('supplier-admin').get(`/bids/${bidId}`).expect(503)
    await other.api('supplier-admin').get(`/files/${fileId}`).expect(503)
    for (const id of [fileId, otherFileId]) await other.api('supplier-admin').get(`/files/${id}/content`).expect(503)
    await other.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(503)
    const { statusCode } = await other.app.inject({
      url: `/supplier/bids/${bidId}`,
      headers: { cookie: `session=${String(other.tokens.get('supplier-admin'))}` },
    })
    expect(statusCode).toBe(503)
    expect(await everything()).toEqual(before)
    expect(JSON.stringify(await asSeen())).toContain(CANARY)
  })

  it('is sealed where an earlier release left it readable, however often that is broken off, and nothing else changes', async () => {
    const savedAt = () => test.rows('SELECT saved_at FROM bid UNION ALL SELECT saved_at FROM ethics_answer_section ORDER BY 1')
    const [seen, saved] = [await asSeen(), await savedAt()]
    const values = Object.values(await everything()).flat().length
    const version = await storedVersion(test, bidId)
    await makeReadable()
    await expect(sealAtRest(test.config, null, service(), log())).rejects.toThrow(DatabaseUnfit)
    const [statement] = await stored('supplier_statement.value')
    if (statement === undefined) throw new Error('There is no statement.')
    await put('supplier_statement.value', [{ ...statement, value: Buffer.of(2, 3) }])
    await expect(sealAtRest(test.config, test.ownerUrl, service(), log())).rejects.toThrow('opens by none of the master keys')
    expect((await stored('bid.working_copy')).map(({ value }) => value[0])).toEqual([1])
    await put('supplier_statement.value', [statement])
    const left = Object.values(await everything())
      .flat()
      .filter(({ value }) => value[0] !== 1).length
    expect([left > 0, left < values]).toEqual([true, true])
    expect(await sealAtRest(test.config, test.ownerUrl, service(), log())).toBe(left)
    const [noted] = await test.rows<{ at: Date | null }>('SELECT keys_made_at AS at FROM storage')
    expect(noted?.at).toBeInstanceOf(Date)
    expect(await sealAtRest(test.config, null, service(), log())).toBe(0)
    expect(await test.rows('SELECT keys_made_at AS at FROM storage')).toEqual([noted])
    expect(await asSeen()).toEqual(seen)
    expect(await savedAt()).toEqual(saved)
    expect(await storedVersion(test, bidId)).toEqual(version)
    expect(await test.rows('SELECT FROM check_report WHERE report IS NOT NULL')).toEqual([])
  })

  it('is sealed anew for another master key while both are at hand, beside running processes', async () => {
    const [before, seen, seal] = [await everything(), await asSeen(), sealOfBids(test.config)]
    const [masterKey, previousMasterKey] = [createSecretKey(randomBytes(32)), test.config.masterKey]
    const both = await beside({ masterKey, previousMasterKey })
    expect(await asSeen(both)).toEqual(seen)
    await expect(sealAnew(test.ownerUrl, { masterKey, previousMasterKey: null })).rejects.toThrow('MASTER_KEY_PREVIOUS')
    expect(await sealAnew(test.ownerUrl, { masterKey, previousMasterKey })).toBe(Object.values(before).flat().length)
    expect(await sealAnew(test.ownerUrl, { masterKey, previousMasterKey: null })).toBe(0)
    const wrapAnew = (keys: SealingKeys) => wrapKeysAnew(test.ownerUrl, keyServiceBySettings({ ...test.config, ...keys }, log()))
    await expect(wrapAnew({ masterKey, previousMasterKey: null })).rejects.toThrow('MASTER_KEY_PREVIOUS')
    expect(await wrapAnew({ masterKey, previousMasterKey })).toBe(3)
    expect(await wrapAnew({ masterKey, previousMasterKey: null })).toBe(0)
    expect(await asSeen(both)).toEqual(seen)
    for (const { value } of Object.values(await everything()).flat()) expect(value.subarray(0, 5)).not.toEqual(seal.header)
    const only = await beside({ masterKey })
    expect(await asSeen(only)).toEqual(seen)
    expect((await storedVersion(only, bidId)).quality.declarations).toMatchObject({ conflictOfInterest: CANARY })
    await test.api('supplier-admin').get(`/bids/${bidId}`).expect(503)
  })
})

/** Versions, statements, messages, libraries and what was opened are never changed, so that no rule is asked. */
const isFinal = (name: SealedColumn): boolean =>
  /^(bid_version|supplier_statement|opened_file|ethics_audit_message|library_answer|library_product|library_file|application_)/.test(name)

const worked = sealedColumns.filter(name => !name.startsWith('bid_version'))

const RULES: Readonly<Partial<Record<SealedColumn, string>>> = {
  'bid.working_copy': 'working_copies_are_sealed',
  'ethics_answer_section.answers': 'ethics_answers_are_sealed',
  'acknowledgement_set.acknowledgements': 'acknowledgements_are_sealed',
  'evidence_file.description': 'descriptions_are_sealed',
  'supplier_statement.value': 'statements_are_sealed',
  'ethics_audit_message.said': 'messages_are_sealed',
  'opened_file.file_key': 'keys_of_opened_files_are_sealed',
  'library_answer_version.content': 'library_answers_are_sealed',
  'library_file.file_key': 'keys_of_library_files_are_sealed',
  'library_draft.typed': 'drafts_of_libraries_are_sealed',
  'library_product.name': 'product_names_are_sealed',
  'application_answer.content': 'answers_of_applications_are_sealed',
  'application_message.said': 'messages_of_applications_are_sealed',
}

const ruleOf = (name: SealedColumn): string => String(RULES[name])
