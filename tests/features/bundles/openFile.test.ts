import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import {
  addFamilies,
  bookOf,
  bookText,
  exchangeKeys,
  handOver,
  introduce,
  makeReceipt,
  makeReport,
  openReport,
  type TestOffice,
} from './offices.ts'

describe.each(['sqlite', 'postgres'] as const)('one door for every file, on %s', (dialect) => {
  test('row 54: a report or a receipt is told by its content, shown first and applied after a yes', async () => {
    const branch = await openTestApp({ dialect })
    const province = await openTestApp({ kind: 'province', dialect })
    await exchangeKeys(branch, province)
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const report = await makeReport(branch, province)
    const empty = await bookText(province)
    expect(await inspect(province, report)).toMatchObject({
      kind: 'report',
      report: { seq: 1, standing: { kind: 'next' } },
    })
    expect(await bookText(province)).toBe(empty)
    expect(await open(province, report)).toMatchObject({ kind: 'report', report: { seq: 1, alreadyOpened: null } })

    const receipt = await makeReceipt(province, branch)
    const seen = await inspect(branch, receipt)
    expect(seen).toMatchObject({ kind: 'receipt', from: { code: '38' }, facts: { reached: 1 }, alreadyOpened: null })
    expect((await branch.client.bundles.standing()).above).toMatchObject([{ seq: null }])
    expect(await open(branch, receipt)).toEqual(seen)
    expect((await branch.client.bundles.standing()).above).toMatchObject([{ seq: 1 }])
    expect(await open(branch, receipt)).toMatchObject({ kind: 'receipt', alreadyOpened: expect.any(String) })
    expect(await inspect(branch, receipt)).toMatchObject({ alreadyOpened: expect.any(String) })
  })
})

test('whoever looks into a file that is not opened yet stands in the log, each file with its hash', async () => {
  const origin = await openTestApp()
  const target = await openTestApp({ kind: 'neighbour' })
  await introduce(origin, target)
  const [one = '', other = ''] = await addFamilies(origin, [
    { name: 'Hà Thị Mé', consent: true },
    { name: 'Lò Văn Pánh', consent: true },
  ])
  for (const addressId of [one, other]) {
    const wish = { addressId, toUnit: target.unitId, reason: 'chuyển nhà' }
    const offered = bytesOf(origin, (await origin.client.bundles.transfers.offer(wish)).ticket)
    await inspect(target, offered)
    const [look] = await bookOf(target)
      .read.selectFrom('audit_entry')
      .select(['kind', 'procedure', 'body'])
      .orderBy('seq', 'desc')
      .limit(1)
      .execute()
    expect(look).toMatchObject({ kind: 'bundle', procedure: 'bundles.inspectFile' })
    expect(JSON.parse(look?.body ?? '')).toMatchObject({ sha256: createHash('sha256').update(offered).digest('hex') })
  }
})

test('row 58: an offered case and its answer open at the same door', async () => {
  const origin = await openTestApp()
  const target = await openTestApp({ kind: 'neighbour' })
  await introduce(origin, target)
  const [id = ''] = await addFamilies(origin, [{ name: 'Hà Thị Mé', consent: true }])
  const { transfers } = origin.client.bundles
  const offer = await transfers.offer({ addressId: id, toUnit: target.unitId, reason: 'chuyển nhà' })
  const offered = bytesOf(origin, offer.ticket)
  expect(await inspect(target, offered)).toMatchObject({ kind: 'transfer', facts: { reason: 'chuyển nhà' } })
  expect((await target.client.bundles.transfers.list()).transfers).toEqual([])
  await open(target, offered)
  const answer = await target.client.bundles.transfers.accept({ id: offer.id })
  const answered = bytesOf(target, answer.ticket)
  expect(await inspect(origin, answered)).toMatchObject({ kind: 'transferAnswer', lines: [{ code: 'accepted' }] })
  expect((await transfers.list()).transfers).toMatchObject([{ state: 'offered' }])
  await open(origin, answered)
  expect((await transfers.list()).transfers).toMatchObject([{ state: 'accepted' }])
})

test('row 55: a file of a stranger, for another office, cut short or of no kind at all is refused before anything is read', async () => {
  const branch = await openTestApp()
  const province = await openTestApp({ kind: 'province' })
  await exchangeKeys(branch, province)
  const report = await makeReport(branch, province)
  const stranger = await openTestApp({ kind: 'neighbour' })
  expect(await refusal(stranger, report)).toBe('bundles.unknownSender')
  await introduce(branch, stranger)
  expect(await refusal(stranger, report)).toBe('bundles.notForUs')
  expect(await refusal(province, report.subarray(0, report.length - 600))).toBe('bundles.truncated')
  expect(await refusal(province, Buffer.from('not a bundle'))).toBe('bundles.notABundle')
})

test('a file that was refused does not wait in memory: one more try hands it over anew', async () => {
  const province = await openTestApp({ kind: 'province' })
  const ticket = handOver(province, Buffer.from('not a bundle'))
  const { bundles } = province.client
  for (const door of [bundles.openFile, bundles.open, bundles.openReceipt, bundles.transfers.open]) {
    const first = handOver(province, Buffer.from('not a bundle'))
    await expect(door({ ticket: first })).rejects.toMatchObject({ code: 'bundles.notABundle' })
    await expect(door({ ticket: first })).rejects.toMatchObject({ code: 'files.ticketUsed' })
  }
  // Looking leaves it for the opening.
  await expect(bundles.inspectFile({ ticket })).rejects.toMatchObject({ code: 'bundles.notABundle' })
  await expect(bundles.openFile({ ticket })).rejects.toMatchObject({ code: 'bundles.notABundle' })
})

test('row 55: an older receipt is refused at the door as the replay it is, also when it is only looked at', async () => {
  const branch = await openTestApp()
  const province = await openTestApp({ kind: 'province' })
  await exchangeKeys(branch, province)
  await openReport(province, await makeReport(branch, province))
  const old = await makeReceipt(province, branch)
  await open(branch, await makeReceipt(province, branch))
  expect(await refusal(branch, old)).toBe('bundles.replayed')
  expect(
    await inspect(branch, old).then(
      () => 'seen',
      (error) => failureOf(error).code,
    ),
  ).toBe('bundles.replayed')
})

function inspect(office: TestOffice, bytes: Uint8Array) {
  return office.client.bundles.inspectFile({ ticket: handOver(office, bytes) })
}

function open(office: TestOffice, bytes: Uint8Array) {
  return office.client.bundles.openFile({ ticket: handOver(office, bytes) })
}

function refusal(office: TestOffice, bytes: Uint8Array): Promise<string> {
  return open(office, bytes).then(
    () => 'opened',
    (error: unknown) => failureOf(error).code,
  )
}

function bytesOf(office: TestOffice, ticket: string): Uint8Array {
  return office.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
}
