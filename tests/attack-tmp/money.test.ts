import { test } from 'vitest'
import { openLedgerOffice, failureOfCall } from '../features/ledger/ledgerOffice.ts'
import { addressFields } from '../support/builders.ts'

const say = (name: string, value: unknown) => console.log(`@@ ${name}: ${JSON.stringify(value)}`)
const tryIt = async (name: string, call: Promise<unknown>) => {
  try { const v = await call; say(name, v ?? 'ok'); return v as any } catch (e: any) { say(name + ' REFUSED', { code: e.code, data: e.data, m: e.message?.slice(0, 200) }); return undefined }
}
const bookOf = (o: any) => o.app.holder.office.database.read
const rows = async (o: any, t: string) => (await bookOf(o).selectFrom(t).selectAll().execute()) as any[]

async function purse(o: any, purpose: string, amount: number) {
  return o.client.ledger.receipts.add({ payerName: 'X', onDay: '2026-11-01', amount, method: 'cash', allocations: [{ kind: 'purpose', purpose, amount }] })
}

test('undo changeAmount shrink', async () => {
  const o = await openLedgerOffice()
  const p = await o.addPairing({ months: 6 })
  await o.receive([p], 500_000) // ONE kỳ received
  await purse(o, 'Quà Tết', 10_000_000)
  const ins = p.instalmentIds.map((instalmentId) => ({ instalmentId, amount: 500_000 }))
  const { id } = await o.client.ledger.rounds.create({ name: 'R', onDay: '2026-11-21', purpose: 'Quà Tết', lines: [{ addressId: p.addressId, instalments: ins }] } as any)
  let r = await o.client.ledger.rounds.get({ id })
  const line: any = (await rows(o, 'round_line'))[0]
  await tryIt('shrink', o.client.ledger.rounds.changeAmount({ lineId: line.id, version: line.version, instalments: ins.slice(0, 1) } as any))
  await tryIt('undo', o.client.history.undoLast({}))
  say('line', (await rows(o, 'round_line')).map((l) => ({ amount: l.amount })))
  say('parts', (await rows(o, 'round_line_instalment')).map((l) => l.amount))
  await tryIt('confirm', o.client.ledger.rounds.confirmRest({ id, onDay: '2026-11-21' }))
  say('deliveries', (await rows(o, 'delivery')).map((d) => [d.pairing_id && 'pairing', d.purpose, d.amount, d.help_form]))
})

test('undo changeAmount grow', async () => {
  const o = await openLedgerOffice()
  const p = await o.addPairing({ months: 6 })
  await o.receive([p], 3_000_000)
  const ins = p.instalmentIds.map((instalmentId) => ({ instalmentId, amount: 500_000 }))
  const { id } = await o.client.ledger.rounds.create({ name: 'R', onDay: '2026-11-21', lines: [{ addressId: p.addressId, instalments: ins.slice(0, 1) }] } as any)
  const line: any = (await rows(o, 'round_line'))[0]
  await tryIt('grow', o.client.ledger.rounds.changeAmount({ lineId: line.id, version: line.version, instalments: ins } as any))
  await tryIt('undo', o.client.history.undoLast({}))
  say('line', (await rows(o, 'round_line')).map((l) => ({ amount: l.amount })))
  say('parts', (await rows(o, 'round_line_instalment')).map((l) => l.amount))
  await tryIt('confirm', o.client.ledger.rounds.confirmRest({ id, onDay: '2026-11-21' }))
  say('deliveries', (await rows(o, 'delivery')).map((d) => [d.pairing_id && 'pairing', d.purpose, d.amount, d.help_form]))
})

