import { newRecordId } from '../../../src/base/common/recordId.ts'
import type { WriteDb } from '../../../src/db/database.ts'
import type { Office } from '../../../src/db/office.ts'
import { insertRecord, type NewRecord } from '../../../src/db/recordWriter.ts'
import type { OwnedTableName } from '../../../src/db/tables.ts'
import { type BundleKind, type BundleRecord, schemaFor } from '../../../src/features/bundles/common/bundleManifest.ts'
import { sealBundle } from '../../../src/features/bundles/core/envelope/sealBundle.ts'
import { ensureOwnKeys } from '../../../src/features/bundles/core/keys/ownKeysRepo.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { TEST_NOW, type TestApp } from '../../support/openTestApp.ts'

export type TestOffice = Pick<TestApp, 'app' | 'client' | 'unitId'>

export const QUARTER = { from: '2026-10-01', to: '2026-12-31' }

/** Both offices take in each other's keys, each with the digits the other read out. Returns the recovery identity. */
export async function exchangeKeys(branch: TestOffice, province: TestOffice): Promise<string> {
  const request = await branch.client.bundles.keys.requestFile()
  const branchDigits = (await branch.client.bundles.keys.own()).digits
  await province.client.bundles.keys.enrol({
    file: { ticket: passOn(request, branch, province) },
    digits: branchDigits,
  })
  const { identity } = await province.client.bundles.keys.makeRecovery()
  const answer = await province.client.bundles.keys.answerFile()
  const provinceDigits = (await province.client.bundles.keys.own()).digits
  await branch.client.bundles.keys.enrolReceiver({ file: { text: answer.text }, digits: provinceDigits })
  return identity
}

/** Two offices that are neither above nor below each other take in each other's keys. */
export async function introduce(one: TestOffice, other: TestOffice): Promise<void> {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const { text } = await from.client.bundles.keys.requestFile()
    const { digits } = await from.client.bundles.keys.own()
    await to.client.bundles.keys.enrol({ file: { text }, digits })
  }
}

/** The bytes of the branch's next report to the province. */
export async function makeReport(
  branch: TestOffice,
  province: TestOffice,
  { period = QUARTER, everything = false } = {},
): Promise<Uint8Array> {
  const events = await branch.client.bundles.create({ toUnit: province.unitId, period, everything })
  let ticket = ''
  for await (const event of events) if (event.kind === 'done') ticket = event.bundle.ticket
  return branch.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
}

/** Hands bytes to an office as a picked file; the name is whatever Zalo made of it. */
export function handOver(office: TestOffice, bytes: Uint8Array, name = 'bao cao (1).rcb'): string {
  return office.app.services.tickets.put({ name, type: '', bytes })
}

export function openReport(office: TestOffice, bytes: Uint8Array, accept: object = {}) {
  return office.client.bundles.open({ ticket: handOver(office, bytes), ...accept })
}

/** The bytes of the province's receipt for the branch. */
export async function makeReceipt(province: TestOffice, branch: TestOffice): Promise<Uint8Array> {
  const { ticket } = await province.client.bundles.createReceipt({ toUnit: branch.unitId })
  return province.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
}

/** The branch opens the receipt the province makes for it. */
export async function acknowledge(province: TestOffice, branch: TestOffice) {
  return branch.client.bundles.openReceipt({ ticket: handOver(branch, await makeReceipt(province, branch)) })
}

/** A case is offered, accepted, and the acceptance opened. */
export async function moveCase(origin: TestOffice, target: TestOffice, addressId: string): Promise<void> {
  const { transfers } = target.client.bundles
  const bytesOf = ({ app }: TestOffice, ticket: string) => app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
  const wish = { addressId, toUnit: target.unitId, reason: 'chuyển nhà' }
  const offer = await origin.client.bundles.transfers.offer(wish)
  await transfers.open({ ticket: handOver(target, bytesOf(origin, offer.ticket)) })
  const answer = await transfers.accept({ id: offer.id })
  await origin.client.bundles.transfers.open({ ticket: handOver(origin, bytesOf(target, answer.ticket)) })
}

/** What a restored backup does: the office counts in a new series. */
export async function startNewSeries(branch: TestOffice): Promise<void> {
  await writeAs(branch, async (db) => {
    const row = await db.selectFrom('setting').select('value').where('name', '=', 'office').executeTakeFirstOrThrow()
    const value = JSON.stringify({ ...JSON.parse(row.value), epoch: crypto.randomUUID() })
    await db.updateTable('setting').set({ value }).where('name', '=', 'office').execute()
  })
}

function passOn(file: { ticket: string; name: string }, from: TestOffice, to: TestOffice): string {
  return handOver(to, from.app.services.tickets.take(file.ticket)?.bytes ?? new Uint8Array(), file.name)
}

