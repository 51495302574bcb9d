import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import type { OfficeContext } from '../../../src/db/requireRight.ts'
import type { BundleRecord } from '../../../src/features/bundles/common/bundleManifest.ts'
import { findAnyKey } from '../../../src/features/bundles/core/keys/unitKeysRepo.ts'
import { sealShort } from '../../../src/features/bundles/core/seal/sealShort.ts'
import { openTestApp, TEST_NOW } from '../../support/openTestApp.ts'
import { makeFile, openAt, payTo } from './decisionOffice.ts'
import {
  acknowledge,
  addFamilies,
  bookOf,
  exchangeKeys,
  makeReport,
  openReport,
  type TestOffice,
  writeAs,
} from './offices.ts'

const PAPER = { title: 'Quyết định duyệt đợt 4', number: '12/QĐ-CTĐ', onDay: '2026-11-18', signer: 'Lê Văn Tám' }
const TERMS = {
  channel: 'fund',
  helpForm: 'cash',
  amount: 300_000,
  frequency: 'monthly',
  firstMonth: '2026-12',
  lastMonth: '2027-11',
} as const

describe.each(['sqlite', 'postgres'] as const)('decisions of the office above on %s', (dialect) => {
  test('row 54: an approval changes nothing until a person of the branch applies it, and the answer goes up', async () => {
    const { branch, province } = await twoOffices(dialect)
    const [yes = '', no = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }, { name: 'Vi Văn Pọm' }])
    await openReport(province, await makeReport(branch, province))
    await acknowledge(province, branch)
    const { decisions } = province.client.bundles
    const decide = { unitId: branch.unitId, paper: PAPER }
    expect(await decisions.decideAddresses({ ...decide, addressIds: [yes], verdict: 'approved' })).toEqual({
      decided: 1,
    })
    await decisions.decideAddresses({ ...decide, addressIds: [no], verdict: 'refused', reason: 'đã có trợ cấp' })
    const opened = await openAt(branch, await makeFile(province, branch))
    expect(opened).toMatchObject({
      kind: 'decision',
      facts: { n: 2 },
      lines: [{ code: 'approved' }, { code: 'refused' }],
    })
    expect(await stateOf(branch, yes)).toBe('proposed')

    const waiting = (await branch.client.bundles.decisions.listIn()).decisions
    expect(waiting.map(({ state, address }) => [state, address]).sort()).toEqual([
      ['waiting', 'Hà Thị Mé'],
      ['waiting', 'Vi Văn Pọm'],
    ])
    const ids = waiting.map((each) => each.id)
    const { results } = await branch.client.bundles.decisions.apply({ ids })
    expect(results).toEqual(ids.map((id) => ({ id, failure: null })))
    expect([await stateOf(branch, yes), await stateOf(branch, no)]).toEqual(['approved', 'refused'])
    const papers = await bookOf(branch).read.selectFrom('decision').select(['number', 'on_day']).execute()
    expect(papers).toEqual([{ number: '12/QĐ-CTĐ', on_day: '2026-11-18' }])

    await openReport(province, await makeReport(branch, province))
    const answered = (await decisions.listOut({ toUnit: branch.unitId })).decisions
    expect(answered.map(({ state }) => state)).toEqual(['applied', 'applied'])
    expect(await stateOf(province, yes)).toBe('approved')
    expect(await codeOf(decisions.makeFile({ toUnit: branch.unitId }))).toBe('bundles.nothingDecided')
  })

  test('row 54: a sponsor of the province reaches a child of the commune; donor is the province’s, pairing the commune’s', async () => {
    const { branch, province } = await twoOffices(dialect)
    const [id = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    await branch.client.addresses.approve({ ids: [id], paper: PAPER })
    await openReport(province, await makeReport(branch, province))
    const donorId = await addDonor(province, 'Công ty Gỗ Mường Lát')
    const { decisions } = province.client.bundles
    await decisions.giveSponsor({ unitId: branch.unitId, addressId: id, donorId, terms: TERMS })
    await openAt(branch, await makeFile(province, branch))
    const [line] = (await branch.client.bundles.decisions.listIn()).decisions
    expect(line).toMatchObject({ donor: 'Công ty Gỗ Mường Lát', address: 'Hà Thị Mé', state: 'waiting' })
    const { results } = await branch.client.bundles.decisions.apply({ ids: [line?.id ?? ''] })
    expect(results).toEqual([{ id: line?.id, failure: null }])
    const { rows } = await branch.client.pairings.list({})
    expect(rows).toMatchObject([{ donorName: 'Công ty Gỗ Mường Lát', state: 'active', amount: 300_000 }])
    const owners = await bookOf(branch)
      .read.selectFrom('donor')
      .select('owner_unit')
      .where('id', '=', donorId)
      .execute()
    expect(owners).toEqual([{ owner_unit: province.unitId }])
    expect(await codeOf(branch.client.donors.update({ id: donorId, version: 1, fields: { name: 'Khác' } }))).toBe(
      'common.notAllowed',
    )
    // The commune's pairing names the province's sponsor, which the province gave it: its report is taken in.
    await openReport(province, await makeReport(branch, province))
    expect((await province.client.pairings.list({})).rows).toMatchObject([{ donorName: 'Công ty Gỗ Mường Lát' }])
  })

  test('row 54: money sent down is received against its payment slip, and a file that was lost is made good by the next', async () => {
    const { branch, province } = await twoOffices(dialect)
    await payTo(province, branch, 2_000_000)
    await makeFile(province, branch)
    await payTo(province, branch, 500_000)
    await openAt(branch, await makeFile(province, branch))
    const lines = (await branch.client.bundles.decisions.listIn()).decisions
    expect(lines.map(({ line }) => line.kind === 'moneySent' && line.amount).sort()).toEqual([2_000_000, 500_000])
    await branch.client.bundles.decisions.apply({ ids: lines.map(({ id }) => id), onDay: '2026-11-20' })
    const { rows, sums } = await branch.client.ledger.receipts.list({})
    expect(rows.map(({ source, onDay, number }) => [source, onDay, number]).sort()).toEqual([
      ['fromAbove', '2026-11-20', 1],
      ['fromAbove', '2026-11-20', 2],
    ])
    expect(sums).toEqual([{ amount: 2_500_000, currency: 'VND' }])
    expect(await codeOf(branch.client.bundles.decisions.decline({ id: lines[0]?.id ?? '', reason: 'x' }))).toBe(
      'bundles.decisionAnswered',
    )
  })
})