test('undo addLine / removeLine after printed; closed round', async () => {
  const o = await openLedgerOffice({ printPdf: async () => new Uint8Array([1]) })
  const a = await o.addPairing({ name: 'A' }), b = await o.addPairing({ name: 'B' }), c = await o.addPairing({ name: 'C' })
  await o.receive([a, b, c], 3_000_000)
  const line = (p: any) => ({ addressId: p.addressId, instalments: [{ instalmentId: p.instalmentIds[0], amount: 500_000 }] })
  const { id } = await o.client.ledger.rounds.create({ name: 'R', onDay: '2026-11-21', lines: [line(a), line(b)] } as any)
  const { lineId } = await o.client.ledger.rounds.addLine({ id, line: line(c) } as any)
  const bLine = (await rows(o, 'round_line')).find((l) => l.address_id === b.addressId)
  await o.client.ledger.rounds.removeLine({ lineId: bLine.id })
  const j = (await rows(o, 'journal'))
  const addJ = j.find((x) => x.row_id === lineId && x.op === 'insert'), remJ = j.find((x) => x.row_id === bLine.id && x.op === 'delete')
  await o.client.ledger.rounds.print({ id, language: 'vi' } as any)
  say('state', (await rows(o, 'round'))[0].state)
  await tryIt('undo addLine after print', o.client.history.undo({ journalId: addJ.id }))
  await tryIt('undo removeLine after print', o.client.history.undo({ journalId: remJ.id }))
  say('lines', (await rows(o, 'round_line')).map((l) => [l.amount, l.state, l.deleted_at]))
  // kỳ of b now also in another round
  await tryIt('confirm', o.client.ledger.rounds.confirmRest({ id, onDay: '2026-11-21' }))
})

test('closed round: undo absent mark, undo settle', async () => {
  const o = await openLedgerOffice()
  const a = await o.addPairing({ name: 'A' }), b = await o.addPairing({ name: 'B' }), c = await o.addPairing({ name: 'C' })
  await o.receive([a, b, c], 3_000_000)
  const line = (p: any) => ({ addressId: p.addressId, instalments: [{ instalmentId: p.instalmentIds[0], amount: 500_000 }] })
  const { id } = await o.client.ledger.rounds.create({ name: 'R', onDay: '2026-11-21', lines: [line(a), line(b), line(c)] } as any)
  const bl = (await rows(o, 'round_line')).find((l) => l.address_id === b.addressId)
  const village = bl.village_id
  const adv = await o.client.ledger.rounds.handToVillage({ id, villageId: village, holderName: 'H', amount: 1_500_000, givenOn: '2026-11-21', dueOn: '2026-11-30' } as any)
  await o.client.ledger.rounds.markLine({ lineId: bl.id, version: bl.version, mark: 'absent' })
  const markJ = (await rows(o, 'journal')).filter((x) => x.row_id === bl.id).at(-1)
  await o.client.ledger.rounds.confirmRest({ id, onDay: '2026-11-21' })
  const av = (await rows(o, 'advance'))[0]
  await tryIt('settle', o.client.ledger.rounds.settleAdvance({ advanceId: av.id, version: av.version, onDay: '2026-11-22', returned: 500_000 }))
  const setJ = (await rows(o, 'journal')).filter((x) => x.row_id === av.id).at(-1)
  const rd = (await rows(o, 'round'))[0]
  await tryIt('close', o.client.ledger.rounds.close({ id, version: rd.version, reason: 'vắng' }))
  await tryIt('undo settle in closed', o.client.history.undo({ journalId: setJ.id }))
  await tryIt('undo absent in closed', o.client.history.undo({ journalId: markJ.id }))
  say('state', [(await rows(o, 'round'))[0].state, (await rows(o, 'advance'))[0].settled_on, (await rows(o, 'round_line')).map((l) => l.state)])
  const again = await tryIt('propose', o.client.ledger.rounds.propose({ upToMonth: '2026-06' }))
  const d = (await rows(o, 'delivery'))[0]
  await tryIt('reverse in closed round', o.client.ledger.deliveries.reverse({ id: d.id, reason: 'x' }))
  say('after', [(await rows(o, 'round'))[0].state, (await rows(o, 'round_line')).map((l) => l.state)])
})

