import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre'
import { quarterOf } from '../../src/base/common/day.ts'
import { command, PASSPHRASE, USER } from './support/commands.ts'
import { TIME_ZONE } from './support/host.ts'
import { expect, test } from './support/officeTest.ts'
import { expectFits, violations } from './support/reach.ts'
import { LANGUAGES } from './support/words.ts'

/** Na Mèo and Sơn Thủy in Thanh Hóa; Nghệ An is not their province. */
const BRANCHES = ['15013', '15010'] as const
const PROVINCE = '38'
const OTHER_PROVINCE = '40'
const PEOPLE = { each: 2, both: 4 }
/** The quarter the page opens with. */
const QUARTER = quarterOf(new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE }).format(new Date()))

interface Offices {
  folder: string
  /** A province that knows both branches and has opened nothing yet. */
  province: string
  reports: Buffer[]
  /** Rightly made, but for another province. */
  stray: Buffer
}

let offices: Offices

// One worker: making four offices and their keys takes a while, and every language starts from copies of them.
test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  test.setTimeout(180_000)
  offices = await makeOffices()
})
test.afterAll(() => rmSync(offices.folder, { recursive: true, force: true, maxRetries: 5 }))

for (const language of LANGUAGES) {
  test(`${language}: the province opens two branches' reports and sees them in its table`, async ({
    openDesk,
    folder,
  }) => {
    const dataDir = join(folder, 'province')
    cpSync(offices.province, dataDir, { recursive: true })
    const desk = await openDesk({ language, dataDir })
    const { page, t } = desk
    await desk.unlock(PASSPHRASE)
    await desk.go('bundles')
    const incoming = page.getByRole('region', { name: t('bundles:open.title') })
    const pick = desk.button(t('bundles:open.pick'), incoming)
    const rows = incoming.getByRole('listitem')

    const [first, second] = offices.reports as [Buffer, Buffer]
    const altered = Buffer.from(first)
    altered.writeUInt8(altered.readUInt8(altered.length - 2000) ^ 1, altered.length - 2000)
    await desk.hand(pick, { name: 'sua doi.rcb', bytes: altered }, { name: 'gui nham.rcb', bytes: offices.stray })
    await expect(rows.filter({ hasText: 'sua doi.rcb' }).getByRole('alert')).toHaveText(t('bundles:failures.altered'))
    const strayRow = rows.filter({ hasText: 'gui nham.rcb' })
    await expect(strayRow).toContainText(t('bundles:open.states.refused'))
    await expect(strayRow.getByRole('alert')).toHaveText(t('bundles:failures.notForUs'))
    await expect(page.getByText(t('bundles:received.none'))).toBeVisible()

    await desk.hand(pick, { name: 'bao cao.rcb', bytes: first }, { name: 'bao cao.rcb', bytes: second })
    await desk.button(t('bundles:open.takeAll', { count: 2 })).click()
    await expect(incoming.getByText(t('bundles:open.takenIn'))).toHaveCount(2)

    await page.evaluate(() => {
      location.hash = '#/province'
    })
    await expect(desk.heading(t('province:page.title'))).toBeVisible()
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
    await expect(page.getByRole('row').filter({ hasText: /Na M|ນາແມ້ວ/ })).toHaveCount(1)
    expect.soft(await violations(page)).toEqual([])
    await expectFits(page, 'the desk of the province')

    await desk.go('quarter')
    const table = page.getByRole('table', { name: t('reports:quarter.title', QUARTER) })
    const sent = table.getByRole('row').filter({ hasText: t('reports:status.sent') })
    await expect(sent).toHaveCount(BRANCHES.length)
    for (const row of await sent.all()) await expect(row.getByRole('cell').first()).toHaveText(String(PEOPLE.each))
    const total = table
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: t('reports:quarter.total') }) })
    await expect(total.getByRole('cell').first()).toHaveText(String(PEOPLE.both))
    await total
      .getByRole('button', { name: String(PEOPLE.both), exact: true })
      .first()
      .click()
    const drawer = desk.drawer(new RegExp(t('reports:drill.allUnits')))
    await expect(drawer.getByRole('row')).toHaveCount(1 + PEOPLE.both)
    await page.keyboard.press('Escape')
    await expect(drawer).toBeHidden()

    const saved = await desk.save(desk.button(t('reports:quarter.export')))
    expect(saved.name).toMatch(/\.xlsx$/)
    const book = await readXlsx(saved.bytes)
    const cells = book.sheets[0]?.rows.flat().map(String) ?? []
    expect(cells).toContain(t('reports:quarter.total'))
  })
}

async function makeOffices(): Promise<Offices> {
  const folder = mkdtempSync(join(tmpdir(), 'nhip-cau-e2e-province-'))
  const [province, other] = [join(folder, 'province'), join(folder, 'other')]
  await command('init', '--data', province, '--kind', 'province', '--unit', PROVINCE, '--user', USER)
  await command('keys', 'recovery', '--data', province)
  await command('init', '--data', other, '--kind', 'province', '--unit', OTHER_PROVINCE, '--user', USER)
  await command('keys', 'recovery', '--data', other)
  const reports: Buffer[] = []
  for (const unit of BRANCHES) {
    const branch = join(folder, unit)
    await command('init', '--data', branch, '--unit', unit, '--user', USER)
    await addPeople(branch)
    await exchangeKeys(branch, province)
    reports.push(await makeReport(branch, PROVINCE))
  }
  const branch = join(folder, BRANCHES[0])
  await exchangeKeys(branch, other)
  return { folder, province, reports, stray: await makeReport(branch, OTHER_PROVINCE) }
}

async function addPeople(branch: string): Promise<void> {
  for (const name of ['Lò Thị Ón', 'Vi Văn Thoại']) {
    const place = ['--village', 'Bản Son', '--new-village', '--category', 'poor']
    await command('addresses', 'add', '--data', branch, '--name', name, ...place)
  }
}

async function exchangeKeys(branch: string, province: string): Promise<void> {
  const [request, answer] = [join(branch, 'request.json'), join(branch, 'answer.json')]
  const asked = await command('keys', 'request', '--data', branch, '--out', request)
  await command('keys', 'enrol', request, '--data', province, '--digits', asked.digits)
  const answered = await command('keys', 'answer', '--data', province, '--out', answer)
  await command('keys', 'enrol', answer, '--data', branch, '--digits', answered.digits)
}

async function makeReport(branch: string, to: string): Promise<Buffer> {
  const file = join(branch, `${to}.rcb`)
  const quarter = `${QUARTER.year}-Q${QUARTER.quarter}`
  await command('bundle', 'create', '--data', branch, '--to', to, '--out', file, '--quarter', quarter)
  return readFileSync(file)
}
