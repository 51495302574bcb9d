import { gunzipSync, inflateRawSync } from 'node:zlib'
import { Decrypter } from 'age-encryption'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { newRecordId, sharedRecordId } from '../../../src/base/common/recordId.ts'
import type { Office } from '../../../src/db/office.ts'
import type { BundleKind, BundleRecord } from '../../../src/features/bundles/common/bundleManifest.ts'
import { SHARED_COLUMNS, type SharedTable } from '../../../src/features/bundles/common/shares/sharedColumns.ts'
import type { ShareLine } from '../../../src/features/bundles/common/shares/shareLines.ts'
import { readBundleTar } from '../../../src/features/bundles/core/envelope/strictTar.ts'
import { listOwnIdentities } from '../../../src/features/bundles/core/keys/ownKeysRepo.ts'
import { PARTNER_CODE } from '../../support/officeTemplate.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import { type BookPlan, bookPlan, fillMarkedBook, findMarks, unmarkedColumns } from './markedBook.ts'
import { bookOf, handOver, introduce, signedBy, type TestOffice } from './offices.ts'

const THROUGH = { year: 2026, quarter: 3 } as const

describe('what crosses the border', () => {
  test('row 66: every column of every table a share reads was decided, and no decision names a column that is gone', async () => {
    const { app } = await openTestApp()
    const tables = await officeOf({ app }).database.write((db) => db.introspection.getTables())
    for (const name of Object.keys(SHARED_COLUMNS) as SharedTable[]) {
      const real = tables.find((table) => table.name === name)?.columns.map((column) => column.name)
      expect([name, ...Object.keys(SHARED_COLUMNS[name]).sort()]).toEqual([name, ...(real ?? []).sort()])
    }
  })

  test('row 66: nothing that may not leave stands in any share of random books', async () => {
    const shares = Number(process.env.NHIP_CAU_SHARES ?? 40)
    const { branch, partner } = await neighbours()
    let named = 0
    let figures = 0
    let made = 0
    await fc.assert(
      fc.asyncProperty(bookPlan, async (plan) => {
        const rows = await fillMarkedBook(branch, plan)
        expect(unmarkedColumns(rows)).toEqual([])
        const text = await plainTextOf(partner, await makeShare(branch))
        made += 1
        named += text.split('"sharedPerson"').length - 2
        figures += text.split('"helpCell"').length - 1
        expect(findMarks(text, rows)).toEqual([])
        // The search itself: a name that may go is found where it should be.
        for (const { display_name: name, restricted_on, anonymised_on } of rows.address) {
          if (name.startsWith('Named'))
            expect([text.includes(name), restricted_on, anonymised_on]).toEqual([true, null, null])
        }
      }),
      { numRuns: shares, endOnFailure: true },
    )
    // Shares that say nothing would hold no mark either.
    expect([made >= shares, named > shares / 4, figures > shares]).toEqual([true, true, true])
    if (shares > 40) process.stdout.write(`row 66: 0 marks in ${made} shares, ${named} names, ${figures} figures\n`)
  }, 600_000)

  test('the search for marks finds one: a share that carried a note would be caught', async () => {
    const { branch } = await neighbours()
    const rows = await fillMarkedBook(branch, plain([family({ village: 0 })]))
    expect(findMarks(JSON.stringify(rows.address[0]), rows).length).toBeGreaterThan(3)
  })

  test('row 66: who takes the consent back is gone from the next share, and from the partner’s list with it', async () => {
    const { branch, partner } = await neighbours()
    const rows = await fillMarkedBook(branch, plain([family({ consent: 'given' }), family({ consent: 'given' })]))
    await open(partner, await makeShare(branch))
    expect((await namesAt(partner)).length).toBe(2)
    const [first] = rows.consent
    await branch.app.holder.office?.database.write((db) =>
      db
        .updateTable('consent')
        .set({ withdrawn_on: '2026-11-20' })
        .where('id', '=', first?.id ?? '')
        .execute(),
    )
    await open(partner, await makeShare(branch))
    expect(await namesAt(partner)).toEqual(['Named1.'])
  })

  test('a quarter is told once: later help, and what takes some back, changes no figure already told', async () => {
    const { branch } = await neighbours()
    const months = [0, 1]
    const given = (amount: number) => months.map((month) => ({ month, form: 'cash', currency: 'VND', amount }))
    const rows = await fillMarkedBook(
      branch,
      plain(Array.from({ length: 6 }, () => family({ deliveries: given(100) }))),
    )
    const before = await preview(branch)
    expect(before.lines).toContainEqual(
      expect.objectContaining({ kind: 'helpCell', addresses: 6, times: 12, amount: 1200 }),
    )
    await makeShare(branch)
    const [delivery] = rows.delivery
    if (delivery === undefined) throw new Error('the book holds no delivery')
    await branch.app.holder.office?.database.write((db) =>
      db
        .insertInto('delivery')
        .values({ ...delivery, id: newRecordId(), on_day: '2025-03-20', amount: 999_999 })
        .execute(),
    )
    const after = await preview(branch)
    expect(after.lines).toEqual(before.lines)
    expect([before.facts.changedSince, after.facts.changedSince]).toEqual([0, 1])
  })

  test('only quarters that are over are told, and only to a Lao province', async () => {
    const { branch, partner } = await neighbours()
    const early = branch.client.bundles.shares.preview({ toUnit: partner.unitId, through: { year: 2026, quarter: 4 } })
    expect(await early.then(() => '', codeOf)).toBe('bundles.quarterNotOver')
    const inside = branch.client.bundles.shares.preview({ toUnit: sharedRecordId('unit', '38'), through: THROUGH })
    expect(await inside.then(() => '', codeOf)).toBe('bundles.notAPartner')
    const backwards = partner.client.bundles.shares.preview({ toUnit: branch.unitId, through: THROUGH })
    expect(await backwards.then(() => '', codeOf)).toBe('bundles.notAPartner')
  })

  test('Lao and Vietnamese stand as written, and money keeps its currency, with the rate of the day beside it', async () => {
    const { branch, partner } = await neighbours()
    await fillMarkedBook(branch, { families: [], activities: [{ people: 30, agreed: false }] })
    await open(partner, await makeShare(branch))
    const { shares } = await partner.client.bundles.shares.received()
    expect(shares[0]?.lines.at(-1)).toMatchObject({
      kind: 'sharedActivity',
      title: 'Khám bệnh ບ້ານນາຄູນ',
      people: 30,
      amount: 12_500_000,
      currency: 'LAK',
      rate: '1.21',
      rateOn: '2026-11-20',
    })
  })

  test('signed totals are told however small; unsigned small ones keep their figures here', async () => {
    const { branch } = await neighbours()
    await fillMarkedBook(branch, {
      families: [],
      activities: [
        { people: 3, agreed: true },
        { people: 3, agreed: false },
      ],
    })
    const { lines, facts } = await preview(branch)
    const people = lines.flatMap((line) => (line.kind === 'sharedActivity' ? [line.people] : []))
    expect(people.sort()).toEqual([3, null].sort())
    expect(facts.smallActivities).toBe(1)
    expect(lines[0]).toMatchObject({ kind: 'about', heldBack: true })
  })

  test('the Word and Excel copies say what the file says, in both languages', async () => {
    const { branch, partner } = await neighbours()
    await fillMarkedBook(branch, {
      families: Array.from({ length: 6 }, () => family({ consent: 'given', deliveries: [gift()] })),
      activities: [{ people: 30, agreed: true }],
    })
    for (const format of ['docx', 'xlsx'] as const) {
      const made = await branch.client.bundles.shares.copy({ toUnit: partner.unitId, through: THROUGH, format })
      const bytes = branch.app.services.tickets.take(made.ticket)?.bytes ?? new Uint8Array()
      const text = zipText(bytes)
      for (const said of ['Named0.', 'ຊຳເໜືອ', 'Sầm Nưa', 'Khám bệnh ບ້ານນາຄູນ', 'LAK'])
        expect(text).toContain(said.normalize('NFC'))
      expect(text).not.toContain('CANARY')
    }
  })
})

