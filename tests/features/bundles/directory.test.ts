import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { newRecordId, sharedRecordId } from '../../../src/base/common/recordId.ts'
import type { BundleRecord } from '../../../src/features/bundles/common/bundleManifest.ts'
import { DIRECTORY_RECIPIENT } from '../../../src/features/bundles/common/directory/directoryKey.ts'
import { sealBundle } from '../../../src/features/bundles/core/envelope/sealBundle.ts'
import { generateUnitKeys, signerFingerprint } from '../../../src/features/bundles/core/envelope/unitKeys.ts'
import { unwrapPrivateKeys } from '../../../src/features/bundles/core/keys/privateKeyWrap.ts'
import { countsOf } from '../../../src/features/bundles/core/seal/sealReportJob.ts'
import { openTestApp, TEST_NOW } from '../../support/openTestApp.ts'
import {
  acknowledge,
  addFamilies,
  bookOf,
  exchangeKeys,
  handOver,
  makeReceipt,
  makeReport,
  openReport,
  type TestOffice,
  writeAs,
} from './offices.ts'

const NA_MEO = sharedRecordId('unit', '15013')

describe.each(['sqlite', 'postgres'] as const)('a directory of the centre on %s', (dialect) => {
  test('row 83: a branch that never met the centre believes it on the word of its province, and learns all it says', async () => {
    const { centre, branch } = await threeOffices(dialect)
    await fillCentre(centre)
    const pack = await makePack(centre, 'Sắp xếp xã Na Mèo')
    const seen = await inspect(branch, pack)
    expect(seen).toMatchObject({ kind: 'directory', alreadyOpened: null, from: { code: 'VN' }, facts: { version: 1 } })
    expect(codes(seen)).toEqual(
      expect.arrayContaining([
        'unitChanged',
        'wordAdded',
        'clusterAdded',
        'indicatorAdded',
        'targetAdded',
        'periodAdded',
      ]),
    )
    expect((await branch.client.bundles.directory.status()).newest).toBeNull()
    await open(branch, pack)
    const db = bookOf(branch).read
    const names = await db
      .selectFrom('unit_name')
      .selectAll()
      .where('unit_id', '=', NA_MEO)
      .orderBy('valid_from')
      .execute()
    expect(names.map((row) => [row.name, row.type, row.valid_from, row.valid_to])).toEqual([
      ['Na Mèo', 'commune', '2025-07-01', null],
    ])
    const { words } = await branch.client.units.vocabulary({ kind: 'category' })
    expect(words.find((word) => word.code === 'flood2026')?.names).toEqual({
      vi: 'Bị lũ 2026',
      en: 'Bị lũ 2026',
      lo: 'ນ້ຳຖ້ວມ',
    })
    expect(await db.selectFrom('cluster').select(['name_vi', 'origin']).execute()).toEqual([
      { name_vi: 'Cụm 4', origin: 'directory' },
    ])
    expect(await db.selectFrom('indicator_target').select(['year', 'value']).execute()).toEqual([
      { year: 2026, value: 1_000_000_000 },
    ])
    const { newest, signer } = await branch.client.bundles.directory.status()
    expect(newest).toMatchObject({ version: 1, note: 'Sắp xếp xã Na Mèo', kept: true })
    expect(signer?.vouchedBy?.code).toBe('38')
  })

  test('row 83: a name of a day to come is shown nowhere before that day, and by then the office knows it', async () => {
    const { centre, branch } = await threeOffices(dialect)
    await fillCentre(centre)
    await open(branch, await makePack(centre))
    const nameNow = async () => (await branch.client.accounts.me()).officeName.vi
    const openedOn = async (day: string) => {
      branch.setNow(`${day}T03:00:00.000Z`)
      const { services, holder } = branch.app
      const { unitId } = branch
      await writeAs(branch, (db) => services.whenOpened(db, { userId: 'test', unitId, now: services.clock.now() }))
      expect(holder.office).toBeDefined()
    }
    expect(await nameNow()).toBe('Hội Chữ thập đỏ xã Na Mèo')
    await openedOn('2026-12-31')
    expect(await nameNow()).toBe('Hội Chữ thập đỏ xã Na Mèo')
    await openedOn('2027-01-01')
    const db = bookOf(branch).read
    const rows = await db
      .selectFrom('unit_name')
      .selectAll()
      .where('unit_id', '=', NA_MEO)
      .orderBy('valid_from')
      .execute()
    expect(rows.map((row) => [row.type, row.valid_from, row.valid_to])).toEqual([
      ['commune', '2025-07-01', '2026-12-31'],
      ['ward', '2027-01-01', null],
    ])
    expect(await db.selectFrom('unit_line_waiting').selectAll().execute()).toEqual([])
  })

  test('row 83: the same file again changes nothing, an older one is refused, what it left out is gone', async () => {
    const { centre, branch } = await threeOffices(dialect)
    await fillCentre(centre)
    const first = await makePack(centre)
    await writeAs(centre, (db) => db.deleteFrom('indicator_target').execute())
    const second = await makePack(centre)
    await open(branch, first)
    const before = await sharedRows(branch)
    expect((await open(branch, first)).alreadyOpened).not.toBeNull()
    expect(await sharedRows(branch)).toEqual(before)
    expect(codes(await inspect(branch, second))).toEqual(['targetRemoved'])
    await open(branch, second)
    expect(await bookOf(branch).read.selectFrom('indicator_target').selectAll().execute()).toEqual([])
    expect((await open(branch, first)).alreadyOpened).not.toBeNull()
    const never = await sealed(centre, { version: 1, lines: [HEAD] })
    await expect(open(branch, never)).rejects.toMatchObject({ code: 'bundles.directoryFork', data: { version: 1 } })
  })

  test('row 83: what the office worded and set itself stays in force beside the directory', async () => {
    const { centre, branch } = await threeOffices(dialect)
    await fillCentre(centre)
    const blocks = [{ type: 'text' as const, text: 'Cảm ơn {donor}' }]
    await centre.client.papers.templates.save({ kind: 'thankYouLetter', language: 'vi', template: blocks, version: 0 })
    await writeAs(branch, async (db) => {
      await db.insertInto('indicator_target').values(target(branch, 7)).execute()
    })
    const { words } = branch.client.units
    await words.save({ kind: 'category', code: 'flood2026', names: { vi: 'Lũ ống Na Mèo' } })
    await expect(words.reset({ kind: 'category', code: 'flood2026' })).rejects.toMatchObject({
      code: 'units.wordOnlyHere',
    })
    const closed = words.save({ kind: 'channel', code: 'pigeon', names: { vi: 'Bồ câu' } })
    await expect(closed).rejects.toMatchObject({ code: 'units.closedList' })
    await open(branch, await makePack(centre))
    const wording = async () => {
      const listed = await branch.client.units.vocabulary({ kind: 'category' })
      return listed.words.filter((each) => each.code === 'flood2026').map((each) => each.names.vi)
    }
    expect(await wording()).toEqual(['Lũ ống Na Mèo'])
    await words.reset({ kind: 'category', code: 'flood2026' })
    expect(await wording()).toEqual(['Bị lũ 2026'])
    const targets = await bookOf(branch).read.selectFrom('indicator_target').select(['origin', 'value']).execute()
    expect(targets).toContainEqual({ origin: 'own', value: 7 })
    const read = () => branch.client.papers.templates.get({ kind: 'thankYouLetter', language: 'vi' })
    expect(await read()).toMatchObject({ template: blocks, own: false })
    const own = [{ type: 'text' as const, text: 'Na Mèo cảm ơn {donor}' }]
    await branch.client.papers.templates.save({ kind: 'thankYouLetter', language: 'vi', template: own, version: 0 })
    await open(branch, await makePack(centre))
    expect(await read()).toMatchObject({ template: own, own: true })
    await branch.client.papers.templates.reset({ kind: 'thankYouLetter', language: 'vi' })
    expect(await read()).toMatchObject({ template: blocks, own: false })
  })
})

