import { handOver, type TestOffice } from './offices.ts'

/** The bytes of all that the province has decided for the branch. */
export async function makeFile(province: TestOffice, branch: TestOffice): Promise<Uint8Array> {
  const { ticket } = await province.client.bundles.decisions.makeFile({ toUnit: branch.unitId })
  return province.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
}

export function openAt(office: TestOffice, bytes: Uint8Array) {
  return office.client.bundles.openFile({ ticket: handOver(office, bytes) })
}

/** The province receives for a free purpose and passes it on to a branch. */
export async function payTo(province: TestOffice, branch: TestOffice, amount: number): Promise<void> {
  const purpose = 'Tết Nhân ái'
  const { receipts, payouts } = province.client.ledger
  const money = { onDay: '2026-11-10', amount, method: 'transfer' as const }
  await receipts.add({ ...money, payerName: 'Công ty Gỗ', allocations: [{ kind: 'purpose', purpose, amount }] })
  const from = { kind: 'purpose' as const, purpose }
  await payouts.add({ ...money, kind: 'transfer', from, counterpartUnitId: branch.unitId })
}
