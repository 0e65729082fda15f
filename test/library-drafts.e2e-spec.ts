import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { answerPath, aProduct } from './support/library.js'
import { PageSender } from './support/page-sender.js'
import { type Player, TestApp } from './support/test-app.js'

const CANARY = 'Heliotrope-Draft'

describe('A form of the library that is written is kept', () => {
  let test: TestApp
  let pages: PageSender

  beforeAll(async () => {
    test = await TestApp.start()
    pages = new PageSender(test)
  })
  afterAll(() => test.stop())

  const PAGE = '/supplier/library/parts/subcontractors'
  const draftsOf = () => test.rows<{ typed: Buffer }>('SELECT typed FROM library_draft')
  const version = async () => ((await test.api('supplier-admin').get(answerPath('L601')).expect(200)).body as { version: number }).version

  /** The form of the page as somebody has it open, sent with what they typed: by script, or by its button. */
  const written = (as: Player, typed: Readonly<Record<string, string>>) =>
    pages.formOn(as, PAGE, PAGE, { 'L601-values-any': 'yes', ...typed })
  const autosaved = (as: Player, typed: Readonly<Record<string, string>>) => written(as, { ...typed, next: 'autosave' })

  it('as a draft that everybody of the supplier finds, malformed or not, and that makes no version', async () => {
    const before = await version()
    const typed = { 'L601-rows-0-name': CANARY, 'L601-rows-0-companyNumber': 'nonsense' }
    for (let time = 0; time < 3; time += 1) expect((await (await autosaved('bid-writer', typed))()).status).toBe(200)
    expect(await version()).toBe(before)
    const [draft, ...others] = await draftsOf()
    expect([draft?.typed.includes(CANARY), others]).toEqual([false, []])
    const { body } = await pages.open('supplier-admin', PAGE)
    for (const each of ['This is a draft that', `value="${CANARY}"`, 'value="nonsense"']) expect(body).toContain(each)
    expect(body).not.toContain('Confirm that all is still true')
    expect((await pages.open('rival-admin', PAGE)).body).not.toContain(CANARY)
    expect((await (await written('supplier-admin', { 'L601-rows-0-companyNumber': 'nonsense' }))()).status).toBe(422)
    expect(await draftsOf()).toHaveLength(1)
  })

  it('until it is saved by whoever has it before them, and not for the first of two who write at once to lose', async () => {
    const stale = await autosaved('supplier-admin', { 'L601-rows-0-name': 'Late' })
    expect((await (await autosaved('bid-writer', { 'L601-rows-0-name': 'First' }))()).status).toBe(200)
    const refused = await stale()
    expect([refused.status, refused.body.includes('id="saved-meanwhile"'), refused.body.includes('value="Late"')]).toEqual([
      412,
      true,
      true,
    ])
    const early = await written('bid-writer', { 'L601-rows-0-name': 'Saved', 'L601-rows-0-companyNumber': '' })
    expect((await (await autosaved('bid-writer', { 'L601-rows-0-name': 'Newer' }))()).status).toBe(200)
    expect((await early()).status).toBe(303)
    expect((await pages.open('supplier-admin', PAGE)).body).toContain('value="Newer"')
    expect((await (await written('supplier-admin', { 'L601-rows-0-companyNumber': '' }))()).status).toBe(412)
    expect(await draftsOf()).toHaveLength(1)
    const drop = await pages.formOn('supplier-admin', PAGE, `${PAGE}/drop-draft`)
    expect((await drop()).location).toContain(PAGE)
    expect(await draftsOf()).toEqual([])
    expect((await pages.open('supplier-admin', PAGE)).body).toContain('value="Saved"')
    expect((await (await autosaved('bid-writer', { 'L601-rows-0-name': 'Again' }))()).status).toBe(200)
    await drop()
    expect(await draftsOf()).toHaveLength(1)
    expect((await (await written('bid-writer', {}))()).status).toBe(303)
    expect([await draftsOf(), (await pages.open('supplier-admin', PAGE)).body.includes('value="Again"')]).toEqual([[], true])
  })

  it('once where several windows write at the same moment', async () => {
    const sends = await Promise.all(
      Array.from({ length: 5 }, (_, each) => autosaved('bid-writer', { 'L601-rows-0-name': `Window ${each}` })),
    )
    const statuses = (await Promise.all(sends.map(send => send()))).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([200, 412, 412, 412, 412])
  })

  it('of claims as long as the product is offered', async () => {
    const product = await aProduct(test, 'Offered for a while')
    const claims = `/supplier/library/products/${product}/ethics-baseline`
    const send = await pages.formOn('bid-writer', claims, claims, { 'B1-values-claim': CANARY, next: 'autosave' })
    expect((await send()).status).toBe(200)
    const kept = () => test.rows('SELECT FROM library_draft WHERE product_id = $1', [product])
    expect(await kept()).toHaveLength(1)
    await test.api('supplier-admin').post(`/library/products/${product}/retire`).expect(200)
    expect([(await send()).status, await kept()]).toEqual([409, []])
  })
})