describe('the partner’s office', () => {
  test('opens shares only, and what it opens replaces what that office shared before', async () => {
    const { branch, partner } = await neighbours()
    await fillMarkedBook(branch, plain([family({ consent: 'given' })]))
    const first = await makeShare(branch)
    await open(partner, first)
    const again = await open(partner, first)
    expect(again).toMatchObject({ kind: 'share', alreadyOpened: expect.any(String) })
    await fillMarkedBook(branch, plain([]))
    await open(partner, await makeShare(branch))
    expect(await namesAt(partner)).toEqual([])
    expect(await open(partner, first).then(() => '', codeOf)).toBe('')
    expect(await namesAt(partner)).toEqual([])
  })

  test('finds whom it did something with by how the words of a name begin, those it knows the keys of first', async () => {
    const { partner } = await neighbours()
    const found = async (search: string) =>
      (await partner.client.cooperation.units({ search })).partners.map(({ code, vi }) => `${vi} ${code}`)
    expect((await found('na m'))[0]).toBe('Xã Na Mèo 15013')
    expect((await found(''))[0]).toBe('Xã Na Mèo 15013')
    expect(await found('na m')).not.toContainEqual(expect.stringContaining('Cửa Nam'))
    expect(await found('hoa thanh')).toContain('Tỉnh Thanh Hóa 38')
  })

  test('an older share that comes late is refused', async () => {
    const { branch, partner } = await neighbours()
    await fillMarkedBook(branch, plain([family({ consent: 'given' })]))
    const first = await makeShare(branch)
    await open(partner, await makeShare(branch))
    expect(await open(partner, first).then(() => '', codeOf)).toBe('bundles.replayed')
  })

  test.each(['sqlite', 'postgres'] as const)(
    'sends its own results, which stand beside ours and apart from our figures (%s)',
    async (dialect) => {
      const branch = await openTestApp({ dialect })
      const partner = await openTestApp({ kind: 'partner' })
      await introduce(branch, partner)
      await branch.client.cooperation.add({ fields: activity(partner.unitId, { people: 30, amount: 5_000_000 }) })
      const lao = activity(branch.unitId, { people: 42, amount: 9_000_000, currency: 'LAK', note: 'ບັນທຶກ' })
      const { id } = await partner.client.cooperation.add({ fields: lao })
      await open(branch, await partnerReport(partner, branch))
      const { activities, totals } = await branch.client.cooperation.list({ year: 2026 })
      expect(activities.map((each) => [each.own, each.by.code, each.fields.people])).toEqual(
        expect.arrayContaining([
          [true, '15013', 30],
          [false, PARTNER_CODE, 42],
        ]),
      )
      expect(totals).toEqual([
        { own: true, activities: 1, households: 0, people: 30, value: [{ amount: 5_000_000, currency: 'VND' }] },
        { own: false, activities: 1, households: 0, people: 42, value: [{ amount: 9_000_000, currency: 'LAK' }] },
      ])
      const theirs = branch.client.cooperation.update({ id, version: 1, fields: activity(partner.unitId, {}) })
      expect(await theirs.then(() => '', codeOf)).toBe('common.notAllowed')
      await partner.client.cooperation.remove({ id })
      await open(branch, await partnerReport(partner, branch))
      expect((await branch.client.cooperation.list({ year: 2026 })).activities.map((each) => each.own)).toEqual([true])
    },
  )

  test('what a partner’s valid key may not say is refused, and nothing is written', async () => {
    const { branch, partner } = await neighbours()
    const { id } = await branch.client.cooperation.add({ fields: activity(partner.unitId, { people: 30 }) })
    const line = (fields: object, own = newRecordId()): BundleRecord => ({
      kind: 'activity',
      id: own,
      version: 1,
      createdAt: '2026-11-20T00:00:00.000Z',
      fields: { ...activity(branch.unitId, {}), ...fields },
    })
    const one = line({})
    const forged: [BundleKind, BundleRecord[], string][] = [
      ['partnerReport', [line({}, id)], 'bundles.foreignRecord'],
      ['partnerReport', [line({ partnerId: sharedRecordId('unit', '38') })], 'bundles.foreignRecord'],
      ['partnerReport', [one, one], 'bundles.malformed'],
      ['partnerReport', [line({ amount: -5 })], 'bundles.malformed'],
      ['partnerReport', [{ kind: 'address', id: newRecordId() }], 'bundles.malformed'],
      [
        'share',
        [{ kind: 'about', throughYear: 2026, throughQuarter: 3, smallestCell: 5, heldBack: false }],
        'bundles.wrongKind',
      ],
      ['report', [], 'bundles.unknownSender'],
      ['receipt', [], 'bundles.unknownSender'],
      ['transfer', [], 'bundles.unknownSender'],
    ]
    for (const [kind, records, code] of forged) {
      const bytes = await signedBy(partner, branch, { kind, records })
      expect([kind, await open(branch, bytes).then(() => '', codeOf)]).toEqual([kind, code])
    }
    const { activities } = await branch.client.cooperation.list({ year: 2026 })
    expect(activities.map((each) => [each.id, each.fields.people])).toEqual([[id, 30]])
    expect(await bookOf(branch).read.selectFrom('bundle_received').selectAll().execute()).toEqual([])
  })

  test('what our valid key may not say to a partner is refused there', async () => {
    const { branch, partner } = await neighbours()
    const about = { kind: 'about', throughYear: 2026, throughQuarter: 3, smallestCell: 5, heldBack: false }
    const cell = {
      kind: 'helpCell',
      year: 2026,
      quarter: 3,
      district: null,
      helpForm: null,
      village: null,
      currency: 'VND',
    }
    const forged: [BundleKind, BundleRecord[], string][] = [
      ['share', [], 'bundles.malformed'],
      ['share', [about, about], 'bundles.malformed'],
      ['share', [about, { ...cell, addresses: 3, times: 3, amount: 1, goodsValue: 0 }], 'bundles.malformed'],
      ['share', [about, { kind: 'sharedPerson', name: 'x', phone: '091' }], 'bundles.malformed'],
      ['partnerReport', [], 'bundles.wrongKind'],
      ['report', [], 'bundles.unknownSender'],
    ]
    for (const [kind, records, code] of forged) {
      const bytes = await signedBy(branch, partner, { kind, records })
      expect([kind, await open(partner, bytes).then(() => '', codeOf)]).toEqual([kind, code])
    }
    expect((await partner.client.bundles.shares.received()).shares).toEqual([])
  })
})