describe('who may sign a directory', () => {
  test('row 83: one signed by a valid key of another office, by nobody, or changed on its way is refused', async () => {
    const { centre, province, branch } = await threeOffices()
    const lines = [HEAD]
    const foreign = await sealed(province, { version: 5, lines })
    await expect(open(branch, foreign)).rejects.toMatchObject({ code: 'bundles.unknownSender' })
    const claimed = await sealed(province, { version: 5, lines, as: centre })
    await expect(open(branch, claimed)).rejects.toMatchObject({ code: 'bundles.unknownSender' })
    const pack = await makePack(centre)
    const unsigned = Buffer.from(pack)
    unsigned.fill(0, unsigned.indexOf('-----BEGIN SSH'), unsigned.indexOf('-----END SSH'))
    await expect(open(branch, unsigned)).rejects.toMatchObject({ code: 'bundles.altered' })
    const altered = Buffer.from(pack)
    altered[altered.length - 2000] = (altered[altered.length - 2000] ?? 0) ^ 1
    await expect(open(branch, altered)).rejects.toThrow()
    expect((await branch.client.bundles.directory.status()).newest).toBeNull()
  })

  test('row 83: only the centre makes one', async () => {
    const province = await openTestApp({ kind: 'province' })
    await expect(province.client.bundles.directory.make({})).rejects.toMatchObject({ code: 'bundles.notTheCentre' })
  })

  test('row 83: an older version nobody opened here is refused, whatever day it claims', async () => {
    const { centre, branch } = await threeOffices()
    await open(branch, await sealed(centre, { version: 8, lines: [HEAD] }))
    const late = await sealed(centre, { version: 7, lines: [{ ...HEAD, issuedOn: '2027-01-01' }] })
    await expect(open(branch, late)).rejects.toMatchObject({
      code: 'bundles.directoryOlder',
      data: { version: 7, last: 8 },
    })
  })

  test('a branch enrolled before its province knew the centre takes its key in without new digits', async () => {
    const [centre, province, branch] = [
      await openTestApp({ kind: 'central' }),
      await openTestApp({ kind: 'province' }),
      await openTestApp(),
    ]
    await exchangeKeys(branch, province)
    const pack = await makePack(centre)
    const { enrolSigner } = branch.client.bundles.directory
    const early = await province.client.bundles.keys.answerFile()
    await expect(enrolSigner({ file: { text: early.text } })).rejects.toMatchObject({ code: 'bundles.noDirectoryKey' })
    await exchangeKeys(province, centre)
    await expect(open(branch, pack)).rejects.toMatchObject({ code: 'bundles.directoryUnknownKey' })
    const { text } = await province.client.bundles.keys.answerFile()
    expect(await enrolSigner({ file: { text } })).toMatchObject({ vouchedBy: { code: '38' } })
    await open(branch, pack)
    const centres = await centre.client.bundles.keys.answerFile()
    await expect(enrolSigner({ file: { text: centres.text } })).rejects.toMatchObject({ code: 'bundles.digitsDiffer' })
    const { digits } = await centre.client.bundles.keys.own()
    expect(await enrolSigner({ file: { text: centres.text }, digits })).toMatchObject({ vouchedBy: null })
  })

  test('after a change of its keys the centre signs once more with the old one, which brings the new', async () => {
    const { centre, branch } = await threeOffices()
    await open(branch, await makePack(centre))
    await centre.client.bundles.keys.rotate()
    const second = await makePack(centre)
    expect(codes(await inspect(branch, second))).toEqual(['keySigner'])
    await open(branch, second)
    const third = await makePack(centre)
    expect((await open(branch, third)).seq).toBe(3)
    // What the old key signs from now on is worth nothing.
    const [old] = await bookOf(centre).read.selectFrom('own_key').selectAll().orderBy('created_at').execute()
    const stolen = await sealed(centre, { version: 4, lines: [HEAD], keyId: old?.id })
    await expect(open(branch, stolen)).rejects.toMatchObject({ code: 'bundles.directoryKeyReplaced' })
  })

  test('row 83: who took in the centre’s change of keys opens the directory its old key still signs, and the next', async () => {
    const { centre, province, branch } = await threeOffices()
    await openAll([province, branch], await makePack(centre))
    const [once, twice] = [await centre.client.bundles.keys.rotate(), await centre.client.bundles.keys.rotate()]
    for (const { text } of [once, twice]) {
      await province.client.bundles.keys.acceptRotation({ file: { text } })
      await branch.client.bundles.keys.acceptRotation({ file: { text } })
    }
    // The province answers its branches with the new key, and sends its reports to it.
    const { signer } = await province.client.bundles.directory.status()
    expect(signer?.fingerprint).toBe((await centre.client.bundles.keys.own()).fingerprint)
    await openReport(centre, await makeReport(province, centre))
    await openAll([province, branch], await makePack(centre))
    await openAll([province, branch], await makePack(centre))
    const keys = await bookOf(centre)
      .read.selectFrom('own_key')
      .selectAll()
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    for (const { id } of keys.slice(0, 2)) {
      const stolen = await sealed(centre, { version: 4, lines: [HEAD], keyId: id })
      for (const office of [province, branch]) {
        await expect(open(office, stolen)).rejects.toMatchObject({ code: 'bundles.directoryKeyReplaced' })
      }
    }
  })

  test('row 83: a key that is going brings no other key than the one the centre named', async () => {
    const { centre, branch } = await threeOffices()
    await open(branch, await makePack(centre))
    const { text } = await centre.client.bundles.keys.rotate()
    await branch.client.bundles.keys.acceptRotation({ file: { text } })
    const keys = await bookOf(centre).read.selectFrom('own_key').selectAll().execute()
    const old = keys.find(({ retired_at }) => retired_at !== null)
    const stranger = (await generateUnitKeys()).publicKeys
    const key = { ...stranger, fingerprint: signerFingerprint(stranger), recovery: null, revokedFromSeq: null }
    const lines = [HEAD, { kind: 'key', unitCode: 'VN', ...key }]
    const forged = await sealed(centre, { version: 2, lines, keyId: old?.id })
    expect(codes(await open(branch, forged))).toEqual([])
    expect((await branch.client.bundles.directory.status()).signer?.fingerprint).not.toBe(key.fingerprint)
  })

  test('row 83: who typed the new digits, or knows nothing of new keys, is told the way out', async () => {
    const { centre, province, branch } = await threeOffices()
    await openAll([province, branch], await makePack(centre))
    await centre.client.bundles.keys.rotate()
    const { text } = await centre.client.bundles.keys.answerFile()
    const { digits } = await centre.client.bundles.keys.own()
    await province.client.bundles.keys.enrolReceiver({ file: { text }, digits })
    const [byOld, byNew] = [await makePack(centre), await makePack(centre)]
    await expect(open(province, byOld)).rejects.toMatchObject({ code: 'bundles.directoryKeyReplaced' })
    await open(province, byNew)
    await expect(open(branch, byNew)).rejects.toMatchObject({ code: 'bundles.directoryUnknownKey' })
    const answer = await province.client.bundles.keys.answerFile()
    await branch.client.bundles.directory.enrolSigner({ file: { text: answer.text } })
    await open(branch, byNew)
  })

  test('a centre that lost its book opens its newest directory and goes on above it', async () => {
    const { centre, branch } = await threeOffices()
    await fillCentre(centre)
    const first = await makePack(centre)
    await open(branch, first)
    await writeAs(centre, async (db) => {
      for (const table of ['directory_pack', 'directory_signer', 'cluster', 'cluster_member', 'own_word'] as const)
        await db.deleteFrom(table).execute()
    })
    await open(centre, first)
    expect(await bookOf(centre).read.selectFrom('cluster').select(['name_vi', 'origin']).execute()).toEqual([
      { name_vi: 'Cụm 4', origin: 'own' },
    ])
    const second = await makePack(centre)
    expect(await open(branch, second)).toMatchObject({ seq: 2, alreadyOpened: null })
    expect(codes(await open(branch, second))).toEqual([])
    const { make } = centre.client.bundles.directory
    await expect(make({ version: 2 })).rejects.toMatchObject({ code: 'bundles.directoryOlder' })
    expect((await make({ version: 9 })).version).toBe(9)
  })
})

