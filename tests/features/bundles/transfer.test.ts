import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { TEST_PASSPHRASE, TEST_USER } from '../../support/officeTemplate.ts'
import { clientWith, openTestApp } from '../../support/openTestApp.ts'
import {
  acknowledge,
  addFamilies,
  bookOf,
  delivery,
  exchangeKeys,
  handOver,
  makeReport,
  moveCase,
  openReport,
  record,
  startNewSeries,
  type TestOffice,
} from './offices.ts'

describe('a case that moves to another branch', () => {
  test('row 58: the origin goes on working on it until the acceptance comes back, and only reads it then', async () => {
    const { origin, target } = await twoBranches()
    const [id = ''] = await addFamilies(origin, [{ name: 'Hà Thị Mé', consent: true }])
    const offer = await origin.client.bundles.transfers.offer({
      addressId: id,
      toUnit: target.unitId,
      reason: 'chuyển nhà',
    })
    const offerBytes = bytesOf(origin, offer.ticket)
    await editable(origin, id)
    const seen = await target.client.bundles.transfers.open({ ticket: handOver(target, offerBytes) })
    expect(seen).toMatchObject({ direction: 'in', state: 'offered', reason: 'chuyển nhà' })
    expect(await ownerOf(target, id)).toBeUndefined()
    expect((await target.client.bundles.transfers.list()).transfers).toMatchObject([{ address: 'Hà Thị Mé' }])
    const answer = await target.client.bundles.transfers.accept({ id: offer.id })
    expect(await ownerOf(target, id)).toBe(target.unitId)
    await editable(origin, id)
    const told = await origin.client.bundles.transfers.open({
      ticket: handOver(origin, bytesOf(target, answer.ticket)),
    })
    expect(told.state).toBe('accepted')
    const refused = await editable(origin, id).then(() => undefined, failureOf)
    expect(refused?.code).toBe('common.notAllowed')
    await editable(target, id)
    const found = await target.client.addresses.list({ filter: { search: 'ha thi me' } })
    expect(found.rows.map((row) => row.id)).toEqual([id])
  })

  test('row 58: a refusal comes back with its reason, and the case stays where it was', async () => {
    const { origin, target } = await twoBranches()
    const [id = ''] = await addFamilies(origin, [{ name: 'Hà Thị Mé', consent: true }])
    const offer = await origin.client.bundles.transfers.offer({
      addressId: id,
      toUnit: target.unitId,
      reason: 'chuyển nhà',
    })
    await target.client.bundles.transfers.open({ ticket: handOver(target, bytesOf(origin, offer.ticket)) })
    const answer = await target.client.bundles.transfers.refuse({ id: offer.id, reason: 'không ở địa bàn' })
    const bytes = bytesOf(target, answer.ticket)
    expect(await origin.client.bundles.transfers.open({ ticket: handOver(origin, bytes) })).toMatchObject({
      state: 'refused',
      answerReason: 'không ở địa bàn',
    })
    await editable(origin, id)
    expect(await ownerOf(target, id)).toBeUndefined()
    await expect(target.client.bundles.transfers.accept({ id: offer.id })).rejects.toMatchObject({
      code: 'bundles.transferAnswered',
    })
  })

  test('row 58: an answer that was lost, or signed by keys changed since, is made once more, and counts once', async () => {
    const { origin, target } = await twoBranches()
    const [id = ''] = await addFamilies(origin, [{ name: 'Hà Thị Mé', consent: true }])
    const offer = await origin.client.bundles.transfers.offer({
      addressId: id,
      toUnit: target.unitId,
      reason: 'chuyển nhà',
    })
    const again = () => target.client.bundles.transfers.answerAgain({ id: offer.id })
    await expect(again()).rejects.toMatchObject({ code: 'common.notFound' })
    await target.client.bundles.transfers.open({ ticket: handOver(target, bytesOf(origin, offer.ticket)) })
    const first = bytesOf(target, (await target.client.bundles.transfers.accept({ id: offer.id })).ticket)
    const second = bytesOf(target, (await again()).ticket)
    for (const bytes of [second, first, second]) {
      const opened = await origin.client.bundles.transfers.open({ ticket: handOver(origin, bytes) })
      expect(opened).toMatchObject({ state: 'accepted' })
    }
    expect(await ownerOf(origin, id)).toBe(target.unitId)
    await editable(target, id)
  })

  test('row 58: an offer under keys changed since is made once more; an answer to either file counts', async () => {
    const { origin, target } = await twoBranches()
    const [id = ''] = await addFamilies(origin, [{ name: 'Hà Thị Mé', consent: true }])
    const offer = await origin.client.bundles.transfers.offer({ addressId: id, toUnit: target.unitId, reason: 'x' })
    const old = bytesOf(origin, offer.ticket)
    const { text } = await origin.client.bundles.keys.rotate()
    await target.client.bundles.keys.acceptRotation({ file: { text } })
    const open = (office: TestOffice, bytes: Uint8Array) =>
      office.client.bundles.transfers.open({ ticket: handOver(office, bytes) })
    await expect(open(target, old)).rejects.toMatchObject({ code: 'bundles.keyReplaced' })
    const offerAgain = async () =>
      bytesOf(origin, (await origin.client.bundles.transfers.offerAgain({ id: offer.id })).ticket)
    const [second, third] = [await offerAgain(), await offerAgain()]
    const { id: backup } = await target.client.backups.make()
    await open(target, second)
    const answer = bytesOf(target, (await target.client.bundles.transfers.accept({ id: offer.id })).ticket)
    expect(await open(target, third)).toMatchObject({ state: 'accepted' })
    expect(await open(origin, answer)).toMatchObject({ state: 'accepted' })
    expect(await ownerOf(origin, id)).toBe(target.unitId)
    // The new owner puts back a book from before it took the case, and the former one still has it to give.
    await target.client.backups.restore({ id: backup })
    target.client = clientWith(target.app, (await unlock(target)).token)
    expect(await ownerOf(target, id)).toBeUndefined()
    expect(await open(target, await offerAgain())).toMatchObject({ state: 'offered' })
    await target.client.bundles.transfers.accept({ id: offer.id })
    await editable(target, id)
  })

  test('row 58: an office that put back a backup from before it gave a case away is told by the receipt', async () => {
    const { origin, target } = await twoBranches()
    const province = await openTestApp({ kind: 'province' })
    for (const branch of [origin, target]) await exchangeKeys(branch, province)
    const [id = ''] = await addFamilies(origin, [{ name: 'Hà Thị Mé', consent: true }])
    await record(origin, 'delivery', delivery({ address_id: id, amount: 500_000 }))
    const { id: backup } = await origin.client.backups.make()
    await moveCase(origin, target, id)
    for (const branch of [origin, target]) await openReport(province, await makeReport(branch, province))
    await origin.client.backups.restore({ id: backup })
    origin.client = clientWith(origin.app, (await unlock(origin)).token)
    expect(await ownerOf(origin, id)).toBe(origin.unitId)
    await record(origin, 'delivery', delivery({ address_id: id, amount: 200_000 }))
    const claim = openReport(province, await makeReport(origin, province), { acceptNewSeries: true })
    await expect(claim).rejects.toMatchObject({ code: 'bundles.foreignRecord' })
    await acknowledge(province, origin)
    expect(await ownerOf(origin, id)).toBe(target.unitId)
    const { transfers } = await origin.client.bundles.transfers.list()
    expect(transfers).toMatchObject([{ addressId: id, direction: 'out', state: 'accepted' }])
    await openReport(province, await makeReport(origin, province), { acceptNewSeries: true })
    await openReport(province, await makeReport(target, province))
    expect(await ownerOf(province, id)).toBe(target.unitId)
    const { total } = await province.client.reports.quarter({ year: 2026, quarter: 4 })
    expect([total.delivered, total.times]).toEqual([700_000, 2])
  })

  test.each(['its former owner', 'its new owner'])(
    'row 58: help given before the case moved stays in the reports of its former owner, though %s reports first',
    async (first) => {
      const { origin, target } = await twoBranches()
      const province = await openTestApp({ kind: 'province' })
      for (const branch of [origin, target]) await exchangeKeys(branch, province)
      const [id = ''] = await addFamilies(origin, [{ name: 'Hà Thị Mé', consent: true }])
      await record(origin, 'delivery', delivery({ address_id: id, amount: 500_000 }))
      await moveCase(origin, target, id)
      const order = first === 'its new owner' ? [target, origin] : [origin, target]
      for (const branch of [...order, ...order]) {
        await openReport(province, await makeReport(branch, province, { everything: true }))
      }
      expect(await ownerOf(province, id)).toBe(target.unitId)
      expect((await province.client.reports.quarter({ year: 2026, quarter: 4 })).total.delivered).toBe(500_000)
    },
  )

  test('row 58: a case offered once more to the unit that has it leaves that unit’s work on it alone', async () => {
    const { origin, target } = await twoBranches()
    const [id = ''] = await addFamilies(origin, [{ name: 'Hà Thị Mé', consent: true }])
    const { id: backup } = await origin.client.backups.make()
    await moveCase(origin, target, id)
    await bookOf(target).write((db) => db.updateTable('address').set({ address_line: 'nhà mới' }).execute())
    await origin.client.backups.restore({ id: backup })
    origin.client = clientWith(origin.app, (await unlock(origin)).token)
    await moveCase(origin, target, id)
    expect(await ownerOf(origin, id)).toBe(target.unitId)
    const row = await bookOf(target).read.selectFrom('address').select('address_line').executeTakeFirstOrThrow()
    expect(row.address_line).toBe('nhà mới')
  })

  test('does not go without the family’s consent, twice at once, or to whom we have no key', async () => {
    const { origin, target } = await twoBranches()
    const [silent = '', given = ''] = await addFamilies(origin, [
      { name: 'Vi Văn Pọm' },
      { name: 'Hà Thị Mé', consent: true },
    ])
    const offer = (addressId: string, toUnit = target.unitId) =>
      origin.client.bundles.transfers.offer({ addressId, toUnit, reason: 'x' }).then(() => undefined, failureOf)
    expect(await offer(silent)).toMatchObject({ code: 'bundles.transferNeedsConsent' })
    expect(await offer(given, origin.unitId)).toMatchObject({ code: 'bundles.receiverNotEnrolled' })
    expect(await offer(given)).toBeUndefined()
    expect(await offer(given)).toMatchObject({ code: 'bundles.transferUnderWay' })
  })

  test('may come in any order, and the same file twice changes nothing', async () => {
    const { origin, target } = await twoBranches()
    const ids = await addFamilies(origin, [
      { name: 'Hà Thị Mé', consent: true },
      { name: 'Vi Văn Pọm', consent: true },
    ])
    const files: Uint8Array[] = []
    for (const addressId of ids) {
      const { ticket } = await origin.client.bundles.transfers.offer({ addressId, toUnit: target.unitId, reason: 'x' })
      files.push(bytesOf(origin, ticket))
    }
    for (const bytes of [...files].reverse().concat(files)) {
      await target.client.bundles.transfers.open({ ticket: handOver(target, bytes) })
    }
    const { transfers } = await target.client.bundles.transfers.list()
    expect(transfers.map((each) => each.addressId).sort()).toEqual([...ids].sort())
  })

  test('is counted once at the province, whichever branch’s report comes first', async () => {
    const { origin, target } = await twoBranches()
    const province = await openTestApp({ kind: 'province' })
    for (const branch of [origin, target]) await exchangeKeys(branch, province)
    const [id = ''] = await addFamilies(origin, [{ name: 'Hà Thị Mé', consent: true }])
    await record(origin, 'delivery', delivery({ address_id: id, amount: 500_000 }))
    await openReport(province, await makeReport(origin, province))
    await acknowledge(province, origin)
    await moveCase(origin, target, id)
    await record(target, 'delivery', delivery({ address_id: id, amount: 300_000 }))
    const early = await openReport(province, await makeReport(target, province)).then(() => undefined, failureOf)
    expect(early?.code).toBe('bundles.awaitsHandover')
    const opened = await openReport(province, await makeReport(origin, province))
    expect(opened.released).toMatchObject([{ seq: 1 }])
    expect(await ownerOf(province, id)).toBe(target.unitId)
    const { total, rows } = await province.client.reports.quarter({ year: 2026, quarter: 4 })
    expect([total.delivered, total.times]).toEqual([800_000, 2])
    const delivered = rows.map((row) => [row.unit.id, row.figures?.delivered])
    expect(delivered).toContainEqual([origin.unitId, 500_000])
    expect(delivered).toContainEqual([target.unitId, 300_000])
    for (const branch of [origin, target]) {
      await openReport(province, await makeReport(branch, province, { everything: true }))
    }
    expect((await province.client.reports.quarter({ year: 2026, quarter: 4 })).total.delivered).toBe(800_000)
  })
})

