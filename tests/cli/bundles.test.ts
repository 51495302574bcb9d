import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cli, cliJson, freshOffice, testFolder } from './cliOffice.ts'

interface Offices {
  branch: string
  province: string
  folder: string
}

/** A branch and its province that have exchanged keys, digits and all. */
async function exchangeKeys(): Promise<Offices> {
  const [branch, province] = [freshOffice(), freshOffice('province')]
  const folder = testFolder()
  const [request, answer] = [join(folder, 'request.txt'), join(folder, 'answer.txt')]
  const { digits } = await cliJson('keys', 'request', '--data', branch, '--out', request)
  await cliJson('keys', 'enrol', request, '--data', province, '--digits', digits)
  await cliJson('keys', 'recovery', '--data', province)
  const answered = await cliJson('keys', 'answer', '--data', province, '--out', answer)
  await cliJson('keys', 'enrol', answer, '--data', branch, '--digits', answered.digits)
  return { branch, province, folder }
}

test('a branch sends its quarter, the province opens it once and sees it in its table', async () => {
  const { branch, province, folder } = await exchangeKeys()
  const person = ['--name', 'Lò Thị Ón', '--village', 'Bản Son', '--category', 'poor', '--new-village']
  await cliJson('addresses', 'add', '--data', branch, ...person)
  const file = join(folder, 'report (1).rcb')
  const made = await cliJson('bundle', 'create', '--data', branch, '--to', '38', '--out', file, '--quarter', '2026-Q4')
  expect(made.seq).toBe(1)

  const seen = await cliJson('bundle', 'inspect', file)
  expect(seen.format).toBe('rc-bundle/1')
  const { own } = await cliJson('keys', 'show', '--data', branch)
  expect(seen.from).toBe(own.fingerprint)

  const [first] = await cliJson('bundle', 'open', file, '--data', province)
  expect(first.opened).toMatchObject({ seq: 1, alreadyOpened: null })
  const [again] = await cliJson('bundle', 'open', file, '--data', province)
  expect(again.opened.alreadyOpened).not.toBeNull()

  const table = await cliJson('report', 'quarter', '2026-Q4', '--data', province)
  expect(table.total.newAddresses).toBe(1)

  // The way back: the province approves, the branch carries it out.
  const { addresses } = await cliJson('decisions', 'candidates', '--to', '15013', '--data', province)
  const verdict = ['--to', '15013', '--title', 'Quyết định duyệt đợt 4', '--number', '12/QĐ', '--day', '2026-11-20']
  expect(await cliJson('decisions', 'verdict', addresses[0].id, '--data', province, ...verdict)).toEqual({ decided: 1 })
  const decided = join(folder, 'decisions.rcb')
  await cliJson('decisions', 'file', '--data', province, '--to', '15013', '--out', decided)
  const [kept] = await cliJson('bundle', 'open', decided, '--data', branch)
  expect(kept.opened).toMatchObject({ kind: 'decision', lines: [{ code: 'approved', facts: { paper: '12/QĐ' } }] })
  expect(await cliJson('decisions', 'apply', '--data', branch)).toMatchObject({ results: [{ failure: null }] })
  expect((await cliJson('decisions', 'list', '--data', branch)).decisions).toMatchObject([{ state: 'applied' }])
})

test('an altered report is refused, and does not keep the next file out', async () => {
  const { branch, province, folder } = await exchangeKeys()
  const good = join(folder, 'good.rcb')
  await cliJson('bundle', 'create', '--data', branch, '--to', '38', '--out', good)
  const bytes = readFileSync(good)
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 2000) ^ 1, bytes.length - 2000)
  const bad = join(folder, 'bad.rcb')
  writeFileSync(bad, bytes)
  const opened = await cli('bundle', 'open', bad, good, '--data', province, '--json')
  expect(opened.code).toBe(3)
  const [refused, taken] = JSON.parse(opened.out)
  expect(refused.failure.code).toMatch(/^bundles\./)
  expect(taken.opened.seq).toBe(1)
  expect((await cli('bundle', 'inspect', bad)).code).toBe(3)
})

test('a province opens a folder and answers with a receipt, after which the branch sends changes and changes its key', async () => {
  const { branch, province, folder } = await exchangeKeys()
  const reports = join(folder, 'reports')
  mkdirSync(reports)
  const create = (name: string) =>
    cliJson('bundle', 'create', '--data', branch, '--to', '38', '--out', join(reports, name), '--quarter', '2026-Q4')
  await create('b.rcb')
  await create('a.rcb')
  const opened = await cliJson('bundle', 'open', reports, '--data', province)
  expect(opened).toMatchObject([{ released: { seq: 2 } }, { opened: { seq: 1 } }])
  const receipt = join(folder, 'receipt.rcb')
  expect(await cliJson('bundle', 'receipt', '--data', province, '--to', '15013', '--out', receipt)).toMatchObject({
    seq: 2,
  })
  expect(await cliJson('bundle', 'inspect', receipt, '--data', branch)).toMatchObject({ kind: 'receipt' })
  const [standing] = await cliJson('bundle', 'open', receipt, '--data', branch)
  expect(standing.opened).toMatchObject({ kind: 'receipt', alreadyOpened: null, facts: { reached: 2 }, lines: [] })
  const grid = await cliJson('desk', 'grid', '2026-Q4', '--data', province)
  expect(grid.rows).toMatchObject([
    { unit: { code: '15013' }, cells: [{}, {}, {}, { quarter: 4, state: 'sent', seq: 2 }] },
  ])
  const rotation = join(folder, 'rotation.json')
  await cliJson('keys', 'rotate', '--data', branch, '--out', rotation)
  expect(await cliJson('keys', 'accept-rotation', rotation, '--data', province)).toMatchObject({ fromSeq: 3 })
  await create('c.rcb')
  const [third] = await cliJson('bundle', 'open', join(reports, 'c.rcb'), '--data', province)
  expect(third.opened).toMatchObject({ seq: 3, contents: 'changes' })
})