describe('keys in a directory', () => {
  test('row 83: a key the directory withdraws is refused here from its number on, and new keys of the office above come', async () => {
    const { centre, province, branch } = await threeOffices()
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    await openReport(province, await makeReport(branch, province))
    await acknowledge(province, branch)
    const stolen = await makeReceipt(province, branch)
    const { text } = await province.client.bundles.keys.rotate()
    await centre.client.bundles.keys.acceptRotation({ file: { text } })
    const pack = await makePack(centre)
    expect(codes(await inspect(branch, pack)).sort()).toEqual(['keyAbove', 'keyRevoked'])
    await open(branch, pack)
    const opened = branch.client.bundles.openReceipt({ ticket: handOver(branch, stolen) })
    await expect(opened).rejects.toMatchObject({ code: 'bundles.keyReplaced' })
    expect((await acknowledge(province, branch)).seq).toBe(1)
    await openReport(province, await makeReport(branch, province))
  })

  test('row 83: a directory from before newer keys of the office above were read out does not bring older ones back', async () => {
    const { centre, province, branch } = await threeOffices()
    const rotate = async () => {
      const { text } = await province.client.bundles.keys.rotate()
      await centre.client.bundles.keys.acceptRotation({ file: { text } })
    }
    await rotate()
    const pack = await makePack(centre)
    await rotate()
    const { text } = await province.client.bundles.keys.answerFile()
    const { digits } = await province.client.bundles.keys.own()
    await branch.client.bundles.keys.enrolReceiver({ file: { text }, digits })
    expect(codes(await inspect(branch, pack))).not.toContain('keyAbove')
    await open(branch, pack)
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    await openReport(province, await makeReport(branch, province))
    expect((await acknowledge(province, branch)).seq).toBe(1)
  })

  test('row 83: numbers below the withdrawal stay good', async () => {
    const { centre, province, branch } = await threeOffices()
    await exchangeKeys(branch, centre)
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const reports = [await makeReport(branch, province), await makeReport(branch, province)]
    const { keys } = await centre.client.bundles.keys.list()
    const key = keys.find((each) => each.unit.code === '15013')
    await centre.client.bundles.keys.withdraw({ id: key?.id ?? '', fromSeq: 2 })
    await open(province, await makePack(centre))
    expect((await openReport(province, reports[0] ?? new Uint8Array())).seq).toBe(1)
    const second = openReport(province, reports[1] ?? new Uint8Array())
    await expect(second).rejects.toMatchObject({ code: 'bundles.keyReplaced' })
  })
})