describe('two branches that each gave the other a case before either reported', () => {
  test.each([
    ['in their series', false],
    ['after both put back a backup', true],
  ])('row 58: are both taken in, each on the signed word of the other, %s', async (_, anew) => {
    const { origin, target } = await twoBranches()
    const province = await openTestApp({ kind: 'province' })
    const [accept, cases] = [{ acceptNewSeries: anew }, [] as string[]]
    for (const branch of [origin, target]) {
      await exchangeKeys(branch, province)
      const [id = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé', consent: true }])
      await record(branch, 'delivery', delivery({ address_id: id, amount: 500_000 }))
      await openReport(province, await makeReport(branch, province))
      await acknowledge(province, branch)
      cases.push(id)
    }
    const [ofOrigin = '', ofTarget = ''] = cases
    await moveCase(origin, target, ofOrigin)
    await moveCase(target, origin, ofTarget)
    if (anew) for (const branch of [origin, target]) await startNewSeries(branch)
    await record(origin, 'delivery', delivery({ address_id: ofTarget, amount: 30_000 }))
    await record(target, 'delivery', delivery({ address_id: ofOrigin, amount: 2_000 }))
    const first = await openReport(province, await makeReport(origin, province), accept).then(
      () => undefined,
      failureOf,
    )
    expect(first?.code).toBe('bundles.awaitsHandover')
    expect(await ownerOf(province, ofOrigin)).toBe(origin.unitId)
    const second = await openReport(province, await makeReport(target, province), accept)
    expect(second.released).toMatchObject([{ unit: { id: origin.unitId } }])
    expect([await ownerOf(province, ofOrigin), await ownerOf(province, ofTarget)]).toEqual([
      target.unitId,
      origin.unitId,
    ])
    const { total, rows } = await province.client.reports.quarter({ year: 2026, quarter: 4 })
    expect([total.delivered, total.times]).toEqual([1_032_000, 4])
    const delivered = rows.map((row) => [row.unit.id, row.figures?.delivered])
    expect(delivered).toContainEqual([origin.unitId, 530_000])
    expect(delivered).toContainEqual([target.unitId, 502_000])
    expect((await province.client.bundles.listUnsettled()).waiting).toEqual([])
    const { bundles } = await province.client.bundles.listReceived()
    expect(bundles.slice(0, 2).every(({ acceptedBy }) => (acceptedBy !== null) === anew)).toBe(true)
  })

  test('row 58: the word of one alone moves nothing', async () => {
    const { origin, target } = await twoBranches()
    const province = await openTestApp({ kind: 'province' })
    for (const branch of [origin, target]) await exchangeKeys(branch, province)
    const [kept = '', given = ''] = await addFamilies(target, [
      { name: 'Vi Văn Pọm', consent: true },
      { name: 'Hà Thị Mé', consent: true },
    ])
    await openReport(province, await makeReport(target, province))
    await moveCase(target, origin, given)
    // The origin says it took both; the target has given one, and its report waits for a number that is lost.
    await bookOf(origin).write((db) =>
      db
        .updateTable('case_transfer')
        .set({ rows_json: JSON.stringify({ address: [kept, given] }) })
        .execute(),
    )
    await makeReport(target, province)
    const early = await openReport(province, await makeReport(target, province)).then(() => undefined, failureOf)
    expect(early?.code).toBe('bundles.gap')
    const claim = await openReport(province, await makeReport(origin, province)).then(() => undefined, failureOf)
    expect(claim?.code).toBe('bundles.awaitsHandover')
    for (const id of [kept, given]) expect(await ownerOf(province, id)).toBe(target.unitId)
  })
})

async function twoBranches() {
  const origin = await openTestApp()
  const target = await openTestApp({ kind: 'neighbour' })
  for (const [one, other] of [
    [origin, target],
    [target, origin],
  ] as const) {
    const { text } = await one.client.bundles.keys.requestFile()
    const { digits } = await one.client.bundles.keys.own()
    await other.client.bundles.keys.enrol({ file: { text }, digits })
  }
  return { origin, target }
}

function bytesOf(office: TestOffice, ticket: string): Uint8Array {
  return office.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
}

function unlock({ app }: TestOffice) {
  return clientWith(app, undefined).accounts.unlock({ userName: TEST_USER, passphrase: TEST_PASSPHRASE })
}

/** Whether the office may still write to the case: takes a step, which throws when it may not. */
async function editable(office: TestOffice, id: string): Promise<void> {
  await office.client.addresses.remove({ id })
  await office.client.addresses.restore({ id })
}

async function ownerOf(office: TestOffice, id: string): Promise<string | undefined> {
  const row = await bookOf(office)
    .read.selectFrom('address')
    .select('owner_unit')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.owner_unit
}