async function neighbours(): Promise<{ branch: TestOffice; partner: TestOffice }> {
  const branch = await openTestApp()
  const partner = await openTestApp({ kind: 'partner' })
  await introduce(branch, partner)
  return { branch, partner }
}

type Family = BookPlan['families'][number]

function family(facts: Partial<Family>): Family {
  return { village: 0, consent: 'none', restricted: false, anonymised: false, deliveries: [], house: false, ...facts }
}

function gift(): Family['deliveries'][number] {
  return { month: 0, form: 'cash', currency: 'VND', amount: 100 }
}

function plain(families: Family[]): BookPlan {
  return { families, activities: [] }
}

function activity(partnerId: string, facts: object) {
  return { partnerId, onDay: '2026-11-20', kind: 'health' as const, title: 'Khám bệnh', ...facts }
}

function preview(
  office: TestOffice,
): Promise<{ lines: ShareLine[]; facts: { changedSince: number; smallActivities: number } }> {
  return office.client.bundles.shares.preview({ toUnit: sharedRecordId('unit', PARTNER_CODE), through: THROUGH })
}

async function makeShare(office: TestOffice): Promise<Uint8Array> {
  const made = await office.client.bundles.shares.make({
    toUnit: sharedRecordId('unit', PARTNER_CODE),
    through: THROUGH,
  })
  return bytesOf(office, made.ticket)
}