describe('what the centre itself may not say', () => {
  test('row 83: a directory that breaks a rule is refused whole, though its signature holds', async () => {
    const { centre, branch } = await threeOffices()
    const before = await sharedRows(branch)
    const unit = await unitLine(branch)
    const [name] = unit.names
    const member = { unitCode: '15013', validFrom: '2026-01-01', validTo: null }
    const cluster = { kind: 'cluster', id: newRecordId(), vi: 'Cụm', en: null, lo: null, sort: 1, members: [member] }
    const forged: BundleRecord[][] = [
      [],
      [unit],
      [HEAD, HEAD],
      [HEAD, { ...HEAD, kind: 'person', fullName: 'Hà Thị Mé' }],
      [HEAD, { ...unit, fullName: 'Hà Thị Mé' }],
      [HEAD, unit, unit],
      [HEAD, { ...unit, names: [] }],
      [HEAD, { ...unit, names: [{ ...name, parentCode: '15013' }] }],
      [
        HEAD,
        {
          ...unit,
          names: [
            { ...name, validTo: '2026-06-30' },
            { ...name, validFrom: '2026-06-30', validTo: null },
          ],
        },
      ],
      [HEAD, { ...unit, names: [{ ...name, validTo: '2020-06-30' }] }],
      [HEAD, { ...unit, names: [{ ...name, parentCode: 'no-such' }] }],
      [HEAD, { kind: 'successor', fromCode: '15013', toCode: '15013', change: 'rename', onDay: '2026-06-30' }],
      [HEAD, { kind: 'successor', fromCode: '15013', toCode: 'nowhere', change: 'merge', onDay: '2026-06-30' }],
      [HEAD, { ...cluster, members: [member, { ...member, validFrom: '2026-03-01' }] }],
      [HEAD, { ...cluster, members: [{ ...member, unitCode: 'nowhere' }] }],
      [HEAD, { kind: 'target', unitCode: '15013', indicator: 'x', year: 2026, value: 0 }],
      [HEAD, { kind: 'target', unitCode: '15013', indicator: 'x', year: 2026, value: 1.5 }],
      [HEAD, { kind: 'word', list: 'category', code: 'a b', vi: 'x', en: null, lo: null, sort: 1 }],
      [HEAD, { kind: 'word', list: 'category', code: 'ab', vi: '', en: 'x', lo: null, sort: 1 }],
      [HEAD, { kind: 'template', paper: 'receipt', language: 'vi', blocks: [{ type: 'script', text: 'x' }] }],
      [HEAD, { kind: 'period', period: 'quarter', dueDays: -1 }],
    ]
    for (const lines of forged) {
      const outcome = open(branch, await sealed(centre, { version: 3, lines })).then(
        () => 'opened',
        (error: { code: string }) => error.code,
      )
      expect([JSON.stringify(lines), await outcome]).toEqual([JSON.stringify(lines), 'bundles.malformed'])
    }
    expect(await sharedRows(branch)).toEqual(before)
    await open(branch, await sealed(centre, { version: 3, lines: [HEAD, unit, cluster] }))
    const own = cluster.id
    await writeAs(branch, (db) => db.updateTable('cluster').set({ origin: 'own' }).where('id', '=', own).execute())
    const over = open(branch, await sealed(centre, { version: 4, lines: [HEAD, cluster] }))
    await expect(over).rejects.toMatchObject({ code: 'bundles.foreignRecord' })
  })
})

