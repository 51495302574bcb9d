import type { Page } from '@playwright/test'
import { PRACTICE_OFFICE } from '../../src/features/practice/common/rules.ts'
import { expect, test } from './support/officeTest.ts'
import { requestsElsewhere } from './support/requestsElsewhere.ts'

test('row 70: the language changes in place, without a reload and without a question to anybody', async ({
  openPractice,
}) => {
  const desk = await openPractice('vi')
  const { page } = desk
  await page.evaluate(() => Object.assign(window, { stillHere: true }))
  const strangers = requestsElsewhere(page)
  for (const language of ['en', 'lo', 'vi'] as const) {
    await desk.chooseLanguage(language)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(desk.in(language)('today:title'))
  }
  expect(await page.evaluate(() => 'stillHere' in window)).toBe(true)
  expect(strangers).toEqual([])
})

test('Ctrl+K finds a name typed without marks, and Enter opens it', async ({ openPractice }) => {
  const desk = await openPractice('vi')
  const { page, t } = desk
  await desk.go('addresses')
  await page.keyboard.press('Control+k')
  const box = desk.field(t('app:search.title'))
  await expect(box).toBeFocused()
  await page.keyboard.type('dao')
  const first = desk.drawer().getByRole('listitem').first()
  await expect(first).toContainText('Đào')
  const name = ((await first.locator('span').first().textContent()) ?? '').trim()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
})

test('the menu and the search, asked for before their code has come, open when it has', async ({ openPractice }) => {
  const desk = await openPractice('vi')
  const { page, t } = desk
  const { promise: come, resolve: letCome } = Promise.withResolvers<void>()
  await page.route('**/later-*.js', async (route) => {
    await come
    await route.continue()
  })
  await page.reload()
  await page.locator('.nc-user').click()
  await page.keyboard.press('Control+k')
  letCome()
  await expect(page.getByRole('menuitem', { name: t('app:user.signOut') })).toBeVisible()
  await expect(desk.field(t('app:search.title'))).toBeVisible()
})

test('a page opened before its words have come waits for them and shows no key', async ({ openPractice }) => {
  const desk = await openPractice('vi')
  const { page, t } = desk
  const { promise: come, resolve: letCome } = Promise.withResolvers<void>()
  await page.route('**/pagesVi-*.js', async (route) => {
    await come
    await route.continue()
  })
  const asked = page.waitForRequest('**/pagesVi-*.js')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('today:title'))
  await page.getByRole('link', { name: t('app:navigation.donors') }).click()
  await asked
  await expect(page.locator('body')).not.toContainText('columns.')
  letCome()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('donors:title'))
})

test('a page whose code is gone says so, leaves the frame standing, and the next page opens', async ({
  openPractice,
}) => {
  const desk = await openPractice('vi')
  const { page, t } = desk
  desk.foreseen = /DonorListPage/
  await page.route('**/DonorListPage-*.js', (route) => route.abort())
  await page.getByRole('link', { name: t('app:navigation.donors') }).click()
  await expect(page.getByRole('alert')).toContainText(t('app:broken.missing.title'))
  await desk.go('houses')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('houses:title'))
  await expect(page.getByText(t('app:broken.missing.title'))).toHaveCount(0)
})

test('when a pressed button goes with its row, the keyboard goes on at the next one', async ({ openPractice }) => {
  const desk = await openPractice('vi')
  const { page, t } = desk
  await desk.go('duplicates')
  await desk.button(t('duplicates:scan.start')).click()
  const twoPeople = desk.button(t('duplicates:pair.dismiss'))
  await expect(twoPeople.first()).toBeVisible()
  const pairs = await twoPeople.count()
  expect(pairs).toBeGreaterThan(1)
  await twoPeople.first().focus()
  await page.keyboard.press('Enter')
  await expect(twoPeople).toHaveCount(pairs - 1)
  const focused = page.getByRole('region', { name: t('duplicates:pairs.label') }).locator(':focus')
  await expect(focused).toHaveCount(1)
})