test('currencies and amounts', async () => {
  const o = await openLedgerOffice()
  const p = await o.addPairing({ name: 'A', channel: 'direct', amount: 10_000 })
  await o.app.holder.office!.database.write(async (db: any) => {
    await db.updateTable('pairing').set({ currency: 'USD' }).where('id', '=', p.id).execute()
    await db.updateTable('instalment').set({ currency: 'USD' }).where('pairing_id', '=', p.id).execute()
  })
  await tryIt('direct USD', o.client.ledger.deliveries.recordDirect({ addressId: p.addressId, pairingId: p.id, channel: 'direct', onDay: '2026-11-20', instalments: [{ instalmentId: p.instalmentIds[0]!, amount: 10_000 }], proof: 'photo' }))
  say('delivery', (await rows(o, 'delivery')).map((d) => [d.amount, d.currency]))
  await tryIt('pairing file', o.client.pairings.get({ id: p.id }).then((f: any) => JSON.stringify(f).slice(0, 600)))
  await tryIt('direct again', o.client.ledger.deliveries.recordDirect({ addressId: p.addressId, pairingId: p.id, channel: 'direct', onDay: '2026-11-20', instalments: [{ instalmentId: p.instalmentIds[0]!, amount: 10_000 }], proof: 'photo' }))
  const M = Number.MAX_SAFE_INTEGER
  await tryIt('huge receipt', purse(o, 'X', M))
  await tryIt('huge receipt 2', purse(o, 'X', M))
  await tryIt('receipts list', o.client.ledger.receipts.list({}))
  await tryIt('quarter', o.client.reports.quarter({ year: 2026, quarter: 4 } as any).then((v: any) => JSON.stringify(v).slice(0, 200)))
  const q = await o.addPairing({ name: 'B', channel: 'direct' })
  await tryIt('huge direct 1', o.client.ledger.deliveries.recordDirect({ addressId: q.addressId, channel: 'direct', onDay: '2026-11-20', extra: M, proof: 'photo' }))
  await tryIt('huge direct 2', o.client.ledger.deliveries.recordDirect({ addressId: q.addressId, channel: 'direct', onDay: '2026-11-20', extra: M, proof: 'photo' }))
  await tryIt('deliveries list', o.client.ledger.deliveries.list({}).then((v: any) => v.byChannel))
  await tryIt('quarter', o.client.reports.quarter({ year: 2026, quarter: 4 } as any).then((v: any) => JSON.stringify(v).slice(0, 200)))
  await tryIt('address get', o.client.addresses.get({ id: q.addressId }).then(() => 'ok'))
  await tryIt('donors list', o.client.donors.list({} as any).then(() => 'ok'))
  await tryIt('year 0001', o.client.ledger.receipts.add({ payerName: 'X', onDay: '0001-01-01', amount: 1, method: 'cash', allocations: [{ kind: 'purpose', purpose: 'x', amount: 1 }] } as any))
  await tryIt('year 9999', o.client.ledger.receipts.add({ payerName: 'X', onDay: '9999-12-31', amount: 1, method: 'cash', allocations: [{ kind: 'purpose', purpose: 'x', amount: 1 }] } as any))
  await tryIt('2 concurrent', Promise.all([1, 2, 3].map(() => o.client.ledger.receipts.add({ payerName: 'X', onDay: '2026-01-01', amount: 1, method: 'cash', allocations: [{ kind: 'purpose', purpose: 'x', amount: 1 }] } as any))))
})

test('pairing cut while on list; address removed with money', async () => {
  const o = await openLedgerOffice()
  const a = await o.addPairing({ name: 'A' }), b = await o.addPairing({ name: 'B' })
  await o.receive([a, b], 3_000_000)
  const id = await o.makeRound()
  const pr = (await rows(o, 'pairing')).find((x) => x.id === a.id)
  await tryIt('suspend', o.client.pairings.suspend({ id: a.id, version: pr.version, fromMonth: '2026-06', reason: 'r' } as any))
  say('instalments', (await rows(o, 'instalment')).filter((i) => i.pairing_id === a.id).map((i) => i.deleted_at && 1))
  await tryIt('address remove', o.client.addresses.remove({ id: a.addressId }))
  await tryIt('confirm', o.client.ledger.rounds.confirmRest({ id, onDay: '2026-11-21' }))
  await tryIt('balances', o.client.ledger.deliveries.list({}).then((v: any) => v.total))
  const pb = (await rows(o, 'pairing')).find((x) => x.id === b.id)
  await tryIt('end b', o.client.pairings.end({ id: b.id, version: pb.version, onDay: '2026-11-21', reason: 'other', note: null, waiveUnpaid: true } as any))
  await tryIt('remove address b', o.client.addresses.remove({ id: b.addressId }))
  const rd = await tryIt('round get', o.client.ledger.rounds.get({ id }).then((v: any) => v.totals))
  await tryIt('donor remove', o.client.donors.remove({ id: b.donorId }))
})
