import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cli, cliJson, freshOffice, testFolder } from './cliOffice.ts'

test('row 83: the centre makes a directory, a branch that never met it trusts, inspects and opens it', async () => {
  const [centre, branch, folder] = [freshOffice('central'), freshOffice(), testFolder()]
  await cliJson('words', 'save', 'category', 'flood2026', 'Bị lũ 2026', '--lo', 'ນ້ຳຖ້ວມ', '--data', centre)
  const figures = ['--name', 'Trị giá đã trao', '--figures', 'cash,goods']
  await cliJson('clusters', 'indicator', 'value', ...figures, '--data', centre)
  const target = await cli('clusters', 'target', 'VN', 'value', '2026', '1000000000', '--data', centre)
  expect([target.code, target.err]).toEqual([0, ''])
  expect((await cli('directory', 'preview', '--data', centre)).out).toContain('Bị lũ 2026')
  const pack = join(folder, 'danh-ba.rcb')
  expect(await cliJson('directory', 'make', '--data', centre, '--out', pack)).toMatchObject({ version: 1 })
  const [keyFile, digits] = await answerFile(centre, folder)
  const early = await cli('directory', 'open', pack, '--data', branch)
  expect(early.code).toBe(3)
  await cliJson('directory', 'trust', keyFile, '--digits', digits, '--data', branch)
  const seen = await cli('directory', 'inspect', pack, '--data', branch)
  expect(seen.out).toContain('Mức giao 2026 cho Việt Nam, Trị giá đã trao: 1.000.000.000')
  await cliJson('directory', 'open', pack, '--data', branch)
  expect(await cliJson('directory', 'status', '--data', branch)).toMatchObject({ newest: { version: 1 } })
  const again = join(folder, 'chuyen-tiep.rcb')
  expect(await cliJson('directory', 'save', '--data', branch, '--out', again)).toMatchObject({ version: 1 })
})

test('row 89: a cluster, its target and how its members stand', async () => {
  const province = freshOffice('province')
  const data = ['--data', province]
  await cliJson('clusters', 'indicator', 'helped', '--name', 'Địa chỉ được trợ giúp', '--figures', 'helped', ...data)
  await cliJson('clusters', 'save', 'Cụm 4', '--units', '38', '--from', '2026-01-01', ...data)
  await cliJson('clusters', 'target', '38', 'helped', '2026', '10', ...data)
  expect((await cli('clusters', 'list', ...data)).out).toContain('Cụm 4')
  const shown = await cli('clusters', 'show', 'Cụm 4', '2026-Q4', ...data)
  expect(shown.out).toContain('Địa chỉ được trợ giúp (số lượng)')
  expect(shown.out).toContain('Bình quân tỷ lệ các đơn vị 0% (1 trên 1); Vượt mức giao 0 trên 1')
  const none = await cli('clusters', 'show', 'Cụm 9', ...data)
  expect([none.code, none.err.includes('Cụm 4')]).toEqual([2, true])
})

/** The centre's answer file and the digits it reads out. */
async function answerFile(centre: string, folder: string): Promise<[string, string]> {
  await cliJson('keys', 'recovery', '--data', centre)
  const file = join(folder, 'trung-uong.json')
  const { digits } = await cliJson('keys', 'answer', '--data', centre, '--out', file)
  return [file, digits]
}