test('what is searched from the second page of a list is shown from its first', async ({ openPractice }) => {
  const desk = await openPractice('vi')
  const { page, t } = desk
  await desk.go('donors')
  const names = page.getByRole('row')
  const first = ((await names.nth(1).getByRole('cell').first().textContent()) ?? '').trim()
  await desk.button(t('common:list.nextPage')).click()
  await expect(names.nth(1)).not.toContainText(first)
  await desk.field(t('donors:search')).fill(first)
  await expect(names.nth(1)).toContainText(first)
})

test('a PC whose network cable is drawn goes on reading and writing', async ({ openPractice }) => {
  const desk = await openPractice('vi')
  const { page, t } = desk
  await page.evaluate(() => window.dispatchEvent(new Event('offline')))
  await desk.go('donors')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await desk.button(t('donors:actions.add')).click()
  const name = 'Quỹ Cáp Đứt'
  await desk.field(t('donors:fields.nameOfPerson')).fill(name)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
})

test('locking and unlocking leads back to the same place, half-typed words kept, also when the window is gone after that', async ({
  openPractice,
}) => {
  const desk = await openPractice('vi')
  const { page, t } = desk
  await desk.go('rounds')
  await desk.button(t('ledger:rounds.actions.new')).click()
  const place = desk.field(t('ledger:newRound.place'))
  // The office may be locked before the second is over after which a draft is kept: it is kept when it opens again.
  const kept = page.waitForResponse((response) => response.url().includes('keepDraft') && response.ok())
  await place.fill('Nhà văn hóa bản Na')
  await desk.button(t('common:frame.lock')).click()
  await desk.resume(PRACTICE_OFFICE.passphrase)
  await expect(desk.heading(t('ledger:newRound.title'))).toBeVisible()
  await expect(place).toHaveValue('Nhà văn hóa bản Na')
  await expect(place).toBeFocused()
  await kept
  await page.reload()
  await expect(place).toHaveValue('')
  await desk.button(t('desk:draft.use')).click()
  await expect(place).toHaveValue('Nhà văn hóa bản Na')
  await desk.button(t('ledger:rounds.actions.create')).click()
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(t('ledger:newRound.title'))
  await desk.go('rounds')
  const asked = page.waitForResponse((response) => response.url().includes('findDraft') && response.ok())
  await desk.button(t('ledger:rounds.actions.new')).click()
  await asked
  await expect(desk.button(t('desk:draft.use')), 'gone with the writing').toBeHidden()
})

test('a half-typed receipt is offered again after the window was gone, and what is typed does not replace it unasked', async ({
  openPractice,
}) => {
  const desk = await openPractice('vi')
  const { page, t } = desk
  const open = async () => {
    await desk.go('receipts')
    await desk.button(t('ledger:receipts.actions.add')).click()
    return desk.field(t('ledger:receipts.fields.payer'))
  }
  await (await open()).fill('Nhóm thiện nguyện Sông Mã')
  await page.waitForResponse((response) => response.url().includes('keepDraft') && response.ok())
  await page.reload()
  const again = await open()
  await expect(again).toHaveValue('')
  await again.fill('Người khác')
  // Longer than a draft waits to be kept: this one must not take the place of the other.
  await page.waitForTimeout(1500)
  await page.reload()
  await open()
  const use = desk.button(t('desk:draft.use'))
  await expect(use).toBeVisible()
  await use.click()
  await expect(again).toHaveValue('Nhóm thiện nguyện Sông Mã')
  await page.keyboard.press('Escape')
  await open()
  await expect(use, 'asked once').toBeHidden()
})

