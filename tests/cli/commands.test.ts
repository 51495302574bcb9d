import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lockOffice } from '../../src/db/officeLock.ts'
import { TEST_PASSPHRASE } from '../support/officeTemplate.ts'
import { cli, cliJson, cliWith, freshOffice, testFolder } from './cliOffice.ts'

const VIETNAMESE_REFUSAL = 'Tên hoặc mật khẩu không đúng'

describe('a commune office on the command line', () => {
  test('init prints the recovery code once, and the office opens afterwards', async () => {
    const data = testFolder()
    const made = await cli('init', '--data', data, '--unit', '15013', '--user', 'Hà')
    expect(made.code).toBe(0)
    expect(made.out).toContain('Hội Chữ thập đỏ xã Na Mèo')
    expect(made.out).toMatch(/([A-Z0-9]{6}-){5}/)
    expect(await cliJson('addresses', 'list', '--data', data)).toEqual([])
  })

  test('an added address is listed for people in columns and for programs as a flat row', async () => {
    const data = freshOffice()
    const added = ['--name', 'Lò Thị Ón', '--village', 'Bản Ché Lầu', '--category', 'poor', '--birth', '1948']
    expect((await cli('addresses', 'add', '--data', data, ...added, '--new-village')).code).toBe(0)
    const table = await cli('addresses', 'list', '--data', data, '--search', 'lo thi on')
    expect(table.out).toMatch(/Lò Thị Ón +1948 +Bản Ché Lầu +Hộ nghèo +Đề xuất/)
    expect(await cliJson('addresses', 'list', '--data', data)).toMatchObject([
      {
        name: 'Lò Thị Ón',
        birthYear: 1948,
        birthDay: null,
        commune: 'Na Mèo',
        village: 'Bản Ché Lầu',
        category: 'poor',
      },
    ])
    const shown = await cliJson('addresses', 'show', 'Lò Thị Ón', '--data', data)
    expect(shown.fields.birthDay).toBe('1948')
  })

  test('a village nobody entered yet is refused by name unless it is wanted', async () => {
    const data = freshOffice()
    const words = ['addresses', 'add', '--data', data, '--name', 'A', '--village', 'Bản Mới', '--category', 'poor']
    const refused = await cli(...words)
    expect(refused.code).toBe(3)
    expect(refused.err).toContain('Bản Mới')
    expect(await cliJson('addresses', 'list', '--data', data)).toEqual([])
  })

  test('a sponsor is paired with an address by their names', async () => {
    const data = freshOffice()
    const person = ['--name', 'Vi Văn Ước', '--village', 'Bản Son', '--category', 'orphan', '--new-village']
    await cliJson('addresses', 'add', '--data', data, ...person)
    await cliJson('donors', 'add', '--data', data, '--name', 'Công ty May Sông Luồng', '--kind', 'business')
    const terms = ['--amount', '500000', '--from', '2026-12', '--state', 'intended']
    await cliJson('pairings', 'add', '--data', data, '--address', 'vi van uoc', '--donor', 'may song luong', ...terms)
    const [pairing] = await cliJson('pairings', 'list', '--data', data)
    expect(pairing).toMatchObject({ addressName: 'Vi Văn Ước', donorName: 'Công ty May Sông Luồng', amount: 500_000 })
    expect((await cli('pairings', 'list', '--data', data)).out).toContain('Dự kiến')
  })

  test('a backup is made, checked and restored', async () => {
    const data = freshOffice()
    const { id } = await cliJson('backup', 'make', '--data', data)
    const add = ['--name', 'A', '--village', 'Bản Son', '--category', 'poor', '--new-village']
    await cliJson('addresses', 'add', '--data', data, ...add)
    expect((await cliJson('backup', 'verify', '--data', data)).id).toBe(id)
    await cliJson('backup', 'restore', id, '--data', data)
    expect(await cliJson('addresses', 'list', '--data', data)).toEqual([])
  })
})