const HEAD = { kind: 'directory', issuedOn: '2026-11-21', note: '' }

/** The centre, a province enrolled there, and a branch enrolled at the province. */
async function threeOffices(dialect: 'sqlite' | 'postgres' = 'sqlite') {
  const centre = await openTestApp({ kind: 'central' })
  const province = await openTestApp({ kind: 'province' })
  const branch = await openTestApp({ dialect })
  await exchangeKeys(province, centre)
  await exchangeKeys(branch, province)
  return { centre, province, branch }
}

/** A ward from next year on, a word, a cluster with an indicator and a target, a due day. */
async function fillCentre(centre: TestOffice): Promise<void> {
  const clusterId = newRecordId()
  await writeAs(centre, async (db) => {
    const name = await db.selectFrom('unit_name').selectAll().where('unit_id', '=', NA_MEO).executeTakeFirstOrThrow()
    await db.updateTable('unit_name').set({ valid_to: '2026-12-31' }).where('id', '=', name.id).execute()
    const ward = { ...name, id: newRecordId(), type: 'ward', valid_from: '2027-01-01', valid_to: null }
    await db.insertInto('unit_name').values(ward).execute()
    const names = { origin: 'own' as const, name_en: null, name_lo: null, sort: 1 }
    await db
      .insertInto('cluster')
      .values({ id: clusterId, name_vi: 'Cụm 4', ...names })
      .execute()
    const member = {
      cluster_id: clusterId,
      unit_id: sharedRecordId('unit', '38'),
      valid_from: '2026-01-01',
      valid_to: null,
    }
    await db.insertInto('cluster_member').values(member).execute()
    await db
      .insertInto('indicator')
      .values({ code: 'raised', name_vi: 'Vận động', figures: '["receivedOwn"]', ...names })
      .execute()
    await db.insertInto('indicator_target').values(target(centre, 1_000_000_000)).execute()
  })
  const names = { vi: 'Bị lũ 2026', lo: 'ນ້ຳຖ້ວມ' }
  await centre.client.units.words.save({ kind: 'category', code: 'flood2026', names })
  await centre.client.province.setDueDays({ days: 10 })
}