test('a receipt whose answer was lost, and one whose button is pressed twice, are written once', async ({
  openPractice,
}) => {
  const desk = await openPractice('vi')
  const { page, t } = desk
  const drawer = desk.drawer(t('ledger:receipts.actions.add'))
  const rows = (payer: string) => page.getByRole('row').filter({ hasText: payer })
  const type = async (payer: string) => {
    await desk.button(t('ledger:receipts.actions.add')).click()
    await desk.field(t('ledger:receipts.fields.payer'), drawer).fill(payer)
    await desk.field(t('ledger:receipts.fields.amount'), drawer).fill('500000')
    const kept = page.waitForResponse((response) => response.url().includes('keepDraft') && response.ok())
    await desk.field(t('ledger:receipts.fields.purpose'), drawer).fill('Tết Nhân ái')
    await kept
  }
  await desk.go('receipts')
  await type('Nhóm Bấm Lại')
  await loseAnswer(page, 'receipts/add')
  await page.keyboard.press('Control+Enter')
  await expect(drawer).toContainText(t('desk:failures.coreGone'))
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(t('desk:draft.stood'))).toBeVisible()
  await expect(drawer).toBeHidden()
  await expect(rows('Nhóm Bấm Lại')).toHaveCount(1)
  await type('Nhóm Mất Điện')
  await loseAnswer(page, 'receipts/add')
  await page.keyboard.press('Control+Enter')
  await expect(drawer).toContainText(t('desk:failures.coreGone'))
  await page.reload()
  await expect(rows('Nhóm Mất Điện')).toHaveCount(1)
  const asked = page.waitForResponse((response) => response.url().includes('findDraft') && response.ok())
  await desk.button(t('ledger:receipts.actions.add')).click()
  await asked
  await expect(desk.button(t('desk:draft.use')), 'gone with the writing').toBeHidden()
  await page.keyboard.press('Escape')
  await type('Nhóm Bấm Đúp')
  await desk.button(t('ledger:receipts.verb'), drawer).dblclick()
  await expect(drawer).toBeHidden()
  await expect(rows('Nhóm Bấm Đúp')).toHaveCount(1)
})

test('a PC that goes to sleep in the middle of a form shows nothing of it until it is unlocked', async ({
  openPractice,
}) => {
  const desk = await openPractice('vi')
  const { page, t } = desk
  await desk.go('addresses')
  await desk.button(t('addresses:actions.add')).click()
  const name = desk.field(t('addresses:fields.name'))
  await name.fill('Vi Thị Nửa Ch')
  // What the desktop window says when the PC sleeps or its screen is locked.
  await page.evaluate(() => window.postMessage('nhip-cau-locked', location.origin))
  const lock = desk.drawer(t('accounts:lock.title'))
  await expect(lock).toBeVisible()
  const onTop = () =>
    lock.evaluate((screen) => screen.contains(document.elementFromPoint(innerWidth - 100, innerHeight / 2)))
  await expect.poll(onTop, 'the lock covers the drawer').toBe(true)
  await desk.resume(PRACTICE_OFFICE.passphrase)
  await expect(name).toHaveValue('Vi Thị Nửa Ch')
})

test('a name typed with Unikey, which takes letters back and writes them anew, is left as it was typed', async ({
  openPractice,
}) => {
  const desk = await openPractice('vi')
  const { page, t } = desk
  await desk.go('addresses')
  await desk.button(t('addresses:actions.add')).click()
  const name = desk.field(t('addresses:fields.name'))
  await expect(name).toBeFocused()
  await typeTelex(page)
  await expect(name).toHaveValue('tạo')
})

/** The next call of that name is carried out, and the line breaks before its answer comes. */
async function loseAnswer(page: Page, call: string): Promise<void> {
  await page.evaluate((name) => {
    const { fetch } = window
    window.fetch = async (request, init) => {
      const answer = await fetch(request, init)
      const url = request instanceof Request ? request.url : String(request)
      if (!url.includes(name)) return answer
      window.fetch = fetch
      throw new TypeError('the line broke')
    }
  }, call)
}

/** "taoj": at the j Unikey sends as many backspaces as letters change, then the letters with their mark. */
async function typeTelex(page: Page): Promise<void> {
  await page.keyboard.type('tao')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await page.keyboard.insertText('ạ')
  await page.keyboard.insertText('o')
}
