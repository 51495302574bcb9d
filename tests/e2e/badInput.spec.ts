import { once } from 'node:events'
import { closeSync, cpSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeXlsx } from 'hucre'
import { workbookParts, zipOf } from '../features/imports/reading/zipOf.ts'
import { command, PASSPHRASE, USER } from './support/commands.ts'
import { spawnHost, startHost } from './support/host.ts'
import { expect, test } from './support/officeTest.ts'
import { LANGUAGES, type WordKey, words } from './support/words.ts'

const PEOPLE = [
  ['Họ và tên', 'Năm sinh', 'Thôn', 'Đối tượng'],
  ['Vi Thị Na', 1990, 'Bản Ón', 'Hộ nghèo'],
]

let made: string
let registers: Awaited<ReturnType<typeof badRegisters>>

// Every test starts from a copy of one office.
test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'nhip-cau-e2e-bad-'))
  await command('init', '--data', join(made, 'office'), '--unit', '15013', '--user', USER)
  registers = await badRegisters()
})
test.afterAll(() => rmSync(made, { recursive: true, force: true, maxRetries: 5 }))

function copyOffice(folder: string): string {
  const dataDir = join(folder, 'copied')
  cpSync(join(made, 'office'), dataDir, { recursive: true })
  return dataDir
}

/** Files an office might pick by mistake, or be sent. */
async function badRegisters(): Promise<{ name: string; bytes: Uint8Array; says: WordKey }[]> {
  const macros = await writeXlsx({ sheets: [{ name: 'DS', rows: PEOPLE }], vbaProject: new Uint8Array([1, 2, 3]) })
  const letter = new TextEncoder().encode('Kính gửi: Hội Chữ thập đỏ tỉnh.\nTôi tên là An, xin báo cáo.\n')
  const bomb = zipOf(workbookParts('<row/>'.repeat(2_000_000)))
  const cashBook = await writeXlsx({
    sheets: [
      {
        name: 'Thu',
        rows: [
          ['Ngày', 'Thu'],
          [1, 2],
        ],
      },
    ],
  })
  return [
    { name: 'co macro.xlsx', bytes: macros, says: 'imports:failures.hasMacros' },
    { name: 'don thu.xlsx', bytes: letter, says: 'imports:failures.notASpreadsheet' },
    { name: 'phinh to.xlsx', bytes: bomb, says: 'imports:failures.tooLarge' },
    { name: 'so quy.xlsx', bytes: cashBook, says: 'imports:failures.noTable' },
  ]
}

for (const language of LANGUAGES) {
  test(`${language}: a wrong passphrase is said to be one, and the right one then opens`, async ({
    openDesk,
    folder,
  }) => {
    const desk = await openDesk({ language, dataDir: copyOffice(folder) })
    const { page, t } = desk
    await desk.field(t('accounts:fields.passphrase')).fill('nothing of the kind')
    await desk.button(t('accounts:unlock.open')).click()
    await expect(page.getByRole('alert')).toHaveText(t('accounts:failures.wrongPassphrase'))
    await desk.unlock(PASSPHRASE)
  })

  test(`${language}: a damaged data file is not blamed on the passphrase`, async ({ openDesk, folder }) => {
    const dataDir = copyOffice(folder)
    const file = openSync(join(dataDir, 'office.db'), 'r+')
    writeSync(file, Buffer.alloc(512, 7), 0, 512, 1024)
    closeSync(file)
    const desk = await openDesk({ language, dataDir })
    await desk.field(desk.t('accounts:fields.passphrase')).fill(PASSPHRASE)
    await desk.button(desk.t('accounts:unlock.open')).click()
    await expect(desk.page.getByRole('alert')).toHaveText(desk.t('common:failures.databaseDamaged'))
  })

  test(`${language}: files that are no register get a sentence, and nothing is written`, async ({
    openDesk,
    folder,
  }) => {
    const desk = await openDesk({ language, dataDir: copyOffice(folder) })
    const { page, t } = desk
    await desk.unlock(PASSPHRASE)
    await desk.go('import')
    for (const { name, bytes, says } of registers) {
      await test.step(name, async () => {
        await desk.hand(desk.button(t('imports:choose.pick')), { name, bytes: Buffer.from(bytes) })
        // The limit of rows stands in one of the sentences: what comes before it is enough.
        const [sentence = ''] = t(says, { most: '\u0000' }).split('\u0000')
        await expect(page.getByRole('alert')).toContainText(sentence)
      })
    }
    await expect(page.getByText(t('imports:list.none'))).toBeVisible()
    await desk.go('addresses')
    await expect(page.getByText(t('addresses:empty.nothingYet'))).toBeVisible()
  })
}

test('a second program on the same data says so and ends', async ({ folder }) => {
  const dataDir = copyOffice(folder)
  const first = await startHost(dataDir)
  const ended = await runSecond(dataDir)
  await first.stop()
  expect(ended.said).toContain(words('vi')('common:failures.alreadyRunning'))
  expect(ended.said).toContain(words('en')('common:failures.alreadyRunning'))
  expect(ended.code).toBe(3)
})

async function runSecond(dataDir: string): Promise<{ said: string; code: number }> {
  const second = spawnHost(dataDir)
  let said = ''
  second.stderr?.on('data', (text: Buffer) => {
    said += text.toString()
  })
  const [code] = await once(second, 'close')
  return { said, code }
}