function target(_office: TestOffice, value: number) {
  return { unit_id: sharedRecordId('unit', '38'), indicator: 'raised', year: 2026, origin: 'own' as const, value }
}

async function makePack(centre: TestOffice, note = ''): Promise<Uint8Array> {
  const { ticket } = await centre.client.bundles.directory.make({ note })
  return centre.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
}

async function openAll(offices: readonly TestOffice[], bytes: Uint8Array): Promise<void> {
  for (const office of offices) await open(office, bytes)
}

async function inspect(office: TestOffice, bytes: Uint8Array) {
  const seen = await office.client.bundles.inspectFile({ ticket: handOver(office, bytes) })
  if (seen.kind === 'report') throw new Error('a report')
  return seen
}

async function open(office: TestOffice, bytes: Uint8Array) {
  const opened = await office.client.bundles.openFile({ ticket: handOver(office, bytes) })
  if (opened.kind === 'report') throw new Error('a report')
  return opened
}

function codes(file: { lines: { code: string }[] }): string[] {
  return file.lines.map((line) => line.code)
}

interface Forged {
  version: number
  lines: readonly BundleRecord[]
  /** Whose directory it claims to be. */
  as?: TestOffice
  keyId?: string | undefined
}

/** A directory signed with an office's own key, saying whatever the test wants. */
async function sealed(signer: TestOffice, { version, lines, as = signer, keyId }: Forged): Promise<Uint8Array> {
  const { office } = signer.app.holder
  const claimed = as.app.holder.office
  if (office === undefined || claimed === undefined) throw new Error('no office is open')
  const rows = await bookOf(signer).read.selectFrom('own_key').selectAll().execute()
  const row = rows.find((each) => (keyId === undefined ? each.retired_at === null : each.id === keyId))
  if (row === undefined) throw new Error('no keys')
  const keys = unwrapPrivateKeys(row.wrapped_private, { dataKey: office.dataKey, id: row.id })
  const made = await sealBundle({
    signingKey: keys.signing,
    recipients: [DIRECTORY_RECIPIENT],
    bundleId: newRecordId(),
    manifest: {
      schema: 2,
      bundleKind: 'directory',
      unit: claimed.unitId,
      unitCode: claimed.unitCode,
      epoch: sharedRecordId('directory', claimed.unitCode),
      seq: version,
      prevHash: version === 1 ? null : randomBytes(32).toString('hex'),
      contents: 'snapshot',
      base: null,
      living: null,
      period: { from: '2026-11-21', to: '2026-11-21' },
      createdAt: TEST_NOW,
      counts: countsOf(lines),
      auditHead: null,
      ledgerHead: null,
    },
    records: lines,
  })
  if (!made.ok) throw new Error(made.failure.code)
  return made.value.bytes
}

async function unitLine(office: TestOffice) {
  const db = bookOf(office).read
  const row = await db.selectFrom('unit_name').selectAll().where('unit_id', '=', NA_MEO).executeTakeFirstOrThrow()
  return {
    kind: 'unit',
    code: '15013',
    country: 'VN',
    level: 'commune',
    validFrom: '2025-07-01',
    validTo: null,
    names: [
      {
        type: 'commune',
        vi: row.name,
        en: null,
        lo: null,
        parentCode: '38',
        formerPlace: null,
        validFrom: row.valid_from,
        validTo: null as string | null,
      },
    ],
  }
}

/** All that a directory may write. */
async function sharedRows(office: TestOffice): Promise<string> {
  const db = bookOf(office).read
  const tables = [
    'unit',
    'unit_successor',
    'shared_word',
    'cluster',
    'cluster_member',
    'indicator',
    'indicator_target',
  ] as const
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
  const rest = await Promise.all([
    db.selectFrom('unit_name').selectAll().orderBy('id').execute(),
    db.selectFrom('unit_key').selectAll().execute(),
    db.selectFrom('directory_signer').selectAll().execute(),
  ])
  return JSON.stringify([...rows, ...rest])
}