/** Writes one owned record of the office straight into its book. */
export async function record<Name extends OwnedTableName>(
  office: TestOffice,
  table: Name,
  values: NewRecord<Name>,
): Promise<string> {
  return writeAs(office, (db) =>
    insertRecord(db, { userId: 'test', unitId: office.unitId, now: TEST_NOW }, { table, values }),
  )
}

export function writeAs<Value>(office: TestOffice, work: (db: WriteDb) => Promise<Value>): Promise<Value> {
  return bookOf(office).write(work)
}

export function bookOf({ app }: TestOffice) {
  const { office } = app.holder
  if (office === undefined) throw new Error('no office is open')
  return office.database
}

export interface Family {
  name: string
  consent?: boolean
}

/** Their agreement that the office above knows them by name. */
export function fullConsent(addressId: string): NewRecord<'consent'> {
  return {
    address_id: addressId,
    purpose: 'sendUpFull',
    given_on: '2026-11-02',
    signed_by: 'Hà Thị Mé',
    guardian: 0,
    proof: null,
    withdrawn_on: null,
  }
}

/** A village with these families, each an address with all its fields filled in. */
export async function addFamilies(office: TestOffice, families: readonly Family[]): Promise<string[]> {
  const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
  const ids: string[] = []
  for (const { name, consent } of families) {
    const fields = addressFields({ name, villageId, sex: 'F', birthDay: '1951-03-14' })
    const { id } = await office.client.addresses.add({ fields })
    ids.push(id)
    if (consent) {
      await record(office, 'consent', { ...fullConsent(id), given_on: '2026-10-02', signed_by: name })
    }
  }
  return ids
}

/** A delivery of cash and goods; only what matters to the test. */
export function delivery(
  values: Partial<NewRecord<'delivery'>> & Pick<NewRecord<'delivery'>, 'address_id'>,
): NewRecord<'delivery'> {
  return {
    pairing_id: null,
    instalment_id: null,
    round_line_id: null,
    donor_id: null,
    on_day: '2026-11-05',
    channel: 'fund',
    source: 'own',
    help_form: 'cash',
    amount: 500_000,
    currency: 'VND',
    goods_item: null,
    goods_quantity: null,
    goods_unit: null,
    goods_value: 0,
    purpose: null,
    receiver: 'self',
    proxy_name: null,
    proxy_relation: null,
    proof: 'signature',
    note: null,
    reverses: null,
    reason: null,
    ...values,
  }
}

/** The order in which a whole book can be compared: every row of every table, as text. */
export async function bookText(office: TestOffice): Promise<string> {
  const db = bookOf(office).read
  const tables = ['village', 'person', 'address', 'consent', 'donor', 'pairing', 'delivery', 'bundle_received'] as const
  const rows = await Promise.all(
    tables.map(async (table) => [
      table,
      ...(await db.selectFrom(table).selectAll().orderBy('id').execute()).map((row) => JSON.stringify(row)),
    ]),
  )
  return rows.flat().join('\n')
}

/** A file of any kind and content under the sender's own good key. */
export async function signedBy(
  from: TestOffice,
  to: TestOffice,
  { kind, records }: { kind: BundleKind; records: BundleRecord[] },
): Promise<Uint8Array> {
  const office = officeOf(from)
  const context = { office, db: office.database.read } as Parameters<typeof ensureOwnKeys>[0]
  const { privateKeys } = await ensureOwnKeys(context)
  const receiver = officeOf(to)
  const { publicKeys } = await ensureOwnKeys({ ...context, office: receiver, db: receiver.database.read })
  const counts: Record<string, number> = {}
  for (const record of records) counts[record.kind] = (counts[record.kind] ?? 0) + 1
  const sealed = await sealBundle({
    signingKey: privateKeys.signing,
    recipients: [publicKeys.box],
    bundleId: newRecordId(),
    manifest: {
      schema: schemaFor(counts),
      bundleKind: kind,
      unit: office.unitId,
      unitCode: office.unitCode,
      epoch: newRecordId(),
      seq: 1,
      prevHash: null,
      contents: 'snapshot',
      base: null,
      living: null,
      period: { from: '2026-10-01', to: '2026-12-31' },
      createdAt: '2026-11-21T02:00:00Z',
      counts,
      auditHead: null,
      ledgerHead: null,
    },
    records,
  })
  if (!sealed.ok) throw new Error(sealed.failure.code)
  return sealed.value.bytes
}

function officeOf({ app }: TestOffice): Office {
  const { office } = app.holder
  if (office === undefined) throw new Error('no office is open')
  return office
}