test('row 54: a line the branch’s own rules refuse stays waiting with the reason, and keeps no other out', async () => {
  const { branch, province } = await twoOffices()
  const [bad = '', good = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }, { name: 'Vi Văn Pọm' }])
  await openReport(province, await makeReport(branch, province))
  const decide = { unitId: branch.unitId, paper: PAPER, verdict: 'approved' } as const
  await province.client.bundles.decisions.decideAddresses({ ...decide, addressIds: [bad, good] })
  await openAt(branch, await makeFile(province, branch))
  await branch.client.addresses.takeStep({ ids: [bad], state: 'refused', onDay: '2026-11-20', reason: 'trùng' })
  const ids = (await branch.client.bundles.decisions.listIn()).decisions.map((each) => each.id)
  const { results } = await branch.client.bundles.decisions.apply({ ids })
  expect(results.map(({ failure }) => failure?.code ?? 'applied').sort()).toEqual([
    'addresses.stepNotAllowed',
    'applied',
  ])
  expect([await stateOf(branch, bad), await stateOf(branch, good)]).toEqual(['refused', 'approved'])
  const [left] = (await branch.client.bundles.decisions.listIn()).decisions.filter(({ state }) => state === 'waiting')
  await branch.client.bundles.decisions.decline({ id: left?.id ?? '', reason: 'hồ sơ trùng' })
  await openReport(province, await makeReport(branch, province))
  expect((await province.client.bundles.decisions.listOut({})).decisions).toContainEqual(
    expect.objectContaining({ state: 'declined', reason: 'hồ sơ trùng' }),
  )
})

test('row 54: opening twice adds nothing, and applying a line twice is refused', async () => {
  const { branch, province } = await twoOffices()
  await payTo(province, branch, 900_000)
  const file = await makeFile(province, branch)
  await openAt(branch, file)
  expect(await openAt(branch, file)).toMatchObject({ alreadyOpened: expect.any(String) })
  await openAt(branch, await makeFile(province, branch))
  const { decisions } = await branch.client.bundles.decisions.listIn()
  expect(decisions).toHaveLength(1)
  const ids = [decisions[0]?.id ?? '']
  await branch.client.bundles.decisions.apply({ ids })
  const again = await branch.client.bundles.decisions.apply({ ids })
  expect(again.results[0]?.failure?.code).toBe('bundles.decisionAnswered')
  expect((await branch.client.ledger.receipts.list({})).total).toBe(1)
})