async function partnerReport(partner: TestOffice, to: TestOffice): Promise<Uint8Array> {
  return bytesOf(partner, (await partner.client.bundles.shares.report({ toUnit: to.unitId })).ticket)
}

function bytesOf(office: TestOffice, ticket: string): Uint8Array {
  return office.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
}

function open(office: TestOffice, bytes: Uint8Array) {
  return office.client.bundles.openFile({ ticket: handOver(office, bytes) })
}

async function namesAt(partner: TestOffice): Promise<string[]> {
  const { shares } = await partner.client.bundles.shares.received()
  return shares.flatMap(({ lines }) => lines.flatMap((line) => (line.kind === 'sharedPerson' ? [line.name] : [])))
}

function codeOf(error: unknown): string {
  return failureOf(error).code
}

function officeOf({ app }: Pick<TestOffice, 'app'>): Office {
  const { office } = app.holder
  if (office === undefined) throw new Error('no office is open')
  return office
}

/** Every byte a partner can read, not what our reader makes of it. */
async function plainTextOf(partner: TestOffice, bytes: Uint8Array): Promise<string> {
  const office = officeOf(partner)
  const tar = readBundleTar(bytes)
  if (!tar.ok) throw new Error(tar.failure.code)
  const decrypter = new Decrypter()
  for (const identity of await listOwnIdentities(office.database.read, office)) decrypter.addIdentity(identity)
  return gunzipSync(await decrypter.decrypt(tar.value.payload)).toString('utf8')
}

/** All texts of a zip, packed or not, one after another. */
function zipText(bytes: Uint8Array): string {
  const file = Buffer.from(bytes)
  const parts: string[] = []
  for (let at = file.lastIndexOf('PK\u0005\u0006'), central = file.readUInt32LE(at + 16); central < at; ) {
    const [method, size] = [file.readUInt16LE(central + 10), file.readUInt32LE(central + 20)]
    const local = file.readUInt32LE(central + 42)
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const content = file.subarray(start, start + size)
    parts.push((method === 0 ? content : inflateRawSync(content)).toString('utf8'))
    central += 46 + file.readUInt16LE(central + 28) + file.readUInt16LE(central + 30) + file.readUInt16LE(central + 32)
  }
  return parts
    .join('\n')
    .replaceAll(/<[^>]+>/g, '')
    .normalize('NFC')
}