describe('refusals', () => {
  test('a wrong passphrase exits with 3 and says so in the language asked for', async () => {
    const data = freshOffice()
    const wrong = { NHIP_CAU_PASSPHRASE: 'sai het ca roi nhe' }
    const vietnamese = await cliWith(wrong, 'addresses', 'list', '--data', data, '--json')
    expect(vietnamese.code).toBe(3)
    expect(JSON.parse(vietnamese.out)).toMatchObject({ code: 'accounts.wrongPassphrase', params: {} })
    expect(JSON.parse(vietnamese.out).message).toContain(VIETNAMESE_REFUSAL)
    expect(vietnamese.err).toContain(VIETNAMESE_REFUSAL)
    const english = await cliWith(wrong, 'addresses', 'list', '--data', data, '--language', 'en')
    expect(english.out).toBe('')
    expect(english.err).not.toContain(VIETNAMESE_REFUSAL)
    expect(english.err.trim()).not.toBe('')
  })

  test('a folder without an office is refused and left as it is', async () => {
    const data = join(testFolder(), 'nothing')
    const refused = await cli('donors', 'list', '--data', data)
    expect(refused.code).toBe(3)
    expect(refused.err).toContain(data)
    expect(existsSync(data)).toBe(false)
  })

  test('an office that another program has open is refused', async () => {
    const data = freshOffice()
    const lock = lockOffice(data)
    expect(lock.ok).toBe(true)
    const refused = await cli('addresses', 'list', '--data', data, '--json')
    if (lock.ok) lock.value.release()
    expect(refused.code).toBe(3)
    expect(JSON.parse(refused.out).code).toBe('common.alreadyRunning')
  })

  test('an unknown unit makes no office', async () => {
    const data = testFolder()
    const refused = await cli('init', '--data', data, '--unit', '99999', '--user', 'Hà', '--json')
    expect(refused.code).toBe(3)
    expect(JSON.parse(refused.out).code).toBe('accounts.unknownUnit')
    expect(readdirSync(data).filter((name) => name.endsWith('.db'))).toEqual([])
  })
})

describe('wrong calls exit with 2', () => {
  test.each([
    ['an unknown command', ['nothing']],
    ['an unknown option', ['addresses', 'list', '--nothing']],
    ['no command at all', []],
    ['a group without its command', ['addresses']],
    ['a missing required option', ['addresses', 'add', '--name', 'A']],
    ['an option without its value', ['donors', 'list', '--search']],
    ['a count that is none', ['demo', '--addresses', 'many']],
    ['a language that is none', ['donors', 'list', '--language', 'de']],
    ['a choice that is none', ['pairings', 'list', '--state', 'asleep']],
    ['a quarter that is none', ['report', 'quarter', '2026-Q5']],
  ])('%s', async (_what, argv) => {
    const data = freshOffice()
    const result = await cli(...argv, ...(argv.length > 1 ? ['--data', data] : []))
    expect(result.code).toBe(2)
    // A key that was not translated would be printed as it is.
    expect(result.err).not.toMatch(/usage[.:]/)
    expect(result.err.trim()).not.toBe('')
  })

  test('a missing passphrase', async () => {
    const data = freshOffice()
    const result = await cliWith({}, 'addresses', 'list', '--data', data)
    expect(result.code).toBe(2)
    expect(result.err).toContain('NHIP_CAU_PASSPHRASE')
  })
})

test('the passphrase may stand in the first line of a file', async () => {
  const data = freshOffice()
  const file = join(testFolder(), 'passphrase')
  writeFileSync(file, `${TEST_PASSPHRASE}\nsecond line\n`)
  expect((await cliWith({}, 'addresses', 'list', '--data', data, '--passphrase-file', file)).code).toBe(0)
})

test.each(['vi', 'en', 'lo'])('help is written in %s, without a key left over', async (language) => {
  const result = await cli('import', 'addresses', '--help', '--language', language)
  expect(result.code).toBe(0)
  expect(result.out).toContain('--dry-run')
  expect(result.out).not.toMatch(/(help|options|titles)\.[a-z]/)
})
