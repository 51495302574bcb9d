import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cli, cliJson, freshOffice, testFolder } from './cliOffice.ts'

function inputFile(input: unknown): string {
  const file = join(testFolder(), 'input.json')
  writeFileSync(file, typeof input === 'string' ? input : JSON.stringify(input))
  return file
}

test('a receipt and a slip are written from JSON, with the refusals of the page', async () => {
  const data = freshOffice()
  const purse = { kind: 'purpose', purpose: 'Tết' }
  const receipt = { payerName: 'Chùa Chặng', onDay: '2026-01-02', amount: 500_000, method: 'cash' }
  const input = inputFile({ ...receipt, allocations: [{ ...purse, amount: 500_000 }] })
  expect(await cliJson('record', 'receipt', '--input', input, '--data', data)).toMatchObject({ number: 1 })
  const refund = { kind: 'refund', onDay: '2026-01-03', amount: 600_000, from: purse, payeeName: 'Chùa Chặng' }
  const tooMuch = await cli('record', 'payout', '--input', inputFile(refund), '--data', data)
  expect(tooMuch.code).toBe(3)
  const slip = inputFile({ ...refund, amount: 200_000 })
  expect(await cliJson('record', 'payout', '--input', slip, '--data', data)).toMatchObject({ series: 'PC', number: 1 })
})

test('a thing nobody records, and a file that is no JSON, are told as such', async () => {
  const data = freshOffice()
  const unknown = await cli('record', 'weather', '--input', inputFile({}), '--data', data)
  expect([unknown.code, unknown.err.includes('weather')]).toEqual([2, true])
  const broken = await cli('record', 'visit', '--input', inputFile('{'), '--data', data)
  expect(broken.code).toBe(2)
})

test('row 63: the change log is read without a window, narrowed by kind of record and page by page', async () => {
  const data = freshOffice()
  const person = ['--village', 'Bản Son', '--category', 'poor', '--new-village']
  await cliJson('addresses', 'add', '--data', data, '--name', 'Lò Thị Ón', ...person)
  const { entries, next } = await cliJson('history', 'list', '--data', data, '--group', 'people', '--limit', '1')
  expect(entries[0]).toMatchObject({ kind: 'made', size: 3 })
  expect(entries[0].records[0]).toMatchObject({ table: 'address', name: 'Lò Thị Ón' })
  expect(next).toBeNull()
  const shown = await cli('history', 'list', '--data', data, '--kind', 'made')
  expect(shown.out).toContain('Lò Thị Ón')
  const nobody = await cli('history', 'list', '--data', data, '--by', 'Không Ai')
  expect(nobody.code).toBe(2)
})