test('row 61: who may not send makes no file, and who may not approve decides nothing', async () => {
  const { branch, province } = await twoOffices()
  const [id = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
  await openReport(province, await makeReport(branch, province))
  expect(await codeOf(province.clientAs(['volunteer']).bundles.decisions.makeFile({ toUnit: branch.unitId }))).toBe(
    'common.notAllowed',
  )
  const wish = { unitId: branch.unitId, addressIds: [id], paper: PAPER, verdict: 'approved' as const }
  expect(await codeOf(province.clientAs(['treasurer']).bundles.decisions.decideAddresses(wish))).toBe(
    'common.notAllowed',
  )
})

describe('a validly signed forgery', () => {
  test('row 55: with a line of no kind, an unknown verdict, a field too many or a paper without a title is refused whole', async () => {
    const { branch, province } = await twoOffices()
    const changes = [{ kind: 'delete' }, { verdict: 'active' }, { ownerUnit: 'x' }, { paper: { ...PAPER, title: '' } }]
    for (const change of changes) {
      const good = verdictLine(crypto.randomUUID())
      const file = await seal(province, branch, [good, { ...good, id: crypto.randomUUID(), ...change }])
      expect([change, await codeOf(openAt(branch, file))]).toEqual([change, 'bundles.malformed'])
    }
    expect((await branch.client.bundles.decisions.listIn()).decisions).toEqual([])
  })

  test('row 55: about an address of another unit, or one that does not exist, changes nothing', async () => {
    const { branch, province } = await twoOffices()
    const strange = verdictLine(crypto.randomUUID())
    await openAt(branch, await seal(province, branch, [strange]))
    const { results } = await branch.client.bundles.decisions.apply({ ids: [strange.id] })
    expect(results[0]?.failure?.code).toBe('common.notFound')
  })

  test('row 55: with a sponsor of somebody else’s book is refused', async () => {
    const { branch, province } = await twoOffices()
    const [addressId = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const donorId = await addDonor(province, 'Công ty Gỗ')
    await openReport(province, await makeReport(branch, province))
    const { decisions } = province.client.bundles
    await decisions.giveSponsor({ unitId: branch.unitId, addressId, donorId, terms: TERMS })
    const [made] = (await decisions.listOut({})).decisions
    if (made?.line.kind !== 'sponsor') throw new Error('no sponsor was decided')
    const forged = { ...made.line, donor: { ...made.line.donor, ownerUnit: branch.unitId } }
    expect(await codeOf(openAt(branch, await seal(province, branch, [forged])))).toBe('bundles.malformed')
  })

  test('row 55: by a branch for the office above is no decision there', async () => {
    const { branch, province } = await twoOffices()
    const file = await seal(branch, province, [verdictLine(crypto.randomUUID())])
    expect(await codeOf(openAt(province, file))).toBe('bundles.unknownSender')
  })

  test('row 55: that says something else under the id of an earlier line is refused', async () => {
    const { branch, province } = await twoOffices()
    const line = verdictLine(crypto.randomUUID())
    await openAt(branch, await seal(province, branch, [line]))
    expect(await codeOf(openAt(branch, await seal(province, branch, [{ ...line, verdict: 'refused' }])))).toBe(
      'bundles.malformed',
    )
  })
})

function verdictLine(addressId: string) {
  return { kind: 'verdict', id: crypto.randomUUID(), addressId, verdict: 'approved', paper: PAPER, reason: null }
}

async function twoOffices(dialect: 'sqlite' | 'postgres' = 'sqlite') {
  const branch = await openTestApp({ dialect })
  const province = await openTestApp({ kind: 'province', dialect })
  await exchangeKeys(branch, province)
  return { branch, province }
}

function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    (error: unknown) => failureOf(error).code,
  )
}

async function stateOf(office: TestOffice, id: string): Promise<string | undefined> {
  const db = bookOf(office).read
  return (await db.selectFrom('address').select('state').where('id', '=', id).executeTakeFirst())?.state
}

async function addDonor(office: TestOffice, name: string): Promise<string> {
  return (await office.client.donors.add({ fields: { kind: 'business', name } })).id
}

/** A decision bundle that the office's own keys sign, whatever its lines say. */
async function seal(from: TestOffice, to: TestOffice, records: BundleRecord[]): Promise<Uint8Array> {
  const { office } = from.app.holder
  if (office === undefined) throw new Error('no office is open')
  const key = await findAnyKey(bookOf(from).read, to.unitId)
  const writer = { userId: 'test', unitId: from.unitId, now: TEST_NOW }
  // Safe: sealing needs only the office, its database and the services.
  const context = {
    office,
    db: bookOf(from).read,
    services: from.app.services,
    write: (work: Parameters<OfficeContext['write']>[0]) => writeAs(from, (db) => work(db, writer)),
  } as unknown as OfficeContext
  const recipients = [key?.box_public ?? '']
  return (await sealShort(context, { kind: 'decision', toUnit: to.unitId, recipients, records })).bytes
}
